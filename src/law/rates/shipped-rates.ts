import type { Day } from '#kernel/day.ts'
import type { Certainty } from '../certainty.ts'
import type { RateLine, RateSeries } from './rates.ts'

// Where the lines below were read. Figures before 2008 are memory checked against quarter ends, and say so by their M.
const SOURCES: Readonly<Record<string, string>> = {
  s1: 'general knowledge, consistent with http://econstats.com/r/recb_eq1.csv',
  s2:
    'general knowledge, consistent with http://econstats.com/r/recb_eq1.csv; level 2.50 confirmed ' +
    'at 1999-04-22 by https://ecb.europa.eu/press/pr/date/1999/html/pr990422.mt.html',
  s3:
    "https://www.banque-france.fr/en/policy-rates (17 Oct 2024) (row '10 Nov' cut at the end of " +
    'the excerpt; level from memory)',
  s4: 'https://www.banque-france.fr/en/policy-rates (17 Oct 2024)',
  s5:
    'general knowledge, consistent with http://econstats.com/r/recb_eq1.csv; switch to ' +
    'variable-rate tenders, minimum bid rate; switch date confirmed by ' +
    'https://www.oenb.at/isaweb/meta.jsp',
  s6:
    'general knowledge, consistent with http://econstats.com/r/recb_eq1.csv; level 4.25 confirmed ' +
    'at 2001-09-13 (ECB statement pr010913)',
  s7:
    'general knowledge, consistent with http://econstats.com/r/recb_eq1.csv; 2.25% on 2006-01-01 ' +
    'confirmed by OJ (op.europa.eu aa8ade77)',
  s8: 'public code listing ECB effective dates',
  s9:
    'https://www.devizu.news/la-bce-reduit-son-principal-taux-directeur-a-2 ; still 2.15 on ' +
    '2026-04-01: OJ C/2026/01398 via https://legiseye.com/de/law/european-union/ec336d7f',
  s10:
    'decision of 2026-06-11: https://rbtfl.xyz/pt/n/ecb-rate-hike-energy-shock.md quoting ' +
    'https://www.ecb.europa.eu/press/pr/date/2026/html/ecb.mp260611~4d41bd5e83.en.html ; 2.40 in ' +
    'force on 2026-07-01 used by three public code bases',
  s11: 'main refinancing rate in force on that day',
  s12:
    'main refinancing rate in force on that day; official cross-check https://enterprise.gov.ie ' +
    '(Late Payment Interest Rate)',
  s13: 'Dutch statutory commercial rate minus 7 (Staatsblad numbers)',
  s14:
    'single annual rate; https://aeccompta.com/actualites/taux-de-l-interet-legal-annee-2020 ; ' +
    'https://lexing.law/avocats/penalites-retard-paiement/2014/03/25',
  s15: 'single annual rate; same sources',
  s16: 'https://aeccompta.com/actualites/taux-de-l-interet-legal-annee-2020',
  s17:
    'https://aeccompta.com/actualites/taux-de-l-interet-legal-annee-2020 ; ' +
    'https://affairesjuridiques.aphp.fr/textes/arrete-du-24-juin-2015-relatif-a-la-fixation-du-taux-' +
    'de-linteret-legal',
  s18: 'https://onb-france.com/actualites/taux-de-linteret-legal-2016 (arrêté 23/12/2015)',
  s19: 'https://lemondeduchiffre.fr/banque-finance-assurances/59069-... (arrêté 24/06/2016)',
  s20: 'https://infos.agipi.com/2017/07/03/... ; https://aeccompta.com/actualites/taux-de-l-interet-legal-annee-2020',
  s21: 'https://efl.fr/actualite/taux-interet-legal-1er-juillet_R-082130ea-8e4f-465b-900d-e4ce13565593',
  s22:
    'https://bpifrance-creation.fr/entrepreneur/actualites/taux-dinteret-legal-au-premier-semestre-2' +
    '018 (arrêté 28/12/2017). NOTE: aeccompta.com prints 0.88, which is wrong',
  s23: 'https://veegee.fr/finances-et-economie/255-bvg-banque/81217-... (arrêté 27/06/2018)',
  s24:
    'https://infonet.fr/actualite/juridique/taux-dinteret-legal/ (0.86). NOTE: aeccompta.com prints ' +
    '0.76, contradicted',
  s25:
    'https://aeccompta.com/actualites/taux-de-l-interet-legal-annee-2020 ; ' +
    'https://infonet.fr/actualite/juridique/taux-dinteret-legal/',
  s26:
    'https://www.cabinet-cec.fr/taux-de-linteret-legal-pour-le-second-semestre-2020/ ; ' +
    'https://infonet.fr/actualite/juridique/taux-dinteret-legal/',
  s27: 'https://www.cabinet-cec.fr/taux-de-linteret-legal-pour-le-second-semestre-2020/',
  s28: 'https://dandrel-avocats.fr/taux-de-linteret-legal-du-2nd-semestre-2021/',
  s29:
    'https://droit-pratique.fr/baremes-et-taux/bien-s-assurer/taux-de-l-interet-legal ; ' +
    'https://infonet.fr/actualite/juridique/taux-dinteret-legal/',
  s30:
    'https://notaires2normandie.com/nos-actus/les-taux-de-linteret-legal-applicables-au-cours-du-sec' +
    'ond-semestre-2023-sont-fixes',
  s31: 'https://notaires2normandie.com/... (same page)',
  s32: 'https://notaires2normandie.com/... (arrêté ECOT2317028A 27/06/2023)',
  s33: 'https://infonet.fr/actualite/juridique/taux-dinteret-legal/ (arrêté 21/12/2023)',
  s34: 'https://www.legifiscal.fr/actualites-fiscales/4371-taux-interet-legal-1er-semestre-2026.html',
  s35:
    'https://www.legifiscal.fr/actualites-fiscales/4371-... ; ' +
    'https://ksca.fr/contenus-juridiques/... (previous semester figures)',
  s36: 'https://www.legifiscal.fr/actualites-fiscales/4371-... (arrêté ECOT2516925A, JO 24/06/2025)',
  s37: 'https://juriblio.fr/arretes/arrete-du-15-decembre-2025/187383136 (arrêté, JO 26/12/2025)',
  s38: 'two public code bases agree (floor 8.25 = 3 x 2.75); the order of June 2026 itself was not seen',
  s39: 'http://www.jpfontaineleveque.be/archives/246',
  s40: 'https://avolink.be/fr-be/blog/nouveau-taux-dinteret-pour-factures-impayees-10/',
  s41: 'https://avolink.be/blog/interestvoet-vanaf-1-1-2007-11/',
  s42: 'https://zians-haas.be/fr/news/2011/interets_de_retard_Belgique_Avocat_2011.php',
  s43: 'https://zians-haas.be/... ; https://gillescarnoy.be/2013/01/19/interet-legal',
  s44: 'https://corbus.be/fr/nieuws/hausse-du-taux-dinteret-pour-les-transactions-commerciales/ (MB 25/07/2011)',
  s45:
    'https://etaamb.openjustice.be/fr/nl/avis_n2012003232.html ; ' +
    'https://www.schoups.com/fr/nieuws/21432?subid=2821',
  s46:
    'https://www.schoups.com/fr/nieuws/21432?subid=2821 ; ' +
    'https://corbus.be/nieuws/interestvoet-voor-betalingsachterstand-bij-handelstransacties-blijft-8' +
    '/',
  s47: 'https://www.schoups.com/fr/nieuws/21432?subid=2821',
  s48:
    'https://www.wolterskluwer.com/fr-be/expert-insights/late-payment-in-commercial-transactions ' +
    "('même niveau depuis le second semestre de 2016') ; https://dekegeleer.be/?p=579 ; " +
    'https://www.carbofisc.be/... (S1 2017) ; https://aquo.b',
  s49:
    'https://elegis.be/fr/nouvelle/augmentation-du-taux-dinteret-applicable-dans-les-transactions-co' +
    'mmerciales (MB 17/03/2023)',
  s50:
    'https://www.fiduciairedelacense.be/new-flashes/interets-en-cas-de-retard-de-paiement-dans-une-r' +
    'elation-b2b-12-pour-le-2e-semestre-2023 (MB 29/09/2023)',
  s51: 'https://vjn-legal.be/a-propos-du-taux-dinteret-legal ; https://www.medenam.be/?p=182',
  s52: 'https://blog.forumforthefuture.be/fr/article/... (avis SPF Finances) ; https://leuropeinfo.eu/?p=1197',
  s53: 'https://leuropeinfo.eu/?p=1197 (Schoups)',
  s54:
    'https://embuild.be/fr/actualit%C3%A9s/le-retard-de-paiement-le-taux-dint%C3%A9r%C3%AAt-applicab' +
    "le-en-2026 ('reste également inchangé ... toujours à 10,50')",
  s55: 'same embuild page (official notice not yet out when written); formula: 2.15+8=10.15 -> 10.5',
  s56: 'https://immospector.kluwer.be/NewsView.aspx?...id=kl2716204&lang=fr',
  s57:
    'https://immospector.kluwer.be/NewsView.aspx?...id=kl2716204&lang=fr prints 3,5 % (typo); 3,25 ' +
    '% per http://www.gerechtsdeurwaardersvynck-leys.be/nl/IntrestenGer.html and fdocuments.nl',
  s58: 'https://leuropeinfo.eu/?p=1197',
  s59: 'https://embuild.be/... (2026: 4,5 %, publié au Moniteur)',
  s60: 'https://mijn.metaalunie.nl/Advies/Detail/wettelijke-rente-per-1-juli-2024',
}

// One line per rate: first day, last day, percent a year, certainty, source.
const TABLE: Partial<Readonly<Record<RateSeries, string>>> = {
  'ecb-mro': `
1999-01-01 1999-04-13 3.00 M s1
1999-04-14 1999-11-09 2.50 M s2
1999-11-10 2000-02-08 3.00 M s3
2000-02-09 2000-03-21 3.25 C s4
2000-03-22 2000-05-03 3.50 C s4
2000-05-04 2000-06-14 3.75 C s4
2000-06-15 2000-06-27 4.25 C s4
2000-06-28 2000-09-05 4.25 C s5
2000-09-06 2000-10-10 4.50 M s1
2000-10-11 2001-05-14 4.75 M s1
2001-05-15 2001-09-04 4.50 M s1
2001-09-05 2001-09-18 4.25 M s6
2001-09-19 2001-11-13 3.75 M s1
2001-11-14 2002-12-10 3.25 M s1
2002-12-11 2003-03-11 2.75 M s1
2003-03-12 2003-06-08 2.50 M s1
2003-06-09 2005-12-05 2.00 M s1
2005-12-06 2006-03-07 2.25 M s7
2006-03-08 2006-06-14 2.50 M s1
2006-06-15 2006-08-08 2.75 M s1
2006-08-09 2006-10-10 3.00 M s1
2006-10-11 2006-12-12 3.25 M s1
2006-12-13 2007-03-13 3.50 M s1
2007-03-14 2007-06-12 3.75 M s1
2007-06-13 2008-07-08 4.00 M s1
2008-07-09 2008-10-14 4.25 M s1
2008-10-15 2008-11-11 3.75 C s4
2008-11-12 2008-12-09 3.25 C s4
2008-12-10 2009-01-20 2.50 C s4
2009-01-21 2009-03-10 2.00 C s4
2009-03-11 2009-04-07 1.50 C s4
2009-04-08 2009-05-12 1.25 C s4
2009-05-13 2011-04-12 1.00 C s4
2011-04-13 2011-07-12 1.25 C s4
2011-07-13 2011-11-08 1.50 C s4
2011-11-09 2011-12-13 1.25 C s4
2011-12-14 2012-07-10 1.00 C s4
2012-07-11 2013-05-07 0.75 C s4
2013-05-08 2013-11-12 0.50 C s4
2013-11-13 2014-06-10 0.25 C s4
2014-06-11 2014-09-09 0.15 C s4
2014-09-10 2016-03-15 0.05 C s4
2016-03-16 2022-07-26 0.00 C s4
2022-07-27 2022-09-13 0.50 C s4
2022-09-14 2022-11-01 1.25 C s4
2022-11-02 2022-12-20 2.00 C s4
2022-12-21 2023-02-07 2.50 C s4
2023-02-08 2023-03-21 3.00 C s4
2023-03-22 2023-05-09 3.50 C s4
2023-05-10 2023-06-20 3.75 C s4
2023-06-21 2023-08-01 4.00 C s4
2023-08-02 2023-09-19 4.25 C s4
2023-09-20 2024-06-11 4.50 C s4
2024-06-12 2024-09-17 4.25 C s4
2024-09-18 2024-10-22 3.65 C s4
2024-10-23 2024-12-17 3.40 C s4
2024-12-18 2025-02-04 3.15 C s8
2025-02-05 2025-03-11 2.90 C s8
2025-03-12 2025-04-22 2.65 C s8
2025-04-23 2025-06-10 2.40 C s8
2025-06-11 2026-06-16 2.15 C s9
2026-06-17 open 2.40 C s10
`,
  'ecb-anchor': `
1999-01-01 1999-06-30 3.00 M s11
1999-07-01 1999-12-31 2.50 M s11
2000-01-01 2000-06-30 3.00 M s11
2000-07-01 2000-12-31 4.25 M s11
2001-01-01 2001-06-30 4.75 M s11
2001-07-01 2001-12-31 4.50 M s11
2002-01-01 2002-06-30 3.25 M s11
2002-07-01 2002-12-31 3.25 M s11
2003-01-01 2003-06-30 2.75 M s11
2003-07-01 2003-12-31 2.00 M s11
2004-01-01 2004-06-30 2.00 M s11
2004-07-01 2004-12-31 2.00 M s11
2005-01-01 2005-06-30 2.00 M s11
2005-07-01 2005-12-31 2.00 M s11
2006-01-01 2006-06-30 2.25 M s11
2006-07-01 2006-12-31 2.75 M s11
2007-01-01 2007-06-30 3.50 M s11
2007-07-01 2007-12-31 4.00 M s11
2008-01-01 2008-06-30 4.00 M s11
2008-07-01 2008-12-31 4.00 M s11
2009-01-01 2009-06-30 2.50 C s11
2009-07-01 2009-12-31 1.00 C s11
2010-01-01 2010-06-30 1.00 C s11
2010-07-01 2010-12-31 1.00 C s11
2011-01-01 2011-06-30 1.00 C s11
2011-07-01 2011-12-31 1.25 C s11
2012-01-01 2012-06-30 1.00 C s11
2012-07-01 2012-12-31 1.00 C s11
2013-01-01 2013-06-30 0.75 C s11
2013-07-01 2013-12-31 0.50 B s12
2014-01-01 2014-06-30 0.25 B s12
2014-07-01 2014-12-31 0.15 B s12
2015-01-01 2015-06-30 0.05 B s12
2015-07-01 2015-12-31 0.05 B s12
2016-01-01 2016-06-30 0.05 B s12
2016-07-01 2016-12-31 0.00 B s12
2017-01-01 2017-06-30 0.00 B s12
2017-07-01 2017-12-31 0.00 B s12
2018-01-01 2018-06-30 0.00 B s12
2018-07-01 2018-12-31 0.00 B s12
2019-01-01 2019-06-30 0.00 B s12
2019-07-01 2019-12-31 0.00 B s12
2020-01-01 2020-06-30 0.00 B s12
2020-07-01 2020-12-31 0.00 B s12
2021-01-01 2021-06-30 0.00 B s12
2021-07-01 2021-12-31 0.00 B s12
2022-01-01 2022-06-30 0.00 B s12
2022-07-01 2022-12-31 0.00 B s12
2023-01-01 2023-06-30 2.50 B s12
2023-07-01 2023-12-31 4.00 B s12
2024-01-01 2024-06-30 4.50 B s12
2024-07-01 2024-12-31 4.25 B s12
2025-01-01 2025-06-30 3.15 C s11
2025-07-01 2025-12-31 2.15 C s11
2026-01-01 2026-06-30 2.15 C s11
2026-07-01 2026-12-31 2.40 C s11
`,
  'ecb-marginal-anchor': `
2003-01-01 2003-06-30 2.85 C s13
2003-07-01 2003-12-31 2.10 C s13
2004-01-01 2004-06-30 2.02 C s13
2004-07-01 2004-12-31 2.01 C s13
2005-01-01 2005-06-30 2.09 C s13
2005-07-01 2005-12-31 2.05 C s13
2006-01-01 2006-06-30 2.25 C s13
2006-07-01 2006-12-31 2.83 C s13
2007-01-01 2007-06-30 3.58 C s13
2007-07-01 2007-12-31 4.07 C s13
2008-01-01 2008-06-30 4.20 C s13
`,
  'fr-legal-pro': `
2013-01-01 2013-12-31 0.04 C s14
2014-01-01 2014-12-31 0.04 C s15
2015-01-01 2015-06-30 0.93 C s16
2015-07-01 2015-12-31 0.99 B s17
2016-01-01 2016-06-30 1.01 B s18
2016-07-01 2016-12-31 0.93 B s19
2017-01-01 2017-06-30 0.90 B s20
2017-07-01 2017-12-31 0.90 B s21
2018-01-01 2018-06-30 0.89 B s22
2018-07-01 2018-12-31 0.88 B s23
2019-01-01 2019-06-30 0.86 C s24
2019-07-01 2019-12-31 0.87 B s25
2020-01-01 2020-06-30 0.87 B s26
2020-07-01 2020-12-31 0.84 B s27
2021-01-01 2021-06-30 0.79 B s28
2021-07-01 2021-12-31 0.76 B s28
2022-01-01 2022-06-30 0.76 B s29
2022-07-01 2022-12-31 0.77 B s30
2023-01-01 2023-06-30 2.06 B s31
2023-07-01 2023-12-31 4.22 B s32
2024-01-01 2024-06-30 5.07 B s33
2024-07-01 2024-12-31 4.92 B s34
2025-01-01 2025-06-30 3.71 B s35
2025-07-01 2025-12-31 2.76 B s36
2026-01-01 2026-06-30 2.62 B s37
2026-07-01 2026-12-31 2.75 C s38
`,
  'fr-legal-private': `
2013-01-01 2013-12-31 0.04 C s14
2014-01-01 2014-12-31 0.04 C s15
2015-01-01 2015-06-30 4.06 C s16
2015-07-01 2015-12-31 4.29 B s17
2016-01-01 2016-06-30 4.54 B s18
2016-07-01 2016-12-31 4.35 B s19
2017-01-01 2017-06-30 4.16 B s20
2017-07-01 2017-12-31 3.94 B s21
2018-01-01 2018-06-30 3.73 B s22
2018-07-01 2018-12-31 3.60 B s23
2019-01-01 2019-06-30 3.40 C s24
2019-07-01 2019-12-31 3.26 B s25
2020-01-01 2020-06-30 3.15 B s26
2020-07-01 2020-12-31 3.11 B s27
2021-01-01 2021-06-30 3.14 B s28
2021-07-01 2021-12-31 3.12 B s28
2022-01-01 2022-06-30 3.13 B s29
2022-07-01 2022-12-31 3.15 B s30
2023-01-01 2023-06-30 4.47 B s31
2023-07-01 2023-12-31 6.82 B s32
2024-01-01 2024-06-30 8.01 B s33
2024-07-01 2024-12-31 8.16 B s34
2025-01-01 2025-06-30 7.21 B s35
2025-07-01 2025-12-31 6.65 B s36
2026-01-01 2026-06-30 6.67 B s37
2026-07-01 2026-12-31 6.84 M s38
`,
  'be-commercial-old': `
2002-08-07 2002-12-31 10.50 C s39
2003-01-01 2003-06-30 10.00 C s39
2003-07-01 2003-12-31 9.50 C s39
2004-01-01 2005-06-30 9.50 C s39
2006-07-01 2006-12-31 10.00 M s40
2007-01-01 2007-06-30 11.00 M s41
2009-01-01 2009-06-30 9.50 C s42
2009-07-01 2011-06-30 8.00 C s43
2011-07-01 2011-12-31 8.50 C s44
2012-01-01 2012-12-31 8.00 B s45
2013-01-01 2013-06-30 8.00 B s46
2013-07-01 2015-03-15 7.50 C s47
`,
  'be-commercial': `
2013-03-16 2013-06-30 9.00 C s47
2013-07-01 2016-06-30 8.50 C s47
2016-07-01 2022-12-31 8.00 B s48
2023-01-01 2023-06-30 10.50 B s49
2023-07-01 2023-12-31 12.00 B s50
2024-01-01 2024-06-30 12.50 B s51
2024-07-01 2024-12-31 12.50 B s52
2025-01-01 2025-06-30 11.50 B s53
2025-07-01 2025-12-31 10.50 C s54
2026-01-01 2026-06-30 10.50 C s55
`,
  'be-civil': `
2007-01-01 2007-12-31 6.00 B s56
2008-01-01 2008-12-31 7.00 B s56
2009-01-01 2009-12-31 5.50 B s56
2010-01-01 2010-12-31 3.25 B s57
2011-01-01 2011-12-31 3.75 B s56
2012-01-01 2012-12-31 4.25 B s56
2013-01-01 2013-12-31 2.75 B s56
2014-01-01 2014-12-31 2.75 B s56
2015-01-01 2015-12-31 2.50 B s56
2016-01-01 2016-12-31 2.25 B s56
2017-01-01 2017-12-31 2.00 B s56
2018-01-01 2018-12-31 2.00 B s56
2019-01-01 2019-12-31 2.00 B s56
2020-01-01 2020-12-31 1.75 B s56
2021-01-01 2021-12-31 1.75 B s56
2022-01-01 2022-12-31 1.50 B s56
2023-01-01 2023-12-31 5.25 B s56
2024-01-01 2024-12-31 5.75 B s58
2025-01-01 2025-12-31 4.50 B s58
2026-01-01 2026-12-31 4.50 B s59
`,
  'nl-civil': `
2024-07-01 2024-12-31 7.00 B s60
`,
}

function parseLine(series: RateSeries, line: string): RateLine {
  const [from, to, rate, certainty, source = ''] = line.split(' ')
  return {
    series,
    from: from as Day,
    to: to === 'open' ? null : (to as Day),
    ppm: Math.round(Number(rate) * 10_000),
    certainty: certainty as Certainty,
    source: String(SOURCES[source]),
  }
}

/** The lines of this release; a tenant-independent table adds to them. */
export const SHIPPED_RATES: readonly RateLine[] = Object.entries(TABLE).flatMap(([series, table]) =>
  table
    .trim()
    .split('\n')
    .map(line => parseLine(series as RateSeries, line)),
)
