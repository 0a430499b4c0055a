import { sql } from 'kysely'
import { expect } from 'vitest'
import type { CustomerId } from '#kernel/id.ts'
import { fromDecimal } from '#kernel/money.ts'
import { unwrap, type Result } from '#kernel/result.ts'
import {
  announceCheque,
  depositCheques,
  moveCheque,
  undoCheque,
  type ChequeId,
  type LineId,
} from '#modules/receipts/index.ts'
import type { Actor, App } from '#platform/app.ts'

// What a story may say of the one cheque of its customer:
//   chèque annoncé : 700,00          chèque annoncé n° 0512345 : 700,00          chèque annoncé : 700,00, refusé
//   chèque reçu n° 0512345           chèque remis           chèque encaissé « REMISE »           chèque encaissé
//   chèque impayé « IMPAYE »         chèque impayé          chèque repris (the last move is taken back)

const IBAN = 'FR7699999000010001020304024'

/** Lets a cheque do what the story says; false when the story speaks of something else. */
export async function happenToCheque(app: App, actor: Actor, customer: CustomerId, said: string): Promise<boolean> {
  const announced = /^chèque annoncé(?: n° (\S+))? : ([\d,]+)(, refusé)?$/.exec(said)
  if (announced) {
    const [, number = null, amount = '', refused] = announced
    const sum = unwrap(fromDecimal(amount.replace(',', '.'), 'EUR'))
    const done = await announceCheque(app, actor, {
      customer,
      kind: 'cheque',
      amount: sum,
      number,
      bank: null,
      dueOn: null,
    })
    expect(done.ok ? 'ok' : done.refusal.code, said).toBe(refused ? 'proof-needed' : 'ok')
    return true
  }
  const moved = /^chèque (reçu|remis|encaissé|impayé|repris)(?: n° (\S+))?(?: « (.+) »)?$/.exec(said)
  if (!moved) return false
  const [, what = '', number, text] = moved
  const { cheque, line } = await find(app, actor, customer, text)
  unwrap(await move(app, actor, cheque, { what, number, line }))
  return true
}

type Told = {
  readonly what: string
  readonly number: string | undefined
  readonly line: LineId | undefined
}

function move(app: App, actor: Actor, cheque: ChequeId, { what, number, line }: Told): Promise<Result<unknown>> {
  if (what === 'reçu') return moveCheque(app, actor, cheque, 'received', { number, signed: true })
  if (what === 'remis') return depositCheques(app, actor, [cheque], IBAN)
  if (what === 'encaissé') return moveCheque(app, actor, cheque, 'cleared', { line })
  if (what === 'impayé') return moveCheque(app, actor, cheque, 'bounced', { reason: 'sans provision', returned: line })
  return undoCheque(app, actor, cheque)
}

async function find(app: App, actor: Actor, customer: CustomerId, text: string | undefined) {
  const { rows } = await app.db.inTenant(actor.tenant, tx =>
    sql<{ cheque: ChequeId; line: LineId | null }>`
      select cheque_id cheque, (select line_id from bank_line where remittance = ${text ?? ''} limit 1) line
      from cheque where customer_id = ${customer} order by created_at desc limit 1`.execute(tx),
  )
  const [row] = rows
  if (!row) throw new Error('the story speaks of a cheque that was never announced')
  return { cheque: row.cheque, line: row.line ?? undefined }
}
