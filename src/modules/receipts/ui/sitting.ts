import { useState } from 'react'
import * as web from '#web/index.ts'
import {
  confirmReceipt,
  keepReceipt,
  proposeReceipts,
  returnReceipt,
  setReceiptAside,
  splitReceipt,
  undoReceipt,
} from '../api.ts'
import type { Receipt } from './words.ts'

export type How = 'confirmed' | 'split' | 'on-account' | 'not-ours' | 'returned'
/** One gesture of this sitting, and its answer on the way. */
export type Gesture = { readonly line: Receipt; readonly how: How; readonly sent: Promise<unknown> }

export type SplitPart = { readonly invoice: string; readonly amount: string; readonly writeOff: string }
export type Kept = { readonly customer: string; readonly amount?: string }

export type Sitting = {
  /** Lines that were dealt with here and that the list may still show. */
  readonly gone: ReadonlySet<string>
  /** Latest last. */
  readonly gestures: readonly Gesture[]
  readonly confirm: (line: Receipt) => void
  readonly split: (line: Receipt, parts: readonly SplitPart[], onAccount?: Kept) => void
  readonly keep: (line: Receipt, customer: string) => void
  readonly aside: (line: Receipt) => void
  readonly takeBack: (line: Receipt, of: string) => void
  /** Undoes the latest gesture of this sitting, or what was done with a line. */
  readonly undo: (line?: string) => void
}

/**
 * The gestures of the sorting screen. A line leaves the queue at once, before the server has answered, so that the next
 * is there without waiting; refused, it comes back with the reason.
 */
export function useSitting(back: (line: string) => void): Sitting {
  const t = web.useText('receipts')
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set())
  const [gestures, setGestures] = useState<readonly Gesture[]>([])
  const confirm = web.useAct(confirmReceipt)
  const split = web.useAct(splitReceipt)
  const keep = web.useAct(keepReceipt)
  const aside = web.useAct(setReceiptAside)
  const takeBack = web.useAct(returnReceipt)
  const undo = web.useAct(undoReceipt, { done: () => t('undone') })
  const propose = web.useAct(proposeReceipts, { quiet: true })

  const show = (line: string): void => setGone(known => new Set([...known].filter(one => one !== line)))
  const refused = (line: string) => (error: unknown) => {
    show(line)
    setGestures(known => known.filter(one => one.line.id !== line))
    // What was proposed no longer holds: look again, so that the line comes back with something that does.
    if (error instanceof web.ApiProblem && error.code === 'proposal-stale') {
      propose.mutate({ body: { lines: [line] } })
    }
  }
  const did = (line: Receipt, how: How, sent: Promise<unknown>): void => {
    setGone(known => new Set([...known, line.id]))
    setGestures(known => [...known, { line, how, sent }])
    sent.catch(refused(line.id))
  }
  const takeUp = async (line: string): Promise<void> => {
    // The gesture may still be on its way: it is undone once it has arrived.
    await gestures.findLast(one => one.line.id === line)?.sent.catch(() => null)
    await undo.mutateAsync({ params: { line } })
    setGestures(known => known.filter(one => one.line.id !== line))
    show(line)
    back(line)
  }
  return {
    gone,
    gestures,
    confirm: line => did(line, 'confirmed', confirm.mutateAsync({ params: { line: line.id } })),
    split: (line, parts, onAccount) => {
      const body = { parts: [...parts], ...(onAccount && { onAccount }) }
      did(line, 'split', split.mutateAsync({ params: { line: line.id }, body }))
    },
    keep: (line, customer) => {
      did(line, 'on-account', keep.mutateAsync({ params: { line: line.id }, body: { customer } }))
    },
    aside: line => did(line, 'not-ours', aside.mutateAsync({ params: { line: line.id }, body: {} })),
    takeBack: (line, of) => {
      did(line, 'returned', takeBack.mutateAsync({ params: { line: line.id }, body: { of } }))
    },
    undo: line => {
      const wanted = line ?? gestures.at(-1)?.line.id
      // Its refusal is already said in a toast.
      if (wanted !== undefined) takeUp(wanted).catch(() => null)
    },
  }
}
