import type { ReminderFacts } from './facts.ts'
import type { Statement } from './statement.ts'
import type { Block } from './template.ts'
import type { Labels } from './templates/shape.ts'
import { oneLine } from './typography.ts'
import { paymentLines, type Frame } from './words.ts'

type Parts = {
  readonly facts: ReminderFacts
  readonly labels: Labels
  readonly statement: Statement
  readonly frame: Frame
  readonly blocks: readonly Block[]
  readonly subject: string
}

const INK = '#1f2a2e'
const QUIET = '#5b666b'
const LINE = '#d9dedd'
const PAPER = '#f4f3ef'
const FONT = "font-family:'Source Sans 3','Segoe UI',Helvetica,Arial,sans-serif"
const CELL = `${FONT};font-size:14px;line-height:20px;color:${INK};padding:6px 0 6px 12px;border-bottom:1px solid ${LINE}`

/**
 * The HTML form of a message: nested tables and inline styles only, because Outlook on Windows renders with Word, which
 * knows neither flexbox nor style sheets in the head of a reply. No image, no outside address, nothing that tracks.
 */
export function emailHtml(parts: Parts): string {
  const { facts, frame } = parts
  const rows = [
    paragraph(frame.greeting),
    ...parts.blocks.map(block => {
      if (block.kind === 'paragraph') return paragraph(block.text)
      return block.kind === 'table' ? statementTable(parts) : paymentTable(parts)
    }),
    ...(frame.attached === null ? [] : [paragraph(frame.attached)]),
    paragraph(frame.question === null ? frame.ignore : `${frame.ignore} ${frame.question}`),
    paragraph(frame.closing),
    signature(frame),
  ]
  const language = facts.customer.language
  return `<!doctype html>
<html lang="${language}" xmlns="http://www.w3.org/1999/xhtml">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>${escape(parts.subject)}</title>
</head>
<body style="margin:0;padding:0;background:${PAPER}">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:${PAPER}">
<tr><td align="center" style="padding:24px 12px">
<!--[if mso]><table role="presentation" width="640" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]-->
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:640px;background:#ffffff">
<tr><td style="padding:28px 32px 0 32px;${FONT};font-size:18px;line-height:24px;font-weight:600;color:${INK}">${escape(
    oneLine(facts.creditor.name),
  )}</td></tr>
${rows.join('\n')}
<tr><td style="padding:20px 32px 28px 32px;${FONT};font-size:12px;line-height:17px;color:${QUIET}">${escape(frame.identity)}</td></tr>
</table>
<!--[if mso]></td></tr></table><![endif]-->
</td></tr>
</table>
</body>
</html>
`
}

function paragraph(text: string): string {
  return `<tr><td style="padding:14px 32px 0 32px;${FONT};font-size:15px;line-height:22px;color:${INK}">${escape(text)}</td></tr>`
}

function signature(frame: Frame): string {
  const lines = frame.signature.map((line, at) => (at === 0 ? `<strong>${escape(line)}</strong>` : escape(line)))
  return `<tr><td style="padding:14px 32px 0 32px;${FONT};font-size:15px;line-height:22px;color:${INK}">${lines.join('<br>')}</td></tr>`
}

function statementTable({ labels, statement }: Parts): string {
  const columns = [labels.columns.number, labels.columns.dueOn, labels.columns.late, labels.columns.open]
  const head = columns
    .map(
      (title, at) =>
        `<th scope="col" align="${at === 0 ? 'left' : 'right'}" style="${CELL};font-size:12px;color:${QUIET};font-weight:600${
          at === 0 ? ';padding-left:0' : ''
        };border-bottom:1px solid ${INK}">${escape(title)}</th>`,
    )
    .join('')
  const titled = statement.groups.length > 1
  const body = statement.groups.flatMap(group => [
    ...(titled
      ? [
          `<tr><th scope="colgroup" colspan="4" align="left" style="${CELL};padding:14px 0 6px 0;font-weight:600">${escape(group.title)}</th></tr>`,
        ]
      : []),
    ...group.rows.map(row => {
      const label =
        row.label === null ? '' : `<br><span style="font-size:12px;color:${QUIET}">${escape(row.label)}</span>`
      const figures = [row.dueOn, row.late, row.open].map(
        text => `<td align="right" style="${CELL};white-space:nowrap">${escape(text)}</td>`,
      )
      return `<tr><td align="left" style="${CELL};padding-left:0">${escape(row.number)}${label}</td>${figures.join('')}</tr>`
    }),
  ])
  const sums = statement.sums.map(sum => {
    const weight = sum.strong ? ';font-weight:600;border-bottom:0' : ''
    return `<tr><td colspan="3" align="right" style="${CELL}${weight}">${escape(sum.label)}</td><td align="right" style="${CELL}${weight};white-space:nowrap">${escape(sum.amount)}</td></tr>`
  })
  return `<tr><td style="padding:18px 32px 4px 32px"><table width="100%" cellpadding="0" cellspacing="0" border="0" style="border-collapse:collapse">
<thead><tr>${head}</tr></thead>
<tbody>
${[...body, ...sums].join('\n')}
</tbody></table></td></tr>`
}

function paymentTable({ facts, labels, statement }: Parts): string {
  const lines = paymentLines(facts, statement, labels)
  if (lines.length === 0) return ''
  const rows = lines.map(
    line =>
      `<tr><td valign="top" style="${FONT};font-size:14px;line-height:22px;color:${QUIET};padding:0 16px 0 0;white-space:nowrap">${escape(
        line.label,
      )}</td><td style="${FONT};font-size:14px;line-height:22px;color:${INK};font-weight:600">${escape(line.value)}</td></tr>`,
  )
  return `<tr><td style="padding:18px 32px 4px 32px"><table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:${PAPER}"><tr><td style="padding:14px 18px">
<table role="presentation" cellpadding="0" cellspacing="0" border="0">
<tr><td colspan="2" style="${FONT};font-size:12px;line-height:20px;color:${QUIET};font-weight:600">${escape(labels.payment.title)}</td></tr>
${rows.join('\n')}
</table></td></tr></table></td></tr>`
}

/** The plain text twin: the same words and the same figures, in columns a fixed-width reader can follow. */
export function emailText(parts: Parts): string {
  const { frame } = parts
  const blocks = parts.blocks.map(block => {
    if (block.kind === 'paragraph') return block.text
    return block.kind === 'table' ? statementText(parts) : paymentText(parts)
  })
  return `${[
    frame.greeting,
    ...blocks,
    ...(frame.attached === null ? [] : [frame.attached]),
    frame.question === null ? frame.ignore : `${frame.ignore} ${frame.question}`,
    frame.closing,
    frame.signature.join('\n'),
    `-- \n${frame.identity}`,
  ]
    .filter(block => block !== '')
    .join('\n\n')}\n`
}

function statementText({ labels, statement }: Parts): string {
  const titled = statement.groups.length > 1
  const cells = statement.groups.flatMap(group => [
    ...(titled ? [[group.title]] : []),
    ...group.rows.map(row => [
      row.label === null ? row.number : `${row.number} (${row.label})`,
      row.dueOn,
      row.late,
      row.open,
    ]),
  ])
  const head = [labels.columns.number, labels.columns.dueOn, labels.columns.late, labels.columns.open]
  const rows = [head, ...cells]
  const widths = head.map((_, at) => Math.max(...rows.filter(row => row.length > 1).map(row => row[at]?.length ?? 0)))
  const drawn = rows.map(row =>
    row.length === 1
      ? `\n${row[0]}`
      : row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  '),
  )
  const whole = widths.reduce((total, width) => total + width, 0) + 2 * (widths.length - 1)
  const sums = statement.sums.map(
    sum =>
      `${sum.label.padStart(whole - Math.max(sum.amount.length, widths[3] ?? 0) - 2)}  ${sum.amount.padStart(widths[3] ?? 0)}`,
  )
  return [...drawn, '', ...sums].join('\n')
}

function paymentText({ facts, labels, statement }: Parts): string {
  const lines = paymentLines(facts, statement, labels)
  const width = Math.max(0, ...lines.map(line => line.label.length))
  return lines.map(line => `${line.label.padEnd(width)}  ${line.value}`).join('\n')
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
