import type { ReminderFacts } from './facts.ts'
import type { Statement } from './statement.ts'
import type { Amounts, Block } from './template.ts'
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
const TEXT = `${FONT};font-size:14px;line-height:20px;color:${INK}`
const CELL = `${TEXT};padding:6px 0 6px 12px;border-bottom:1px solid ${LINE}`
const FIGURE = `${CELL};white-space:nowrap`
const BODY = `padding:14px 24px 0 24px;${FONT};font-size:15px;line-height:22px;color:${INK}`
const HEAD = `padding:28px 24px 0 24px;${FONT};font-size:18px;line-height:24px;font-weight:600;color:${INK}`
const FOOT = `padding:20px 24px 28px 24px;${FONT};font-size:12px;line-height:17px;color:${QUIET}`
const INSET = 'padding:18px 24px 4px 24px'
const TABLE = 'cellpadding="0" cellspacing="0" border="0"'
const LAYOUT = `role="presentation" ${TABLE}`

/**
 * The HTML form of a message: nested tables and inline styles only, because Outlook on Windows renders with Word, which
 * knows neither flexbox nor style sheets in the head of a reply. No image, no outside address, nothing that tracks.
 */
export function emailHtml(parts: Parts): string {
  const { facts, frame } = parts
  const rows = [
    paragraph(frame.greeting),
    ...parts.blocks.flatMap(block => {
      if (block.kind === 'paragraph') return [paragraph(block.text)]
      if (block.kind === 'amounts') return [amountsTable(block)]
      return block.kind === 'table'
        ? [statementTable(parts), ...parts.statement.notes.map(small)]
        : [paymentTable(parts)]
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
<table ${LAYOUT} width="100%" style="background:${PAPER}">
<tr><td align="center" style="padding:24px 0">
<!--[if mso]><table ${LAYOUT} width="640"><tr><td><![endif]-->
<table ${LAYOUT} width="100%" style="max-width:640px;background:#ffffff">
${rowHtml(cellHtml('td', HEAD, escape(oneLine(facts.creditor.name))))}
${rows.join('\n')}
${rowHtml(cellHtml('td', FOOT, escape(frame.identity)))}
</table>
<!--[if mso]></td></tr></table><![endif]-->
</td></tr>
</table>
</body>
</html>
`
}

function cellHtml(tag: 'td' | 'th', style: string, html: string, attributes = 'align="left"'): string {
  return `<${tag} ${attributes} style="${style}">${html}</${tag}>`
}

function rowHtml(...cells: string[]): string {
  return `<tr>${cells.join('')}</tr>`
}

function paragraph(text: string): string {
  return rowHtml(cellHtml('td', BODY, escape(text)))
}

function small(text: string): string {
  return rowHtml(cellHtml('td', `${BODY};font-size:13px;line-height:19px;color:${QUIET}`, escape(text)))
}

function signature(frame: Frame): string {
  const lines = frame.signature.map((line, at) => (at === 0 ? `<strong>${escape(line)}</strong>` : escape(line)))
  return rowHtml(cellHtml('td', BODY, lines.join('<br>')))
}

function statementTable({ labels, statement }: Parts): string {
  const titles = [labels.columns.number, labels.columns.dueOn, labels.columns.late, labels.columns.open]
  const title = `${CELL};font-size:12px;color:${QUIET};font-weight:600;border-bottom:1px solid ${INK}`
  const head = titles.map((text, at) =>
    at === 0
      ? cellHtml('th', `${title};padding-left:0`, escape(text), 'scope="col" align="left"')
      : cellHtml('th', title, escape(text), 'scope="col" align="right"'),
  )
  const group = `${CELL};padding:14px 0 6px 0;font-weight:600`
  const body = statement.groups.flatMap(({ title: name, rows }) => [
    ...(statement.groups.length > 1
      ? [rowHtml(cellHtml('th', group, escape(name), 'scope="colgroup" colspan="4" align="left"'))]
      : []),
    ...rows.map(item => {
      const label = `<br><span style="font-size:12px;color:${QUIET}">${escape(item.label ?? '')}</span>`
      return rowHtml(
        cellHtml('td', `${CELL};padding-left:0`, escape(item.number) + (item.label === null ? '' : label)),
        ...[item.dueOn, item.late, item.open].map(text => cellHtml('td', FIGURE, escape(text), 'align="right"')),
      )
    }),
  ])
  const sums = statement.sums.map(sum => {
    const style = FIGURE + (sum.strong ? ';font-weight:600;border-bottom:0' : '')
    return rowHtml(
      cellHtml('th', sum.strong ? style : `${style};font-weight:400`, escape(sum.label), SUM_LABEL),
      cellHtml('td', style, escape(sum.amount), 'align="right"'),
    )
  })
  const table = `<table ${TABLE} width="100%" style="border-collapse:collapse">
<thead>${rowHtml(...head)}</thead>
<tbody>
${[...body, ...sums].join('\n')}
</tbody></table>`
  return rowHtml(cellHtml('td', INSET, table))
}

function amountsTable({ columns, rows, total }: Amounts): string {
  const title = `${CELL};font-size:12px;color:${QUIET};font-weight:600;border-bottom:1px solid ${INK}`
  const strong = `${FIGURE};font-weight:600;border-bottom:0`
  const table = `<table ${TABLE} width="100%" style="border-collapse:collapse">
<thead>${rowHtml(
    cellHtml('th', `${title};padding-left:0`, escape(columns[0]), 'scope="col" align="left"'),
    cellHtml('th', title, escape(columns[1]), 'scope="col" align="right"'),
  )}</thead>
<tbody>
${rows
  .map(([what, amount]) =>
    rowHtml(
      cellHtml('td', `${CELL};padding-left:0`, escape(what)),
      cellHtml('td', FIGURE, escape(amount), 'align="right"'),
    ),
  )
  .join('\n')}
${rowHtml(
  cellHtml('th', `${strong};padding-left:0`, escape(total[0]), 'scope="row" align="left"'),
  cellHtml('td', strong, escape(total[1]), 'align="right"'),
)}
</tbody></table>`
  return rowHtml(cellHtml('td', INSET, table))
}

const SUM_LABEL = 'scope="row" colspan="3" align="right"'

function paymentTable({ facts, labels, statement }: Parts): string {
  const lines = paymentLines(facts, statement, labels)
  if (lines.length === 0) return ''
  const title = `${TEXT};font-size:12px;color:${QUIET};font-weight:600`
  const rows = [
    rowHtml(cellHtml('td', title, escape(labels.payment.title), 'colspan="2"')),
    ...lines.map(line =>
      rowHtml(
        cellHtml('td', `${TEXT};color:${QUIET};padding:1px 16px 1px 0`, escape(line.label), 'valign="top"'),
        // On a phone an IBAN must be able to break between its groups, or the whole message is wider than the screen.
        cellHtml('td', `${TEXT};padding:1px 0;font-weight:600`, escape(line.value.replaceAll('\u00A0', ' '))),
      ),
    ),
  ]
  const table = `<table ${LAYOUT}>\n${rows.join('\n')}\n</table>`
  const padded = rowHtml(cellHtml('td', 'padding:14px 18px', table))
  const panel = `<table ${LAYOUT} width="100%" style="background:${PAPER}">${padded}</table>`
  return rowHtml(cellHtml('td', INSET, panel))
}

/** The plain text twin: the same words and the same figures, in columns a fixed-width reader can follow. */
export function emailText(parts: Parts): string {
  const { frame } = parts
  const blocks = parts.blocks.flatMap(block => {
    if (block.kind === 'paragraph') return [block.text]
    if (block.kind === 'amounts') return [amountsText(block)]
    return block.kind === 'table' ? [statementText(parts), ...parts.statement.notes] : [paymentText(parts)]
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
    ...group.rows.flatMap(row => [
      [row.number, row.dueOn, row.late, row.open],
      ...(row.label === null ? [] : [['', row.label]]),
    ]),
  ])
  const head = [labels.columns.number, labels.columns.dueOn, labels.columns.late, labels.columns.open]
  const rows = [head, ...cells]
  const widths = head.map((_, at) => Math.max(...rows.filter(row => row.length > 2).map(row => row[at]?.length ?? 0)))
  const amountWidth = Math.max(widths[3] ?? 0, ...statement.sums.map(sum => sum.amount.length))
  const labelWidth = Math.max(...statement.sums.map(sum => sum.label.length))
  const [first = 0, due = 0, late = 0] = widths
  const fitted = [Math.max(first, labelWidth - due - late - 4), due, late, amountWidth]
  const drawn = rows.map(row =>
    row.length < 3
      ? row.length === 1
        ? `\n${row[0]}`
        : `  ${row[1]}`
      : row.map((cell, at) => (at === 0 ? cell.padEnd(fitted[0] ?? 0) : cell.padStart(fitted[at] ?? 0))).join('  '),
  )
  const before = (fitted[0] ?? 0) + due + late + 4
  const sums = statement.sums.map(sum => `${sum.label.padStart(before)}  ${sum.amount.padStart(amountWidth)}`)
  return [...drawn, '', ...sums].join('\n')
}

function amountsText({ rows, total }: Amounts): string {
  const lines = [...rows, total]
  const [what, amount] = [0, 1].map(at => Math.max(...lines.map(line => (line[at] ?? '').length)))
  return lines.map(line => `${line[0].padEnd(what ?? 0)}  ${line[1].padStart(amount ?? 0)}`).join('\n')
}

function paymentText({ facts, labels, statement }: Parts): string {
  const lines = paymentLines(facts, statement, labels)
  const width = Math.max(0, ...lines.map(line => line.label.length))
  return lines.map(line => `${line.label.padEnd(width)}  ${line.value}`).join('\n')
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
