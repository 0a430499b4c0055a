import { describe, expect, test } from 'vitest'
import { CREDIT_NOTE_CODES } from '../invoices/outgoing.ts'
import { bytes } from '../testing.ts'
import { invoiceRows } from './invoice-list.ts'
import { readTable } from './table.ts'

/** Number, issue, due, gross and open as booked, customer: what each row of an export comes to. */
async function booked(text: string): Promise<(string | null | undefined)[][]> {
  const table = await readTable(bytes(text))
  if (!table.ok) throw new Error(table.refusal.message)
  const rows: (string | null | undefined)[][] = []
  for await (const { document, values, problems } of invoiceRows(table.value)) {
    const credit = CREDIT_NOTE_CODES.has(document?.typeCode ?? '')
    const signed = (amount: string | null | undefined): string | null | undefined =>
      credit && amount && amount !== '0.00' ? `-${amount}` : amount
    rows.push(
      document
        ? [
            document.number,
            document.issueDate,
            document.dueDate,
            signed(document.gross),
            signed(document.payable),
            values.customerCode ?? values.customerName,
          ]
        : problems.map(problem => problem.code),
    )
  }
  return rows
}

describe('exports as the programs write them', () => {
  test.each([
    [
      'Sage: days of six digits, lettering, a document number beside the invoice number',
      `Compte tiers\tIntitulé\tDate\tJournal\tN° pièce\tN° facture\tEchéance\tLettrage\tDébit\tCrédit
411D\tDupont\t020326\tVE\t1001\tFA1\t010426\tA\t1200,00\t
411D\tDupont\t020526\tVE\t1002\tFA2\t010626\ta\t300,50\t
411D\tDupont\t020626\tVE\t1003\tAV3\t020626\t\t\t100,00`,
      [
        ['FA1', '2026-03-02', '2026-04-01', '1200.00', '0.00', '411D'],
        ['FA2', '2026-05-02', '2026-06-01', '300.50', null, '411D'],
        ['AV3', '2026-06-02', '2026-06-02', '-100.00', null, '411D'],
      ],
    ],
    [
      'QuickBooks: customers stand above their invoices',
      `Ateliers,,,,,
Factures impayées,,,,,
Date,Type,Nº,Date d'échéance,Montant,Solde à payer
Dupont SARL,,,,,
02/10/2026,Facture,1043,01/11/2026,"1 200,00","1 200,00"
05/10/2026,Facture,1045,04/11/2026,"100,00","100,00"
Total pour Dupont SARL,,,,"1 300,00 €","1 300,00 €"
Petit & Cie,,,,,
06/10/2026,Facture,1046,05/11/2026,"10,00","10,00"
Total pour Petit & Cie,,,,"10,00 €","10,00 €"
TOTAL,,,,"1 310,00 €","1 310,00 €"`,
      [
        ['1043', '2026-10-02', '2026-11-01', '1200.00', '1200.00', 'Dupont SARL'],
        ['1045', '2026-10-05', '2026-11-04', '100.00', '100.00', 'Dupont SARL'],
        ['1046', '2026-10-06', '2026-11-05', '10.00', '10.00', 'Petit & Cie'],
      ],
    ],
    [
      'a ledger of Sage: accounts above, totals and balances below, a foot',
      `Date;N° pièce;Libellé écriture;Date échéance;Débit;Crédit
411DUPONT Dupont SARL;;;;;
;;Solde initial;;50,00;
05/01/26;FA1;Facture 1;04/02/26;120,00;
Total 411DUPONT;;;;120,00;
Solde 411DUPONT;;;;120,00;
411MARTIN Martin;;;;;
07/01/26;FA2;Facture 2;06/02/26;60,00;
Total général;;;;180,00;
Page 1/1;;;;;`,
      [
        ['number-missing'],
        ['FA1', '2026-01-05', '2026-02-04', '120.00', null, '411DUPONT'],
        ['FA2', '2026-01-07', '2026-02-06', '60.00', null, '411MARTIN'],
      ],
    ],
    [
      'SAP FBL5N: rules, stars, a minus behind',
      `--------------------------
|  |Customer |Document Number|Type|Doc. Date |Net due dt|Amount in local cur.|LCurr|
--------------------------
|  |1000123  |1800000001     |RV  |05.01.2026|04.02.2026|          1.210,00  |EUR  |
|  |1000123  |1800000002     |RV  |06.01.2026|06.01.2026|            121,00- |EUR  |
|* |1000123  |               |    |          |          |          1.089,00  |EUR  |
--------------------------
|**|         |               |    |          |          |          1.089,00  |EUR  |`,
      [
        ['1800000001', '2026-01-05', '2026-02-04', '1210.00', null, '1000123'],
        ['1800000002', '2026-01-06', '2026-01-06', '-121.00', null, '1000123'],
      ],
    ],
    [
      'sums without a word, headers on each page',
      `Client;Nº pièce;Date pièce;Echéance nette;Montant en devise interne
A1;18;05.01.2026;04.02.2026;1.210,00
A1;19;06.01.2026;06.01.2026;10,00
A1;;;;1.220,00
Client;Nº pièce;Date pièce;Echéance nette;Montant en devise interne
B2;20;06.01.2026;06.01.2026;5,00
B2;;;;5,00
;;;;1.225,00
B2;;;;7,00`,
      [
        ['18', '2026-01-05', '2026-02-04', '1210.00', null, 'A1'],
        ['19', '2026-01-06', '2026-01-06', '10.00', null, 'A1'],
        ['20', '2026-01-06', '2026-01-06', '5.00', null, 'B2'],
        ['number-missing'],
      ],
    ],
    [
      'DATEV: a column of sides',
      `Konto;Name;Belegnr.;Belegdatum;Fälligkeit;Betrag;S/H
10001;Müller GmbH;RE-1;05.01.2026;04.02.2026;1.190,00;S
10001;Müller GmbH;GS-2;06.01.2026;06.01.2026;119,00;H`,
      [
        ['RE-1', '2026-01-05', '2026-02-04', '1190.00', null, '10001'],
        ['GS-2', '2026-01-06', '2026-01-06', '-119.00', null, '10001'],
      ],
    ],
    [
      'sides behind the amounts',
      `Invoice No,Customer,Invoice Date,Due Date,Balance
F1,Alpha,2026-01-05,2026-02-04,"1,234.50 DR"
A2,Alpha,2026-01-06,2026-01-06,20.00 CR`,
      [
        ['F1', '2026-01-05', '2026-02-04', null, '1234.50', 'Alpha'],
        ['A2', '2026-01-06', '2026-01-06', null, '-20.00', 'Alpha'],
      ],
    ],
    [
      'BOB and Winbooks: « Klant » is a code beside « Naam »',
      `Klant;Naam;Document;Datum;Vervaldag;Debet;Credit;Saldo
BAKKER;Bakker NV;20260001;05/01/2026;04/02/2026;1.210,00;0,00;1.210,00`,
      [['20260001', '2026-01-05', '2026-02-04', '1210.00', '1210.00', 'BAKKER']],
    ],
    [
      'Octopus',
      `Nr. relatie;Naam relatie;Boekstuknr;Datum;Vervaldatum;Bedrag;Open bedrag
12;Klant BV;2026/15;05/01/2026;04/02/2026;1210,00;10,00`,
      [['2026/15', '2026-01-05', '2026-02-04', '1210.00', '10.00', '12']],
    ],
    [
      'Odoo in French, signed',
      `Numéro,Partenaire,Date de la facture,Date d'échéance,Montant hors taxes signé,Total signé,Montant dû signé
RFAC/2,Azur,2026-01-10,2026-01-10,-100.00,-121.00,-121.00`,
      [['RFAC/2', '2026-01-10', '2026-01-10', '-121.00', '-121.00', 'Azur']],
    ],
    [
      'amounts converted for the books stand behind those of the invoice',
      `N° facture;Client;Date facture;Échéance;Montant TTC (EUR);Montant TTC (devise);Devise
F1;Alpha;05/01/2026;04/02/2026;100,00;110,00;USD`,
      [['F1', '2026-01-05', '2026-02-04', '110.00', null, 'Alpha']],
    ],
    [
      'days as numbers of a spreadsheet',
      `N° facture;Client;Date facture;Échéance;Montant TTC
F1;Alpha;46027;46057;100`,
      [['F1', '2026-01-05', '2026-02-04', '100.00', null, 'Alpha']],
    ],
    [
      'a day that lost its zero is no number of a day',
      `N° facture;Client;Date facture;Échéance;Montant TTC
F1;Alpha;150126;40226;100
F2;Alpha;160126;150226;100`,
      [
        ['F1', '2026-01-15', null, '100.00', null, 'Alpha'],
        ['F2', '2026-01-16', '2026-02-15', '100.00', null, 'Alpha'],
      ],
    ],
  ])('%s', async (_, text, expected) => {
    expect(await booked(text)).toEqual(expected)
  })
})
