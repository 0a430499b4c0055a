import type { StatementImport } from '#modules/receipts/index.ts'

/** An import of a bank file as `--json` prints it. */
export function statementLine({ state, report }: StatementImport) {
  return { kind: 'statement', state, ...report }
}

/** The same in words. */
export function statementLines(path: string, report: StatementImport['report']): string[] {
  const { certain, likely, toSort } = report.verdicts
  return [
    `${path} (${report.format}): ${report.fresh} new lines`,
    ...report.statements.map(({ number, lines, fresh, balanced }) => {
      return `  account ${number}: ${lines} lines, ${fresh} new${balanced === false ? ', DOES NOT BALANCE' : ''}`
    }),
    ...report.warnings.map(({ code, message, where }) => {
      return `  ! ${code}: ${message}${where === null ? '' : ` [${where}]`}`
    }),
    `  certain ${certain}, likely ${likely}, to sort ${toSort}; settled ${report.applied}, returned ${report.returned}`,
  ]
}
