import type { Source } from './certainty.ts'

const LEGIFRANCE = 'https://www.legifrance.gouv.fr/codes/article_lc'
const DIRECTIVE = 'https://eur-lex.europa.eu/legal-content/FR/TXT/HTML/?uri=CELEX:32011L0007'

/**
 * Every rule the figures rest on: article, what it says, address, date of effect, certainty. Last checked 2026-11-21.
 */
export const SOURCES = {
  'fr-late-interest': {
    article: 'C. com. L441-10 II',
    says:
      'Late interest is owed from the day after the payment date, without reminder, at the ECB rate + 10 ' +
      'points of the semester unless the contract sets another rate',
    url: `${LEGIFRANCE}/LEGIARTI000038414392`,
    since: '2019-04-26',
    certainty: 'A',
  },
  'fr-rate-floor': {
    article: 'C. com. L441-10 II',
    says: 'A contractual rate may not be below three times the legal interest rate, professional column',
    url: `${LEGIFRANCE}/LEGIARTI000038414392`,
    since: '2019-04-26',
    certainty: 'A',
  },
  'fr-recovery-fee': {
    article: 'C. com. L441-10 II and D441-5',
    says:
      'Every professional in late payment owes 40 euros per invoice, by right; more on proof; not when ' +
      'insolvency proceedings forbid payment at the due date',
    url: `${LEGIFRANCE}/LEGIARTI000043197457`,
    since: '2021-02-27',
    certainty: 'A',
  },
  'fr-public-interest': {
    article: 'CCP R2192-31',
    says:
      'ECB rate on the first day of the semester in which interest began to run + 8 points, one rate for ' +
      'the whole delay',
    url: 'https://www.code-commande-publique.com/article-r2192-31/',
    since: '2019-04-01',
    certainty: 'A',
  },
  'fr-public-fee': {
    article: 'CCP D2192-35 (décret 2013-269 art. 9)',
    says: '40 euros for recovery costs, by right',
    url: null,
    since: '2013-05-01',
    certainty: 'B',
  },
  'fr-consumer-interest': {
    article: 'C. civ. 1231-6 and 1344-1',
    says: 'Interest at the legal rate from the formal notice, without proof of a loss',
    url: null,
    since: '2016-10-01',
    certainty: 'B',
  },
  'fr-consumer-costs': {
    article: 'CPCE L111-8 al. 2',
    says: 'Collection costs without an enforceable title stay with the creditor; any contrary clause is void',
    url: 'https://legal.tricoteuses.fr/articles/JORFARTI000028738223',
    since: '2014-03-19',
    certainty: 'A',
  },
  'fr-imputation': {
    article: 'C. civ. 1343-1',
    says: 'A part payment goes first to the interest',
    url: null,
    since: '2016-10-01',
    certainty: 'A',
  },
  'fr-compounding': {
    article: 'C. civ. 1343-2',
    says: 'Interest due for at least one full year bears interest when the contract or a judgment says so',
    url: `${LEGIFRANCE}/LEGIARTI000032035261`,
    since: '2016-10-01',
    certainty: 'A',
  },
  'fr-insolvency': {
    article: 'C. com. L622-28 and L641-3',
    says: 'The opening judgment stops interest',
    url: null,
    since: null,
    certainty: 'A',
  },
  'be-late-interest': {
    article: 'Loi du 2 août 2002, art. 5',
    says: 'Interest by law from the day after the due date, at the ECB rate + 8 points rounded up to the half point',
    url: null,
    since: '2013-03-16',
    certainty: 'A',
  },
  'be-recovery-fee': {
    article: 'Loi du 2 août 2002, art. 6',
    says: '40 euros by law without notice, and reasonable further costs',
    url: null,
    since: '2022-02-01',
    certainty: 'A',
  },
  'be-consumer': {
    article: 'CDE Livre XIX, art. XIX.2 to XIX.4 (loi du 4 mai 2023)',
    says:
      'A first free reminder and 14 days before any cost; then interest at most at the rate of the law of ' +
      '2002 and the compensation the contract sets, capped',
    url: 'https://elegis.be/fr/nouvelle/recouvrement-de-creances-nouveautes-introduites-en-cas-de-retard-de-payement',
    since: '2023-09-01',
    certainty: 'B',
  },
  'eu-late-interest': {
    article: 'Directive 2011/7/UE, art. 2 to 4',
    says: 'Statutory interest without reminder, at least the ECB rate of the half-year + 8 points',
    url: DIRECTIVE,
    since: '2013-03-16',
    certainty: 'B',
  },
  'eu-recovery-fee': {
    article: 'Directive 2011/7/UE, art. 6; CJUE C-585/20',
    says: 'At least 40 euros for each transaction paid late, and reasonable further costs',
    url: DIRECTIVE,
    since: '2013-03-16',
    certainty: 'B',
  },
  'conflict-business': {
    article: 'Règlement (CE) 593/2008 (Rome I), art. 4',
    says: "Without a choice of law, a sale or service is governed by the law of the seller's or provider's country",
    url: null,
    since: '2009-12-17',
    certainty: 'M',
  },
  'conflict-consumer': {
    article: 'Règlement (CE) 593/2008 (Rome I), art. 6',
    says: 'A consumer keeps the protection of the law of the country where he lives',
    url: null,
    since: '2009-12-17',
    certainty: 'M',
  },
} as const satisfies Record<string, Source>

/** Name of a source. */
export type SourceName = keyof typeof SOURCES

/** The sources of the given names, each once, in order. */
export function sourcesOf(names: readonly SourceName[]): Source[] {
  return [...new Set(names)].map(name => SOURCES[name])
}
