import { useRef, useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import type { Answer, Contract, Input } from '#kernel/contract.ts'
import { call } from './client.ts'

export type Upload<C extends Contract> = {
  /** Sends; resolves with the answer, with why it was refused, or with neither when it was stopped. */
  readonly send: (input: Input<C>) => Promise<Uploaded<C>>
  readonly stop: () => void
  /** Bytes, while sending. */
  readonly progress: { readonly sent: number; readonly total: number } | null
}

export type Uploaded<C extends Contract> = { readonly answer: Answer<C> | null; readonly error: unknown }

/** Sends files to an `upload` contract and says how far it is. */
export function useUpload<C extends Contract>(contract: C): Upload<C> {
  const queries = useQueryClient()
  const [progress, setProgress] = useState<Upload<C>['progress']>(null)
  const abort = useRef<AbortController | null>(null)
  const send = async (input: Input<C>): Promise<Uploaded<C>> => {
    const controller = new AbortController()
    abort.current = controller
    setProgress({ sent: 0, total: 0 })
    try {
      const onProgress = (sent: number, total: number): void => setProgress({ sent, total })
      const answer = await call(contract, input, { onProgress, signal: controller.signal })
      await queries.invalidateQueries()
      return { answer, error: null }
    } catch (error) {
      return { answer: null, error: controller.signal.aborted ? null : error }
    } finally {
      setProgress(null)
    }
  }
  return { send, stop: () => abort.current?.abort(), progress }
}
