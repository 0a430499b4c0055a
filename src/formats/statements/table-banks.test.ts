import { describe, expect, test } from 'vitest'
import { readAny } from '../read.ts'
import { codes, first, only } from './testing.ts'

const FR = 'FR7630006000011234567890189'
const BE = 'BE71096123456769'
const read = (text: string): ReturnType<typeof readAny> => readAny(new TextEncoder().encode(text), 'export.csv')

// Through the door that tells bank tables from lists of invoices.
describe('exports of neobanks and of banks that name columns their own way', () => {
  test.each([
    [
      'Qonto, English',
      'Status;Operation date (UTC);Operation date (local);Settlement date (UTC);Total amount (incl. VAT);Currency;' +
        'Amount (excl. VAT);VAT;Counterparty name;IBAN/BBAN (counterparty);Reference;IBAN\n' +
        `Executed;01-04-2026 08:12:00;01-04-2026 10:12:00;01-04-2026 08:12:00;1250,50;EUR;;;DUPONT SARL;${BE};` +
        `FACTURE FA2026-0101;${FR}\n`,
    ],
    [
      'Qonto, French',
      "Statut;Date de l'opération (UTC);Date de l'opération (local);Montant total (TTC);Devise;Montant total (HT);" +
        'Montant TVA;Nom de la contrepartie;IBAN (contrepartie);Référence;IBAN du compte\n' +
        `Exécuté;01-04-2026 08:12:00;01-04-2026 10:12:00;1250,50;EUR;;;DUPONT SARL;${BE};FACTURE FA2026-0101;${FR}\n`,
    ],
    [
      'Revolut Business, the amount with its fee',
      'Date started (UTC),Date completed (UTC),ID,Type,State,Description,Reference,Payer name,Amount,Total amount,' +
        'Payment currency,Balance,Beneficiary IBAN\n' +
        `2026-03-31,2026-04-01,66a1,TOPUP,COMPLETED,Payment,FA2026-0101,DUPONT SARL,1255.50,1250.50,EUR,3250.50,${BE}\n`,
    ],
    [
      'Wise',
      'TransferWise ID,Date,Amount,Currency,Description,Payment Reference,Running Balance,Payer Name,' +
        'Partner IBAN\n' +
        `TRANSFER-1,01-04-2026,1250.50,EUR,Received money,FA2026-0101,3250.50,DUPONT SARL,${BE}\n`,
    ],
    [
      'N26, old: the account is the payee’s',
      '"Date","Payee","Account number","Transaction type","Payment reference","Amount (EUR)"\n' +
        `"2026-04-01","DUPONT SARL","${BE}","Income","FA2026-0101","1250.5"\n`,
    ],
    [
      'N26, new',
      '"Booking Date","Value Date","Partner Name","Partner Iban",Type,"Payment Reference","Amount (EUR)"\n' +
        `2026-04-01,2026-04-01,"DUPONT SARL",${BE},Credit Transfer,"FA2026-0101",1250.5\n`,
    ],
  ])('%s', async (_, text) => {
    const outcome = await read(text)
    expect(first(outcome)).toMatchObject({
      bookingDate: '2026-04-01',
      amount: '1250.50',
      currency: 'EUR',
      counterparty: { name: 'DUPONT SARL', iban: BE },
      remittance: expect.stringContaining('FA2026-0101'),
    })
    expect(codes(outcome)).toEqual(['no-totals'])
  })

  test('a balance below the table is no cut line, one in a single cell is read', async () => {
    const outcome = await read(
      'Numéro de compte : 04123456789;Devise : EUR\nSolde au 02/04/2026 3 250,50 €;\n' +
        "Date;Numéro d'opération;Libellé;Débit;Crédit;Détail\n02/04/26;1;VIR DUPONT;;1250,50;FACTURE 1\n" +
        '01/04/26;2;CB;-45,00;;\nSolde en début de période;;;;2045,00\n',
    )
    expect(only(outcome)).toMatchObject({
      openingBalance: { amount: '2045.00' },
      closingBalance: { amount: '3250.50' },
      balanced: true,
    })
    expect(outcome.warnings).toEqual([])
  })

  test('the reason of a return has a column of its own at Rabobank', async () => {
    const outcome = await read(
      '"IBAN/BBAN","Munt","Datum","Bedrag","Saldo na trn","Naam tegenpartij","Omschrijving-1","Reden retour"\n' +
        `"NL91ABNA0417164300","EUR","2026-04-01","-45,00","10,00","KLANT","Factuur 1","MD06"\n`,
    )
    expect(first(outcome)).toMatchObject({ amount: '-45.00', returned: 'MD06' })
  })

  test('a list of invoices with an IBAN of the customer stays one', async () => {
    const outcome = await read(
      'Numéro facture;Date facture;Date échéance;Client;Montant TTC;IBAN\n' +
        `FA1;01/04/2026;01/05/2026;DUPONT;120,00;${BE}\nFA2;02/04/2026;02/05/2026;MARTIN;12,00;${FR}\n`,
    )
    expect(outcome.kind).toBe('invoice')
  })
})
