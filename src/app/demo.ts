import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { addDays, weekday, type Day } from '#kernel/day.ts'
import type { TenantId } from '#kernel/id.ts'
import { unwrap } from '#kernel/result.ts'
import type { Actor } from '#platform/app.ts'
import { runDay, type RunReport } from '#modules/dunning/index.ts'
import WORDS from '#modules/dunning/messages.fr.json' with { type: 'json' }
import { foundTenant, loadTenants } from '#modules/identity/index.ts'
import { amountText, longDate } from '#modules/messages/typography.ts'
import { addCreditor } from '#modules/parties/index.ts'
import { importFile } from '#modules/receivables/index.ts'
import { importAndMatch } from '#modules/receipts/index.ts'
import { agedBalance } from '#modules/reports/index.ts'
import { CREDITORS } from '../../scripts/samples/creditors.ts'
import { SAMPLE, sampleFiles } from '../../scripts/samples/portfolio.ts'
import { addCheques, addCreditedSlip } from './demo-cheques.ts'
import { addDemoTerms } from './demo-terms.ts'
import { furnish, openHouse, signInLink, type House } from './house.ts'
import { serveHouse } from './serve.ts'
import { print, say } from './verb.ts'
import { VERSION } from './version.ts'

const PERSON = { email: 'demo@quittance.example', person: 'Camille Renard' }

// The demonstration lives beside the real data, never in it.
const dataDir = process.env['QUITTANCE_DATA'] ?? join(import.meta.dirname, '..', '..', 'data', 'demo')
const opened = await openHouse({
  PORT: '0',
  LOG_LEVEL: 'warn',
  ...process.env,
  QUITTANCE_DATA: dataDir,
  DATABASE_URL: '',
})
if (opened.ok) await show(opened.value)
else {
  say(`${opened.refusal.code}: ${opened.refusal.message}`)
  process.exitCode = 1
}

async function show(house: House): Promise<void> {
  const [known] = await loadTenants(house.app.db)
  const tenant = known?.id ?? (await found(house))
  const running = await serveHouse(house, VERSION)
  const token = await house.auth.makeLinkToken(PERSON.email)
  if (known) await summarise(house, tenant, null)
  print('')
  print(`  Ouvrir : ${signInLink(running.server.url, token)}`)
  print('  (lien à usage unique ; Ctrl+C pour arrêter, relancer « npm run demo » pour revenir)')
  const stop = (): void => {
    void running.close().then(() => house.close())
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
}

/**
 * Makes the demonstration: a firm, its two legal entities, the portfolio imported file by file, and a day's follow-up.
 */
async function found(house: House): Promise<TenantId> {
  const { app, auth } = house
  const given = { name: 'Démonstration', country: 'FR', timeZone: 'Europe/Paris', ...PERSON }
  const { tenant, user } = await foundTenant(app, auth, given)
  await furnish(app, tenant)
  const today = lastWorkday(app.clock.today('Europe/Paris'))
  const actor: Actor = { tenant, user, role: 'administrator', via: 'cli', today }
  for (const { iban, secondIban, bic, vat, ...creditor } of CREDITORS) {
    const accounts = [iban, secondIban].flatMap(each => (each ? [{ iban: each, bic, label: null }] : []))
    unwrap(await addCreditor(app, actor, { ...creditor, vatNumber: vat, accounts }))
  }
  say('Portefeuille d’exemple : écriture des fichiers…')
  const files = await sampleFiles({ ...SAMPLE, today })
  await importAll(house, actor, files)
  say(`Chèques et effets : ${await addCheques(app, actor)}`)
  await importBank(house, actor, files)
  await addCreditedSlip(app, actor)
  await addDemoTerms(app, actor)
  say('Suivi du jour…')
  await summarise(house, tenant, await runDay(app, actor, today))
  return tenant
}

async function importAll({ app }: House, actor: Actor, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  const wanted = [...files].filter(([path]) => path.startsWith('portfolio/')).sort(([a], [b]) => (a < b ? -1 : 1))
  for (const [path, bytes] of files) keep(join(app.config.dataDir, 'samples', path), bytes)
  for (const [path, bytes] of wanted) {
    const name = path.replace('portfolio/', '')
    const done = unwrap(await importFile(app, actor, { name, bytes }, { apply: true }))
    const { created, changed, ignored, errors } = done.counts
    if (!/^0[56]/.test(name))
      say(`  ${name} : ${created} créés, ${changed} modifiés, ${ignored} inchangés, ${errors} en erreur`)
  }
}

/**
 * The Belgian month of the bank is read: what is certain is settled, the rest waits on the sorting screen. The French
 * month is left in the folder, for whoever wants to drop it there.
 */
async function importBank({ app }: House, actor: Actor, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  for (const [path, bytes] of files) {
    if (!path.startsWith('bank/') || !path.endsWith('.cod')) continue
    const name = path.replace('bank/', '')
    const done = unwrap(await importAndMatch(app, actor, { name, bytes: new Uint8Array(bytes) }, 'certain'))
    const { verdicts, applied, fresh } = done.report
    say(`  ${name} : ${fresh} lignes, ${applied} appliquées, ${verdicts.likely + verdicts.toSort} à trier`)
  }
}

function keep(path: string, bytes: Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, bytes)
}

function lastWorkday(day: Day): Day {
  return weekday(day) <= 5 ? day : lastWorkday(addDays(day, -1))
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count > 1 ? many : one}`
}

async function summarise({ app }: House, tenant: TenantId, report: RunReport | null): Promise<void> {
  const today = app.clock.today('Europe/Paris')
  const actor: Actor = { tenant, user: null, role: 'administrator', via: 'cli', today }
  const { totals, rows } = unwrap(await agedBalance(app, actor, { by: 'customer', sort: '-total' }))
  print(`\nQuittance ${VERSION}, démonstration du ${longDate(today, 'fr')}`)
  const items = rows.reduce((sum, row) => sum + row.items, 0)
  print(
    `  ${counted(rows.length, 'client débiteur', 'clients débiteurs')}, ${counted(items, 'pièce ouverte', 'pièces ouvertes')}`,
  )
  for (const total of totals) {
    const text = (amount: bigint): string => amountText(amount, total.currency, 'fr')
    print(`  Encours ${text(total.total)}, échu ${text(total.total - total.not_due)}`)
  }
  print(`  Relevés du mois à déposer dans Encaissements : ${join(app.config.dataDir, 'samples', 'bank')}`)
  if (!report) return
  const { emails, letters, calls, tasks, toApprove, held, waiting } = report
  const made = [
    counted(emails, 'courriel', 'courriels'),
    counted(letters, 'lettre', 'lettres'),
    counted(calls, 'appel', 'appels'),
    counted(tasks, 'autre tâche', 'autres tâches'),
  ]
  print(`  Suivi du ${longDate(report.date, 'fr')} : ${made.join(', ')}`)
  print(`  À valider ${toApprove}, retenus ${held}, en attente ${waiting}`)
  for (const { outcome, code, count } of report.byReason) {
    if (outcome === 'hold')
      print(`    ${count} × ${code in WORDS.held ? WORDS.held[code as keyof typeof WORDS.held] : code}`)
  }
  print(`  Courriels et lettres écrits dans ${app.config.dataDir}`)
}
