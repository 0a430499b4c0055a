import type { Actor, App } from '#platform/app.ts'
import type { Tx } from '#platform/db/database.ts'
import { loadFile, storeFile } from '#platform/files.ts'
import { newId } from '#platform/ids.ts'
import { enqueue, RESCUE_SECONDS } from '#platform/jobs.ts'
import { ok, refuse, type Refusal, type Result } from '#kernel/result.ts'
import { readBankFile, takeDocuments, type BankFile, type ReadBankFile } from './import.ts'
import * as store from './import-store.ts'
import { EMPTY_REPORT, type ImportReport, type StatementImport, type StatementImportId } from './model.ts'
import { loadReturnsToTie } from './return-store.ts'
import { applyCertain, propose } from './matching.ts'
import { recordReturn } from './run.ts'

/** Files above this, or books with more open items than that, are left to the worker: nobody waits before a page. */
const AT_ONCE_BYTES = 1024 * 1024
const AT_ONCE_ITEMS = 50_000

/**
 * Imports a file, proposes for everything that waits, applies what is certain and reopens what was returned. Each stage
 * writes what it did in its own transactions, so that an import that was killed goes on where it was. Refused:
 * `not-a-statement`, `file-refused` (its own reason in `data.code`), `account-missing`, `date-missing`; nothing of the
 * file is in the books then. Who has read the file already hands over what it says.
 */
export async function importAndMatch(
  app: App,
  actor: Actor,
  file: BankFile & { readonly read?: ReadBankFile },
  apply: StatementImport['apply'],
): Promise<Result<StatementImport>> {
  const read = file.read ? ok(file.read) : await readBankFile(file)
  if (!read.ok) return read
  const id = await begin(app, actor, file, apply, RESCUE_SECONDS)
  return resumeImport(app, actor, id, { file: read.value })
}

/** The same for a screen: a small file at once, a large one by the worker, whose progress is told live. */
export async function startImport(
  app: App,
  actor: Actor,
  file: BankFile,
  apply: StatementImport['apply'],
): Promise<Result<StatementImport>> {
  const few = await app.db.inTenant(actor.tenant, tx => store.hasFewOpen(tx, AT_ONCE_ITEMS))
  if (file.bytes.byteLength <= AT_ONCE_BYTES && few) return importAndMatch(app, actor, file, apply)
  const id = await begin(app, actor, file, apply, 0)
  return readImport(app, actor, id)
}

async function begin(
  app: App,
  actor: Actor,
  file: BankFile,
  apply: StatementImport['apply'],
  afterSeconds: number,
): Promise<StatementImportId> {
  const id = newId<'statement-import'>()
  await app.db.inTenant(actor.tenant, async tx => {
    const { name, bytes, account = null } = file
    const fileSha256 = await storeFile(tx, actor.tenant, { name, bytes, mediaType: 'application/octet-stream' })
    await store.recordImport(tx, actor, { id, fileName: name, fileSha256, account, apply, report: EMPTY_REPORT })
    const job = { import: id, user: actor.user, role: actor.role, on: actor.today }
    await enqueue(tx, 'import-statement', [job], { afterSeconds })
  })
  return id
}

// Thrown to undo the transaction at work: somebody stopped the import, or its file cannot be taken.
class Stopped extends Error {}
class Refused extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.message)
    this.refusal = refusal
  }
}

type Running = {
  readonly app: App
  readonly actor: Actor
  readonly run: StatementImport
  readonly alive: () => boolean
  readonly file: ReadBankFile | null
}

/**
 * Runs an import from the stage it has come to, to its end; the worker calls it again after a crash. Whoever stops it
 * keeps what was done: the next import of any file goes on with what waits. Refused: `not-found`, and what reading
 * refuses.
 */
export async function resumeImport(
  app: App,
  actor: Actor,
  id: StatementImportId,
  { file = null, alive = () => true }: { readonly file?: ReadBankFile | null; readonly alive?: () => boolean } = {},
): Promise<Result<StatementImport>> {
  for (;;) {
    const found = await readImport(app, actor, id)
    if (!found.ok || found.value.state !== 'running') return found
    try {
      await runStage({ app, actor, run: found.value, alive, file })
    } catch (error) {
      if (error instanceof Stopped) continue
      if (error instanceof Refused) {
        const { code, message } = error.refusal
        await end(app, actor, id, 'refused', { code, message })
        return { ok: false, refusal: error.refusal }
      }
      const message = 'the import failed; what was done stays, the rest waits: import the file again to go on'
      if (alive()) await end(app, actor, id, 'stopped', { code: 'import-failed', message })
      throw error
    }
  }
}

function end(
  app: App,
  actor: Actor,
  id: StatementImportId,
  state: 'stopped' | 'refused',
  refusal: ImportReport['refusal'],
): Promise<boolean> {
  return app.db.inTenant(actor.tenant, tx => store.endImport(tx, actor.tenant, id, state, refusal))
}

function runStage(running: Running): Promise<void> {
  const { stage } = running.run
  if (stage === 'reading') return read(running)
  if (stage === 'matching') return match(running)
  return stage === 'settling' ? settle(running) : tie(running)
}

async function read(running: Running): Promise<void> {
  const { app, actor, run } = running
  const file = running.file ?? taken(await readAgain(running))
  await app.db.inTenant(actor.tenant, async tx => {
    const report = taken(await takeDocuments(tx, actor, file, run))
    await move(tx, running, { stage: 'matching', done: 0, expected: 0 }, report)
  })
}

function taken<T>(result: Result<T>): T {
  if (!result.ok) throw new Refused(result.refusal)
  return result.value
}

async function readAgain({ app, actor, run }: Running): Promise<Result<ReadBankFile>> {
  const kept = await app.db.inTenant(actor.tenant, tx => loadFile(tx, actor.tenant, run.fileSha256))
  if (!kept.ok) return kept
  return readBankFile({ name: run.fileName, bytes: new Uint8Array(kept.value.bytes), account: run.account })
}

async function match(running: Running): Promise<void> {
  const { app, actor, run } = running
  const tell = async (done: number, expected: number): Promise<void> => {
    await app.db.inTenant(actor.tenant, tx => move(tx, running, { stage: 'matching', done, expected }, {}))
  }
  await propose(app, actor, null, {
    tell,
    also: (tx, verdicts) => {
      const next = run.apply === 'certain' ? ('settling' as const) : ('finished' as const)
      return move(tx, running, { stage: next, done: 0, expected: verdicts.certain }, { verdicts })
    },
  })
}

async function settle(running: Running): Promise<void> {
  const { app, actor, run } = running
  let { applied } = run.report
  await applyCertain(app, actor, null, {
    byRule: true,
    also: (tx, batch) => {
      applied += batch.applied
      const place =
        batch.last === null ? ({ stage: 'returns', done: 0, expected: 0 } as const) : { ...run, done: applied }
      return move(tx, running, place, { applied })
    },
  })
}

async function tie(running: Running): Promise<void> {
  const { app, actor, run } = running
  const pairs = await app.db.inTenant(actor.tenant, loadReturnsToTie)
  let { returned } = run.report
  for (const [n, { line, of }] of pairs.entries()) {
    const place = { stage: 'returns', done: n + 1, expected: pairs.length } as const
    const tied = await recordReturn(app, actor, line, of, tx => move(tx, running, place, { returned: returned + 1 }))
    if (tied.ok) returned += 1
  }
  const place = { stage: 'finished', done: 0, expected: 0 } as const
  await app.db.inTenant(actor.tenant, tx => move(tx, running, place, { returned }))
}

async function move(
  tx: Tx,
  { actor, run, alive }: Running,
  place: store.ImportPlace,
  change: Partial<ImportReport>,
): Promise<void> {
  const going = await store.recordPlace(tx, actor.tenant, run.id, place, { ...run.report, ...change })
  if (!going) throw new Stopped('somebody stopped the import')
  if (!alive()) throw new Error('the worker is asked to stop; the import will go on later')
}

/** One import. Refused: `not-found`. */
export async function readImport(app: App, actor: Actor, id: StatementImportId): Promise<Result<StatementImport>> {
  const run = await app.db.inTenant(actor.tenant, tx => store.loadImport(tx, id))
  return run ? ok(run) : refuse('not-found', 'there is no such import of a bank file', { id })
}

/** The latest imports of bank files. */
export function listImports(app: App, actor: Actor): Promise<StatementImport[]> {
  return app.db.inTenant(actor.tenant, tx => store.loadImports(tx, 50))
}

/**
 * Stops an import that runs: nothing of its file is kept while it is being read; later, what was settled stays and the
 * rest waits. Refused: `not-found`.
 */
export async function stopImport(app: App, actor: Actor, id: StatementImportId): Promise<Result<StatementImport>> {
  await end(app, actor, id, 'stopped', null)
  return readImport(app, actor, id)
}

/** Ties each return to the one receipt that its end-to-end reference and amount name. Answers how many. */
export async function tieReturns(app: App, actor: Actor): Promise<number> {
  const pairs = await app.db.inTenant(actor.tenant, loadReturnsToTie)
  let tied = 0
  for (const { line, of } of pairs) if ((await recordReturn(app, actor, line, of)).ok) tied += 1
  return tied
}
