import type { z } from 'zod'
import type { InvoiceId } from '#kernel/id.ts'
import { moneyToJson } from '#kernel/money.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { computeCharges } from '#law/charges.ts'
import { chargesToJson } from '#law/charge-json.ts'
import { readingsOf } from '#law/readings.ts'
import { loadRates } from '#modules/terms/index.ts'
import type { Actor, App } from '#platform/app.ts'
import { FileAnswer } from '#platform/http/file.ts'
import { route, type Route } from '#platform/http/route.ts'
import * as api from './api.ts'
import * as calculator from './calculator-api.ts'
import * as waiverApi from './waiver-api.ts'
import * as claims from './claims.ts'
import { printWaiver, reverseWaiver } from './reverse.ts'
import type { Choices, WaiverId } from './model.ts'
import { claimOfQuestion } from './question.ts'
import * as run from './run.ts'
import type { Telling } from './telling.ts'
import { statementPdf } from './statement-page.ts'
import * as waive from './waive.ts'

type GivenChoices = z.output<typeof api.zChoices>

function choicesOf(given: GivenChoices): Choices {
  const { convention, base, imputation, belowFloor, rate, smallCreditor, reminder } = given
  return {
    ...(convention === undefined ? {} : { convention }),
    ...(base === undefined ? {} : { yearBase: base }),
    ...(imputation === undefined ? {} : { imputation }),
    ...(reminder === undefined ? {} : { reminder: { sentOn: reminder.on, by: reminder.by } }),
    belowFloor,
    rate,
    smallCreditor,
    formalNoticeOn: given.formalNotice ?? null,
    insolvencyOn: given.insolvency ?? null,
    contractOn: given.contractDate ?? null,
  }
}

function pdfAnswer(bytes: Uint8Array, name: string): FileAnswer {
  return new FileAnswer({ bytes: new Uint8Array(bytes), mediaType: 'application/pdf', name, inline: true })
}

type Question = z.output<typeof calculator.zQuestion>
type Names = z.output<typeof calculator.zNames>

async function printed(app: App, actor: Actor, question: Question, names: Names): Promise<Result<FileAnswer>> {
  const claim = claimOfQuestion(question, actor.today)
  if (!claim.ok) return claim
  const stated = computeCharges(claim.value, await app.db.shared(loadRates))
  if (!stated.ok) return stated
  const bytes = statementPdf(claim.value, stated.value, {
    language: names.language,
    creditorName: names.creditorName ?? null,
    customerName: names.customerName ?? null,
    invoiceNumber: names.invoiceNumber ?? null,
    today: actor.today,
  })
  return ok(pdfAnswer(bytes, `penalites-${claim.value.asOf}.pdf`))
}

function questionIn(text: string): Result<Question> {
  const refusal = refuse('question-not-valid', 'question is the JSON of a calculation: open it from the calculator')
  try {
    const read = calculator.zQuestion.safeParse(JSON.parse(text))
    return read.success ? ok(read.data) : refusal
  } catch {
    return refusal
  }
}

/** The routes of this module; `telling` is how a customer is told of a waiver. */
export const routes = (telling: Telling): readonly Route[] => [
  route(calculator.computeCharges, async ({ app, actor }, { body }) => {
    const claim = claimOfQuestion(body, actor.today)
    if (!claim.ok) return claim
    const stated = computeCharges(claim.value, await app.db.shared(loadRates))
    return stated.ok ? ok(chargesToJson(stated.value)) : stated
  }),
  route(calculator.printCharges, ({ app, actor }, { body }) => printed(app, actor, body, body)),
  route(calculator.openCharges, ({ app, actor }, { query: { question: text, ...names } }) => {
    const question = questionIn(text)
    return question.ok ? printed(app, actor, question.value, names) : Promise.resolve(question)
  }),
  route(calculator.compareCharges, async ({ app, actor }, { body }) => {
    const claim = claimOfQuestion(body, actor.today)
    if (!claim.ok) return claim
    const read = readingsOf(claim.value, await app.db.shared(loadRates))
    if (!read.ok) return read
    const readings = read.value.map(({ choice, interest, total, ...reading }) => ({
      ...reading,
      choice: choice === 'yearBase' ? ('base' as const) : choice,
      interest: moneyToJson(interest),
      total: moneyToJson(total),
    }))
    return ok({ readings })
  }),
  route(api.readChargeQuestion, ({ app, actor }, { params }) =>
    run.readChargeQuestion(app, actor, params.invoice as InvoiceId),
  ),
  route(api.readInvoiceCharges, ({ app, actor }, { params, query: { asOf, ...choices } }) =>
    run.readInvoiceCharges(app, actor, params.invoice as InvoiceId, choicesOf(choices), asOf ?? actor.today),
  ),
  route(api.printInvoiceCharges, async ({ app, actor }, { params, query }) => {
    const asOf = query.asOf ?? actor.today
    const file = await run.printInvoiceCharges(app, actor, params.invoice as InvoiceId, asOf)
    return file.ok ? ok(pdfAnswer(file.value.bytes, file.value.name)) : file
  }),
  route(api.listCharges, ({ app, actor }, { query }) => run.listCharges(app, actor, query)),
  route(api.sumCharges, ({ app, actor }, { query }) => run.sumCharges(app, actor, query)),
  route(api.exportCharges, async ({ app, actor }, { query: { format, ...filter } }) => {
    const file = await run.exportCharges(app, actor, filter, format)
    return file.ok ? ok(new FileAnswer(file.value)) : file
  }),
  route(api.readChargeTotals, async ({ app, actor }, { query }) => ok(await waive.readTotals(app, actor, query))),
  route(api.claimCharges, async ({ app, actor }, { body }) => {
    const invoices = body.invoices as InvoiceId[]
    const claimed = await claims.claimCharges(app, actor, { ...body, invoices, choices: choicesOf(body.choices) })
    if (!claimed.ok) return claimed
    const [claim] = await claims.listClaims(app, actor, { id: claimed.value })
    if (!claim) throw new Error('the claim that was just written cannot be read')
    return ok(claim)
  }),
  route(api.listClaims, async ({ app, actor }, { query }) => ok({ items: await claims.listClaims(app, actor, query) })),
  route(waiverApi.waiveCharges, async ({ app, actor }, { params, body }) => {
    const given = { ...body, note: body.note ?? null }
    const waived = await waive.waiveCharges(app, actor, params.invoice as InvoiceId, given, telling)
    return waived.ok ? ok({ items: waived.value }) : waived
  }),
  route(waiverApi.listWaivers, async ({ app, actor }, { query }) =>
    ok({ items: await waive.listWaivers(app, actor, query) }),
  ),
  route(waiverApi.reverseWaiver, ({ app, actor }, { params, body }) =>
    reverseWaiver(app, actor, params.waiver as WaiverId, body, telling),
  ),
  route(waiverApi.printWaiver, async ({ app, actor }, { params }) => {
    const file = await printWaiver(app, actor, params.waiver as WaiverId, telling)
    return file.ok ? ok(pdfAnswer(file.value.bytes, file.value.name)) : file
  }),
  route(api.readChargeRules, async ({ app, actor }) => ok(await waive.readRules(app, actor))),
  route(api.saveChargeRules, ({ app, actor }, { body }) => waive.saveRules(app, actor, body)),
]
