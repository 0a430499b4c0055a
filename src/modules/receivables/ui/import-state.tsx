import type { ReactNode } from 'react'
import type { Answer } from '#kernel/contract.ts'
import * as web from '#web/index.ts'
import type { startImport } from '../api.ts'

type State = Answer<typeof startImport>['state']

const TONES: Readonly<Record<State, web.Tone>> = {
  running: 'brand',
  planned: 'neutral',
  'to-confirm': 'caution',
  applied: 'brand',
  refused: 'refused',
  stopped: 'neutral',
}

/** The state of an import in a word. */
export function ImportState({ state }: { readonly state: State }): ReactNode {
  const t = web.useText('receivables')
  return <web.Tag tone={TONES[state]}>{t(`importState.${state}`)}</web.Tag>
}
