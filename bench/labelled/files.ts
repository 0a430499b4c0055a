// The labelled world as files, so that the program that is measured does not hold it twice.
import { closeSync, createWriteStream, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { StringDecoder } from 'node:string_decoder'
import { addDays, day, type Day } from '#kernel/day.ts'
import { drawReceipts } from './receipts.ts'
import { makeWorld } from './world.ts'

/** A customer, and the account that earlier receipts taught, or null. */
export type PayerLine = {
  readonly customer: string
  readonly creditor: string
  readonly group: string | null
  readonly name: string
  readonly ref: string
  readonly siren: string
  readonly iban: string | null
}

/** An open invoice: its id, its customer's, its number, issue and due day, cents, payment reference. */
export type InvoiceLine = readonly [string, string, string, Day, Day, number, string | null]

/** A line of the bank; `amount` is cents. */
export type CreditLine = {
  readonly creditor: string
  readonly bookedOn: Day
  readonly amount: number
  readonly name: string | null
  readonly iban: string | null
  readonly remittance: string | null
  readonly structuredReference: string | null
  readonly endToEndId: string | null
}

/** Writes a world of about so many open invoices and the receipts of its customers: `payers`, `invoices`, `credits`. */
export async function writeWorld(folder: string, invoices: number, receipts: number): Promise<void> {
  const world = makeWorld(1, Math.ceil(invoices / 6.4))
  const days = Array.from({ length: 400 }, (_, n) => addDays(day('2026-01-01'), n))
  const on = (n: number): Day => days[n] ?? day('2027-02-04')
  const drawn = drawReceipts(world, 5, receipts)
  await writeLines(
    join(folder, 'payers'),
    world.customers.map(({ id, creditor, name, group, ref, siren, iban, ibanKnown }) => {
      return { customer: id, creditor: creditor.id, group, name, ref, siren, iban: ibanKnown ? iban : null }
    }),
  )
  await writeLines(
    join(folder, 'invoices'),
    world.customers.flatMap(customer => {
      return customer.items.map(({ id, owner, number, issue, due, cents, reference }): InvoiceLine => {
        return [id, owner.id, number, on(issue), on(due), cents, reference]
      })
    }),
  )
  await writeLines(
    join(folder, 'credits'),
    drawn.map(({ creditor, day: booked, cents, structured, endToEnd, name, iban, remittance }) => {
      const text = { name, iban, remittance, structuredReference: structured, endToEndId: endToEnd }
      return { creditor, bookedOn: on(booked), amount: cents, ...text }
    }),
  )
}

async function writeLines(path: string, items: readonly unknown[]): Promise<void> {
  const out = createWriteStream(path)
  for (const item of items) {
    if (!out.write(`${JSON.stringify(item)}\n`)) await new Promise(resolve => out.once('drain', resolve))
  }
  await new Promise<void>(resolve => out.end(resolve))
}

/** The lines of a file as values, a megabyte of it at a time: reading is not what is measured. */
export function* readLines<T>(path: string): Generator<T> {
  const file = openSync(path, 'r')
  const buffer = Buffer.alloc(1024 * 1024)
  const decoder = new StringDecoder('utf8')
  let rest = ''
  for (let length = readSync(file, buffer); length > 0; length = readSync(file, buffer)) {
    const lines = (rest + decoder.write(buffer.subarray(0, length))).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) yield JSON.parse(line) as T
  }
  closeSync(file)
}

/** Values so many at a time. */
export function* batches<T>(values: Iterable<T>, size: number): Generator<T[]> {
  let batch: T[] = []
  for (const value of values) {
    batch.push(value)
    if (batch.length < size) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}
