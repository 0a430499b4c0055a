import { enqueue, RESCUE_SECONDS } from '#platform/jobs.ts'
import { loadFile, MAX_FILE_BYTES, storeFile } from '#platform/files.ts'
import { newId } from '#platform/ids.ts'
import { record } from '#platform/journal.ts'
import type { Actor, App } from '#platform/app.ts'
import type { Tx } from '#platform/db/database.ts'
import { TableRefusal } from '#formats/tables/row.ts'
import type { CreditorId, ImportId } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { countReachable, loadCreditors, type Creditor } from '#modules/parties/index.ts'
import { alarmsOf } from './decide.ts'
import { newMemory, takeBatch } from './import-batch.ts'
import { mediaTypeOf, openSource, type GivenRow, type Mapping, type Source } from './import-source.ts'
import { loadAbsent, loadOutstanding, lockCreditors, recordAllocations } from './import-store.ts'
import { importToJson, type ImportView } from './import-read.ts'
import type { ImportMode, ImportReport, ImportRun, ImportState, ImportTotal } from './model.ts'
import { beginRun, endRun, loadMapping, loadRun, recordMapping, recordProgress, recordRun } from './run-store.ts'
import { Tally } from './tally.ts'

/** How a file is to be imported. */
export type ImportOptions = {
  /** The creditor the whole file belongs to; null when its rows say. */
  readonly creditor: CreditorId | null
  readonly mode: ImportMode
  /** False only says what would change. */
  readonly apply: boolean
  /** The alarms a person has accepted. */
  readonly confirm: readonly string[]
  /** Columns corrected by a person, header → field. */
  readonly mapping: Mapping | null
}

export type ImportedFile = { readonly name: string; readonly bytes: Uint8Array }

/** Files above these are imported by the worker, so that nobody waits in front of a page that may be left. */
const AT_ONCE_BYTES = 1024 * 1024
const AT_ONCE_ROWS = 5000
// Two batches are in memory at a time: the one being written and the one being read.
const LIST_BATCH = 2500
const DOCUMENT_BATCH = 50

const DEFAULTS: ImportOptions = { creditor: null, mode: 'delta', apply: false, confirm: [], mapping: null }

/**
 * Imports a file and answers the import as it ended: planned, to-confirm, applied or refused; what is not given of the
 * options is a dry run of mode delta. The whole file is one transaction. Refused before anything is kept: `too-large`,
 * `file-refused`, `mapping-not-valid`, `creditor-needed`.
 */
export async function importFile(
  app: App,
  actor: Actor,
  file: ImportedFile,
  given: Partial<ImportOptions> = {},
): Promise<Result<ImportView>> {
  const options = { ...DEFAULTS, ...given }
  const begun = await begin(app, actor, file, options, RESCUE_SECONDS)
  if (!begun.ok) return begun
  return ok(importToJson(await runImport(app, actor, begun.value.id, options, begun.value.source)))
}

/** The same for a screen: a small file at once, a large one by the worker, whose progress is told live. */
export async function startImport(
  app: App,
  actor: Actor,
  file: ImportedFile,
  options: ImportOptions,
): Promise<Result<ImportRun>> {
  const atOnce = file.bytes.byteLength <= AT_ONCE_BYTES
  const begun = await begin(app, actor, file, options, atOnce ? RESCUE_SECONDS : 0)
  if (!begun.ok) return begun
  const { id, source } = begun.value
  if (atOnce) return ok(await runImport(app, actor, id, options, source))
  return ok(await app.db.inTenant(actor.tenant, tx => existing(tx, id)))
}

// In the transaction that begins the import, so that it ends whatever becomes of the program that began it.
async function leaveToWorker(
  tx: Tx,
  actor: Actor,
  id: ImportId,
  { apply, confirm }: Pick<ImportOptions, 'apply' | 'confirm'>,
  afterSeconds: number,
): Promise<void> {
  const job = { import: id, apply, confirm, user: actor.user, role: actor.role, on: actor.today }
  await enqueue(tx, 'import-file', [job], { afterSeconds })
}

async function existing(tx: Tx, id: ImportId): Promise<ImportRun> {
  const run = await loadRun(tx, id)
  if (!run) throw new Error(`the import ${id} is gone`)
  return run
}

async function begin(
  app: App,
  actor: Actor,
  file: ImportedFile,
  options: ImportOptions,
  afterSeconds: number,
): Promise<Result<{ id: ImportId; source: Source }>> {
  if (file.bytes.byteLength > MAX_FILE_BYTES) {
    return refuse('too-large', `${file.name} is larger than ${MAX_FILE_BYTES} bytes: split it`, { name: file.name })
  }
  const source = await openSource(file.bytes, file.name, options.mapping, shape => recall(app, actor, shape))
  if (!source.ok) return source
  return app.db.inTenant(actor.tenant, async tx => {
    const creditors = await loadCreditors(tx)
    const needed = needsCreditor(source.value, creditors, options.creditor)
    if (needed) return needed
    const id = newId<'import'>()
    await recordRun(tx, actor, {
      id,
      creditor: options.creditor,
      fileName: file.name,
      fileSha256: await storeFile(tx, actor.tenant, { ...file, mediaType: mediaTypeOf(file.name) }),
      content: source.value.content,
      mode: options.mode,
      state: 'running',
      dryRun: !options.apply,
      shape: source.value.shape,
      mapping: options.mapping,
      report: emptyReport(source.value),
    })
    await leaveToWorker(tx, actor, id, options, afterSeconds)
    return ok({ id, source: source.value })
  })
}

function needsCreditor(
  source: Source,
  creditors: readonly Creditor[],
  chosen: CreditorId | null,
): Result<never> | null {
  if (chosen !== null && !creditors.some(creditor => creditor.id === chosen)) {
    return refuse('creditor-needed', 'there is no such creditor here: choose one of the list', { creditor: chosen })
  }
  const said = source.content === 'documents' || source.headerOf('creditor') !== null
  if (chosen !== null || said || creditors.length === 1) return null
  return refuse('creditor-needed', 'no column names the creditor and there is not exactly one: choose the creditor', {
    creditors: creditors.map(creditor => creditor.code),
  })
}

function recall(app: App, actor: Actor, shape: string): Promise<Mapping | null> {
  return app.db.inTenant(actor.tenant, tx => loadMapping(tx, shape))
}

function emptyReport(source: Source): ImportReport {
  return {
    counts: { rows: 0, created: 0, changed: 0, cleared: 0, ignored: 0, errors: 0 },
    expected: source.expected,
    totals: [],
    alarms: [],
    warnings: source.warnings,
    columns: source.columns,
    refusal: null,
  }
}

// Thrown to undo the transaction of the file: it was only a dry run, must be confirmed, was stopped, or cannot be read.
class Undone extends Error {
  readonly state: ImportState
  readonly report: ImportReport
  constructor(state: ImportState, report: ImportReport) {
    super(`import ${state}`)
    this.state = state
    this.report = report
  }
}

/** Runs an import that was begun; the worker calls it with the file read again. */
export async function runImport(
  app: App,
  actor: Actor,
  id: ImportId,
  options: Pick<ImportOptions, 'apply' | 'confirm'>,
  source: Source,
  alive: () => boolean = () => true,
): Promise<ImportRun> {
  const run = await app.db.inTenant(actor.tenant, tx => existing(tx, id))
  const state = { report: emptyReport(source) }
  try {
    await app.db.inTenant(actor.tenant, tx => runWithin({ app, actor, tx, run, source, options, state, alive }))
  } catch (error) {
    if (error instanceof Undone) {
      await app.db.inTenant(actor.tenant, tx => endRun(tx, id, error.state, error.report))
    } else {
      const read = error instanceof TableRefusal
      const refusal = read
        ? { code: error.code, message: error.message }
        : { code: 'import-failed', message: 'the import failed and nothing of it was kept: the log says why' }
      await app.db.inTenant(actor.tenant, tx => endRun(tx, id, 'refused', { ...state.report, refusal }))
      if (!read) throw error
    }
  }
  return app.db.inTenant(actor.tenant, tx => existing(tx, id))
}

type Running = {
  readonly app: App
  readonly actor: Actor
  readonly tx: Tx
  readonly run: ImportRun
  readonly source: Source
  readonly options: Pick<ImportOptions, 'apply' | 'confirm'>
  readonly state: { report: ImportReport }
  readonly alive: () => boolean
}

async function runWithin(running: Running): Promise<void> {
  const { actor, tx, run, source, options, state } = running
  const creditors = await loadCreditors(tx)
  const chosen = creditors.find(creditor => creditor.id === run.creditor?.id) ?? null
  const ids = (chosen ? [chosen] : creditors).map(creditor => creditor.id)
  await lockCreditors(tx, ids)
  const before = await loadOutstanding(tx, ids)
  const reachable = await countReachable(tx, ids)
  const tally = new Tally(source.warnings)
  const batch = {
    tx,
    actor,
    importId: run.id,
    source,
    creditors,
    chosen,
    named: new Map(),
    tally,
    memory: options.apply ? null : newMemory(),
  }
  for await (const rows of ahead(
    batches(source.rows(), source.content === 'documents' ? DOCUMENT_BATCH : LIST_BATCH),
  )) {
    await takeBatch(batch, rows)
    await tellProgress(running, tally)
  }
  if (run.mode === 'stock' && source.content === 'invoices') await clearAbsent(running, tally)
  await tellProgress(running, tally)
  const touched = source.content === 'customers' ? [] : [...tally.creditors]
  const alarms = alarmsOf({
    mode: run.mode,
    before: sumBy(before, touched),
    reduced: tally.reduced,
    addresses: { known: reachable.addresses, changed: tally.addressesChanged },
    accounts: { known: reachable.accounts, changed: tally.accountsChanged },
    errors: tally.counts.errors,
  })
  const totals = totalsOf(sumBy(before, touched), tally.moved)
  const report = { ...state.report, counts: tally.counts, alarms, totals, warnings: tally.warnings }
  const unconfirmed = alarms.some(alarm => !options.confirm.includes(alarm.code))
  if (unconfirmed) throw new Undone('to-confirm', report)
  if (!options.apply) throw new Undone('planned', report)
  if (run.mapping !== null && source.shape !== null) await recordMapping(tx, actor.tenant, source.shape, run.mapping)
  if (!(await endRun(tx, run.id, 'applied', report))) throw new Undone('stopped', report)
  const about = { import: run.id, file: run.fileName, sha256: run.fileSha256 }
  await record(tx, actor.tenant, actor, tally.entries(source.content, about))
}

async function* batches(rows: AsyncIterable<GivenRow>, size: number): AsyncGenerator<GivenRow[]> {
  let batch: GivenRow[] = []
  for await (const row of rows) {
    batch.push(row)
    if (batch.length < size) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

// Reads the next batch while the database works on this one.
async function* ahead<T>(items: AsyncGenerator<T>): AsyncGenerator<T> {
  let next = items.next()
  try {
    for (;;) {
      const { done, value } = await next
      if (done === true) return
      next = items.next()
      // What goes wrong in it is told when its turn comes.
      next.catch(() => {})
      yield value
    }
  } finally {
    await items.return(undefined).catch(() => {})
  }
}

// Progress and errors are written beside the transaction of the file, so that they are seen while it runs and stay when
// it is undone.
async function tellProgress({ app, actor, run, state, alive }: Running, tally: Tally): Promise<void> {
  state.report = { ...state.report, counts: tally.counts, warnings: tally.warnings }
  const { report } = state
  const errors = tally.takeErrors()
  const going = await app.db.inTenant(actor.tenant, tx => recordProgress(tx, actor.tenant, run.id, report, errors))
  if (!going) throw new Undone('stopped', report)
  if (!alive()) throw new Error('the worker is asked to stop; the import will begin again')
}

async function clearAbsent({ actor, tx, run, options }: Running, tally: Tally): Promise<void> {
  const seen = [...tally.creditors].map(creditor => ({ creditor, numbers: [...(tally.seen.get(creditor) ?? [])] }))
  const absent = await loadAbsent(tx, seen)
  for (const invoice of absent) tally.absent(invoice)
  if (!options.apply) return
  const allocations = absent.map(invoice => ({
    id: newId<'allocation'>(),
    invoice: invoice.id,
    amount: invoice.open,
    on: actor.today,
  }))
  await recordAllocations(tx, actor.tenant, run.id, allocations, 'absente de la liste complète')
}

type Outstanding = Awaited<ReturnType<typeof loadOutstanding>>

function sumBy(rows: Outstanding, creditors: readonly CreditorId[]): Map<string, bigint> {
  const sums = new Map<string, bigint>()
  for (const { creditor, currency, open } of rows) {
    if (creditors.includes(creditor)) sums.set(currency, (sums.get(currency) ?? 0n) + open)
  }
  return sums
}

function totalsOf(before: ReadonlyMap<string, bigint>, moved: ReadonlyMap<string, bigint>): ImportTotal[] {
  return [...new Set([...before.keys(), ...moved.keys()])].sort().map(currency => {
    const open = before.get(currency) ?? 0n
    return { currency, before: String(open), after: String(open + (moved.get(currency) ?? 0n)) }
  })
}

/**
 * Applies a planned import, or one that waited for confirmation. Refused: `not-found`, `already-applied` (also while it
 * runs), `to-confirm` naming the alarms not accepted, and what opening the file refuses.
 */
export async function applyImport(
  app: App,
  actor: Actor,
  id: ImportId,
  given: { readonly confirm: readonly string[]; readonly mapping: Mapping | null },
): Promise<Result<ImportRun>> {
  const run = await app.db.inTenant(actor.tenant, tx => loadRun(tx, id))
  if (!run) return notFound(id)
  if (run.state === 'applied' || run.state === 'running') {
    return refuse('already-applied', `this import is ${run.state}: read it again`, { state: run.state })
  }
  const open = run.report.alarms.filter(alarm => !given.confirm.includes(alarm.code))
  if (open.length > 0) {
    return refuse('to-confirm', `to be confirmed first: ${open.map(alarm => alarm.code).join(', ')}`, { alarms: open })
  }
  const mapping = given.mapping ?? run.mapping
  const source = await openAgain(app, actor, run, mapping)
  if (!source.ok) return source
  const from: ImportState[] = ['planned', 'to-confirm', 'refused', 'stopped']
  const report = emptyReport(source.value)
  const options = { apply: true, confirm: given.confirm }
  const atOnce = source.value.expected <= AT_ONCE_ROWS
  const begun = await app.db.inTenant(actor.tenant, async tx => {
    if (!(await beginRun(tx, id, { dryRun: false, mapping, report }, from))) return null
    await leaveToWorker(tx, actor, id, options, atOnce ? RESCUE_SECONDS : 0)
    return existing(tx, id)
  })
  if (!begun) return refuse('already-applied', 'somebody else has just applied this import: read it again', { id })
  return ok(atOnce ? await runImport(app, actor, id, options, source.value) : begun)
}

/** Opens the kept file of an import. */
export async function openAgain(
  app: App,
  actor: Actor,
  run: ImportRun,
  mapping: Mapping | null,
): Promise<Result<Source>> {
  const file = await app.db.inTenant(actor.tenant, tx => loadFile(tx, actor.tenant, run.fileSha256))
  if (!file.ok) return refuse('not-found', file.refusal.message, { file: run.fileName })
  return openSource(file.value.bytes, run.fileName, mapping, shape => recall(app, actor, shape))
}

/** Stops a running import: its transaction is undone at the next batch. Refused: `not-found`. */
export async function stopImport(app: App, actor: Actor, id: ImportId): Promise<Result<ImportRun>> {
  return app.db.inTenant(actor.tenant, async tx => {
    const run = await loadRun(tx, id)
    if (!run) return notFound(id)
    if (run.state !== 'running') return ok(run)
    await endRun(tx, id, 'stopped', run.report)
    return ok(await existing(tx, id))
  })
}

function notFound(id: ImportId): Result<never> {
  return refuse('not-found', `there is no import ${id} here: it may belong to somebody else`, { id })
}
