import { listUsers } from '#modules/identity/api.ts'
import * as web from '#web/index.ts'
import { listCreditors, listGroups, listSegments } from '../api.ts'
import type { Choice } from './words.ts'

/** Our legal entities, to choose one. */
export function useCreditorChoices(): readonly Choice[] {
  const { data: answer } = web.useAnswer(listCreditors, {})
  return (answer?.items ?? []).map(one => ({ value: one.id, label: one.name }))
}

/** The segments, to choose one. */
export function useSegmentChoices(): readonly Choice[] {
  const { data: answer } = web.useAnswer(listSegments, {})
  return (answer?.items ?? []).map(one => ({ value: one.id, label: one.name }))
}

/** The groups of customers, to choose one. */
export function useGroupChoices(): readonly Choice[] {
  const { data: answer } = web.useAnswer(listGroups, {})
  return (answer?.items ?? []).map(one => ({ value: one.id, label: one.name }))
}

/** The people who may have customers of their own. */
export function useCollectorChoices(): readonly Choice[] {
  const { data: answer } = web.useAnswer(listUsers, {})
  return (answer?.items ?? [])
    .filter(user => user.active && user.role !== 'director')
    .map(one => ({ value: one.id, label: one.name }))
}
