import type { Actor } from '#platform/app.ts'
import type { Tx } from '#platform/db/database.ts'
import type { CustomerId } from '#kernel/id.ts'
import type { WaiverId } from './model.ts'
import type { KeptWaiver } from './waiver-store.ts'

/**
 * How a customer is told in writing of what was given up. Messages and tasks stand to the right of this module, so the
 * house hands this in where it mounts the routes.
 */
export type Telling = {
  /** Decides the message about what this customer is still to be told, in the transaction of the waiver. */
  readonly ask: (tx: Tx, actor: Actor, customer: CustomerId) => Promise<void>
  /**
   * Withdraws the message about these waivers where it has not left; `told` when it has, or may have. With `rest`, a
   * part of the gesture stands: the message stays, and says that part only.
   */
  readonly stop: (
    tx: Tx,
    actor: Actor,
    customer: CustomerId,
    waivers: readonly WaiverId[],
    rest: boolean,
  ) => Promise<'stopped' | 'told' | 'none'>
  /** The letter, as a tagged PDF. */
  readonly letter: (tx: Tx, waivers: readonly KeptWaiver[]) => Promise<Uint8Array>
}
