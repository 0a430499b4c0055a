import type { Texts } from './shape.ts'

const QUESTIONS = `If anything stands in the way of payment (a dispute, a missing document or order), please tell us
now and we will deal with it at once.`

const STILL_UNPAID = `{{if reminders}}Despite {{reminders}}, {{plural overdue.count|the following invoice remains|the
following invoices remain}} unpaid{{else}}{{plural overdue.count|The following invoice remains|The following invoices
remain}} unpaid{{end}}`

export const en: Texts = {
  labels: {
    columns: { number: 'Invoice', issueOn: 'Date', dueOn: 'Due', late: 'Late by', total: 'Amount', open: 'Balance' },
    days: ['day', 'days'],
    groups: { overdue: 'Overdue invoices', upcoming: 'Invoices not yet due', credits: 'Credits to deduct' },
    sums: {
      overdue: 'Total overdue',
      upcoming: 'Total not yet due',
      credits: 'Credits to deduct',
      interest: 'Late-payment interest',
      fees: 'Fixed recovery compensation',
      payable: 'Total to pay',
    },
    charges: {
      interest: 'For information, late interest to date',
      fees: 'For information, fixed sum for recovery costs',
      how: `Late interest on {date}: amount owed including VAT × yearly rate ({rates}) × days late / 365, from the day
after the due date to today included.`,
      rates: 'from {first} to {last}, by half-year',
      next: ', then ',
      howFees: 'Fixed sum: €40 for each late invoice.',
      shown: 'These sums are not included in the total to pay.',
      claimed: 'These sums are included in the total to pay.',
      note: 'These sums, included in the total to pay, are claimed by debit note {number}.',
    },
    statement: 'Statement of account at {date}',
    annex: 'The {count} lines are set out in the enclosed statement, from page {page}.',
    payment: {
      title: 'How to pay',
      amount: 'Amount',
      beneficiary: 'Beneficiary',
      iban: 'IBAN',
      bic: 'BIC',
      reference: 'Reference',
      structured: 'Structured communication',
      scan: 'Scan with your banking app',
      qr: 'QR code of the transfer: {amount} to {name}, IBAN {iban}',
    },
    ignore: 'If you have already paid, please disregard this message.',
    question: 'Any question? You can reach us {ways}.',
    by: { phone: 'on {phone}', email: 'at {email}', or: 'or' },
    greeting: { named: 'Dear {name},', plain: 'Hello,', formal: 'Dear Sir or Madam,' },
    closing: { soft: 'Kind regards,', formal: 'Yours faithfully,' },
    dateLine: '{city}, {date}',
    registered: 'Registered letter with acknowledgement of receipt',
    account: 'Your account: {ref}',
    page: 'Page {page} of {pages}',
    attached: ['The invoice is attached to this message.', 'The {count} invoices are attached to this message.'],
    attachedSome: ['One invoice is attached to this message.', '{count} invoices are attached to this message.'],
    enclosed: ['Encl.: copy of the invoice', 'Encl.: copies of {count} invoices'],
    reminder: '{channel} of {date}',
    channels: {
      email: 'our e-mail',
      letter: 'our letter',
      'registered-letter': 'our registered letter',
      call: 'our telephone call',
    },
    and: 'and',
    law: {
      'fr-business': `Under article L. 441-10 of the French Commercial Code, late-payment penalties are due without
any reminder being necessary, and a fixed compensation of €40 for recovery costs is due for each invoice paid late
(article D. 441-5).`,
      'fr-public': `Under articles L. 2192-10 and following of the French Public Procurement Code, late payment gives
rise automatically to default interest at the European Central Bank rate plus eight points (article R. 2192-31) and
to a fixed compensation of €40 for recovery costs.`,
      'be-business': `Under the Belgian Act of 2 August 2002 on combating late payment in commercial transactions,
interest runs by operation of law and without notice from the day after the due date, and a fixed compensation of €40
is due for recovery costs.`,
      'fr-private': `From this formal notice the sums due bear interest at the French statutory rate (articles 1231-6
and 1344-1 of the Civil Code).`,
      'be-private': '',
      none: '',
    },
    identity: {
      siren: 'SIREN {id}',
      enterprise: 'Enterprise no. {id}',
      vat: 'VAT {id}',
      phone: 'Tel. {id}',
      email: '{id}',
    },
  },
  templates: {
    'large-preventive': {
      subject: 'Your statement of account at {{today}}',
      body: `Here is your statement of account at {{today}}. {{if upcoming}}{{upcoming.count}}
{{plural upcoming.count|invoice falls|invoices fall}} due soon, for a total of {{upcoming.total}}.{{end}}

{{table}}

Could you confirm that everything is recorded and approved for payment on the due date? ${QUESTIONS}

{{payment}}`,
    },
    'large-reminder': {
      subject: '{{overdue.count}} overdue {{plural overdue.count|invoice|invoices}}, {{overdue.total}}',
      body: `Our records show {{overdue.count}} unpaid overdue {{plural overdue.count|invoice|invoices}}, for a total
of {{overdue.total}}. The oldest has been due for {{oldest.days}} {{plural oldest.days|day|days}}.

{{table}}

Please let us know the date of your payment. ${QUESTIONS}

{{payment}}`,
    },
    'large-formal': {
      subject: 'Formal notice to pay {{payable.total}}',
      body: `${STILL_UNPAID} to date.

{{table}}

We hereby give you formal notice to pay the sum of {{payable.total}} by {{payBy}} at the latest.

{{law}}

Without payment by that date, or a written explanation from you, we will hand this debt to our legal department
without further notice.

{{payment}}`,
    },
    'firm-preventive': {
      subject: 'Payment due on {{upcoming.dueOn}}',
      body: `A reminder before the due date: {{upcoming.count}} {{plural upcoming.count|invoice falls|invoices fall}}
due {{plural upcoming.count|on|from}} {{upcoming.dueOn}}, for a total of {{upcoming.total}}.

{{table}}

${QUESTIONS}

{{payment}}`,
    },
    'firm-courtesy': {
      subject: 'Overdue {{plural overdue.count|invoice|invoices}}: {{overdue.total}}',
      body: `Unless we are mistaken, we have not received payment of the following
{{plural overdue.count|invoice|invoices}}, {{overdue.total}} in all.

{{table}}

This is no doubt an oversight: please make the transfer, or tell us when it will leave. ${QUESTIONS}

{{payment}}`,
    },
    'firm-charges': {
      subject: 'Reminder: {{overdue.total}} overdue for {{oldest.days}} {{plural oldest.days|day|days}}',
      body: `${STILL_UNPAID}, for a total of {{overdue.total}}.

{{table}}

Please pay {{payable.total}} by {{payBy}} at the latest.

{{if business}}{{law}}{{end}}

${QUESTIONS}

{{payment}}`,
    },
    'firm-formal': {
      subject: 'Formal notice to pay {{payable.total}}',
      body: `${STILL_UNPAID} to date.

{{table}}

We hereby give you formal notice to pay the sum of {{payable.total}} by {{payBy}} at the latest.

{{law}}

Without payment by that date we will start court proceedings for recovery without further notice.

{{payment}}`,
    },
    'person-preventive': {
      subject: 'Your invoice due on {{upcoming.dueOn}}',
      body: `Your {{plural upcoming.count|invoice falls|invoices fall}} due soon: {{upcoming.total}},
{{plural upcoming.count|on|from}} {{upcoming.dueOn}}.

{{table}}

{{payment}}`,
    },
    'person-courtesy': {
      subject: 'Your {{plural overdue.count|invoice is|invoices are}} overdue: {{payable.total}}',
      body: `Unless we are mistaken, the following {{plural overdue.count|invoice has|invoices have}} not been paid:
{{payable.total}}. This is no doubt an oversight.

{{table}}

If you are in difficulty, please contact us: we will look for a solution with you.

{{payment}}`,
    },
    'person-letter': {
      subject: 'Reminder: {{payable.total}} to pay',
      body: `${STILL_UNPAID} to date, for a total of {{payable.total}}.

{{table}}

Please pay this sum by {{payBy}} at the latest. No fee is asked of you. If you cannot pay at once, please contact us:
a payment plan is possible.

{{payment}}`,
    },
    'person-formal': {
      subject: 'Formal notice to pay {{payable.total}}',
      body: `${STILL_UNPAID} to date.

{{table}}

We hereby give you formal notice to pay the sum of {{payable.total}} by {{payBy}} at the latest.

{{law}}

No recovery fee is asked of you. Without payment or answer from you by that date we may apply to the competent court.
A payment plan remains possible: contact us before that date.

{{payment}}`,
    },
    'be-person-first': {
      subject: 'First reminder, free of charge: {{payable.total}}',
      body: `Unless we are mistaken, the following {{plural overdue.count|invoice remains|invoices remain}} unpaid to
date. The principal due is {{payable.total}}.

{{table}}

This first reminder is free of charge: no fee, no interest and no compensation is claimed from you.

Please pay this amount within 14 calendar days, counted from {{if email}}the day after this e-mail was
sent{{else}}the third working day after this letter was posted{{end}}.

{{if compensation}}After that period the compensation foreseen by our contract, {{compensation}}, may be claimed
within the limits of Book XIX of the Belgian Code of Economic Law.{{end}}

If you dispute this sum or find it hard to pay, please contact us: a payment plan can be agreed.

{{payment}}`,
    },
    'be-person-formal': {
      subject: 'Formal notice: {{payable.total}}',
      body: `${STILL_UNPAID} to date.

{{table}}

We hereby give you formal notice to pay {{payable.total}} by {{payBy}} at the latest. Without payment or reaction
from you by that date, we may bring the matter before the justice of the peace.

If you dispute this sum or cannot pay it at once, please contact us before that date: a payment plan can be agreed.

{{payment}}`,
    },
    'public-reminder': {
      subject: '{{overdue.count}} {{plural overdue.count|invoice|invoices}} awaiting payment, {{overdue.total}}',
      body: `The payment period of the following {{plural overdue.count|invoice|invoices}} has passed, for a total of
{{overdue.total}}.

{{table}}

Please tell us where the file stands and on which date payment is planned. If a document or a commitment number is
missing, let us know and we will send it at once.

{{payment}}`,
    },
    'public-interest': {
      subject: 'Late payment: {{overdue.total}}',
      body: `${STILL_UNPAID}, for a total of {{overdue.total}}.

{{table}}

{{if business}}{{law}}{{end}}

Please have payment ordered and tell us the date.

{{payment}}`,
    },
  },
}
