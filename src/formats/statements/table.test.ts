import { describe, expect, test } from 'vitest'
import { readStatement } from './index.ts'
import { codes, first, only, read } from './testing.ts'

describe('tables of banks', () => {
  test.each([
    [
      'French, debit and credit columns, lines above, newest first with running balance',
      'Compte courant n° 00012345678;EUR\nSolde au 02/04/2026;1 130,00 €\n\n' +
        'Date;Date de valeur;Débit;Crédit;Libellé;Solde\n02/04/2026;02/04/2026;20,00;;FRAIS;1 130,00\n' +
        '01/04/2026;31/03/2026;;1 050,00;VIR DUPONT FA 12;1 150,00\n',
      {
        account: '00012345678',
        currency: 'EUR',
        openingBalance: { amount: '100.00', date: null },
        closingBalance: { amount: '1130.00', date: '2026-04-02' },
        balanced: true,
      },
      { amount: '-20.00', bookingDate: '2026-04-02' },
      [],
    ],
    [
      'KBC',
      "Numéro de compte;Nom de la rubrique;Nom;Devise;Numéro de l'extrait;Date;Description;Valeur;Montant;" +
        'Solde;crédit;débit;numéro de compte contrepartie;BIC contrepartie;Contrepartie;Adresse contrepartie;' +
        'communication structurée;Communication libre\n' +
        'BE68539007547034;;MA SA;EUR;1;01/04/2026;VIREMENT;01/04/2026;121,00;221,00;121,00;;BE71096123456769;' +
        'GKCC;CLIENT SPRL;RUE;***010/8068/17183***;\n',
      { account: 'BE68539007547034', currency: 'EUR', balanced: true },
      {
        amount: '121.00',
        structuredReference: '010806817183',
        counterparty: { name: 'CLIENT SPRL', iban: 'BE71096123456769' },
      },
      ['no-totals'],
    ],
    [
      'Belfius',
      'Date de comptabilisation à partir de;01/04/2026\n;\n' +
        "Compte;Date de comptabilisation;Numéro d'extrait;Numéro de transaction;Compte contrepartie;" +
        'Nom contrepartie contient;Rue et numéro;Code postal et localité;Transaction;Date valeur;Montant;' +
        'Devise;BIC;Code pays;Communications\n' +
        'BE68 5390 0754 7034;01/04/2026;4;17;BE71 0961 2345 6769;CLIENT SPRL;;;VIREMENT;01/04/2026;-12,50;' +
        'EUR;GKCC;BE;+++010/8068/17183+++\n',
      { account: 'BE68539007547034', currency: 'EUR' },
      {
        amount: '-12.50',
        bankReference: '17',
        structuredReference: '010806817183',
        counterparty: { name: 'CLIENT SPRL', iban: 'BE71096123456769' },
      },
      ['no-totals'],
    ],
    [
      'BNP Paribas Fortis',
      "Nº de séquence;Date d'exécution;Date valeur;Montant;Devise du compte;Numéro de compte;" +
        'Type de transaction;Contrepartie;Nom de la contrepartie;Communication;Détails;Statut;' +
        'Motif du refus\n2026-00001;13/04/2026;13/04/2026;1.250,00;EUR;BE68539007547034;Virement;' +
        'BE71096123456769;CLIENT SPRL;FACTURE 12;VIREMENT EN EUROS;Accepté;\n',
      { account: 'BE68539007547034', currency: 'EUR' },
      {
        amount: '1250.00',
        code: 'Virement',
        bankReference: '2026-00001',
        counterparty: { name: 'CLIENT SPRL', iban: 'BE71096123456769' },
        remittance: 'FACTURE 12 VIREMENT EN EUROS',
      },
      ['no-totals'],
    ],
    [
      'ING Belgium',
      'Numéro de compte;Nom du compte;Compte partie adverse;Numéro de mouvement;Date comptable;Date valeur;' +
        'Montant;Devise;Libellés;Détails du mouvement;Message\n' +
        'BE68539007547034;MA SA;BE71096123456769;5;13/04/2026;13/04/2026;50,00;EUR;Virement européen;' +
        'De: CLIENT;FACTURE 9\n',
      { account: 'BE68539007547034' },
      {
        amount: '50.00',
        counterparty: { iban: 'BE71096123456769' },
        remittance: 'Virement européen De: CLIENT FACTURE 9',
      },
      ['no-totals'],
    ],
    [
      'ING Netherlands, debit or credit mark',
      '"Datum","Naam / Omschrijving","Rekening","Tegenrekening","Code","Af Bij","Bedrag (EUR)",' +
        '"Mutatiesoort","Mededelingen"\n' +
        '"20260413","Klant BV","NL91ABNA0417164300","BE71096123456769","GT","Af","1234,50","Online",' +
        '"Factuur 3"\n',
      { account: 'NL91ABNA0417164300', currency: 'EUR' },
      { amount: '-1234.50', bookingDate: '2026-04-13', counterparty: { name: 'Klant BV', iban: 'BE71096123456769' } },
      ['no-totals'],
    ],
    [
      'German savings bank',
      '"Auftragskonto";"Buchungstag";"Valutadatum";"Buchungstext";"Verwendungszweck";' +
        '"Beguenstigter/Zahlungspflichtiger";"Kontonummer/IBAN";"BIC (SWIFT-Code)";"Betrag";"Waehrung";' +
        '"Info"\n"DE89370400440532013000";"13.04.26";"13.04.26";"GUTSCHRIFT";"RE 2026-7";"Kunde GmbH";' +
        '"BE71096123456769";"GKCC";"2.000,10";"EUR";"Umsatz gebucht"\n',
      { account: 'DE89370400440532013000', currency: 'EUR' },
      {
        amount: '2000.10',
        bookingDate: '2026-04-13',
        counterparty: { name: 'Kunde GmbH', iban: 'BE71096123456769' },
        remittance: 'GUTSCHRIFT RE 2026-7',
      },
      ['no-totals'],
    ],
  ])('%s', (_, text, document, entry, warnings) => {
    const outcome = read(text, 'export.csv')
    expect(only(outcome)).toMatchObject(document)
    expect(first(outcome)).toMatchObject(entry)
    expect(codes(outcome)).toEqual(warnings)
  })

  test('a description runs over several lines, totals are no entries, and what is left out is said', () => {
    const outcome = read(
      'Date;Libellé;Montant\n01/04/2026;VIR DUPONT;12,00\n;FACTURE 77;\nTotal;;12,00\n;;99,00\n',
      'a.csv',
    )
    expect(only(outcome).entries).toMatchObject([{ amount: '12.00', remittance: 'VIR DUPONT FACTURE 77' }])
    expect(codes(outcome)).toEqual(['row-left-out', 'no-currency', 'no-totals'])
  })

  test.each([
    [
      'a running balance that breaks is said',
      'Date;Libellé;Montant;Solde\n01/04/2026;A;10,00;110,00\n02/04/2026;B;5,00;120,00\n',
      'balance-gap',
    ],
    [
      'ambiguous dates are said',
      'Date,Description,Amount\n01/02/2026,A,10.00\n01/02/2026,B,5.00\n',
      'date-order-guessed',
    ],
  ])('%s', (_, text, code) => {
    expect(codes(read(text, 'a.csv'))).toContain(code)
  })

  test.each([
    ['record-not-closed', 'Date;Libellé;Montant;Solde\n01/04/2026;A;10,00;110,00\n02/04/2026;B\n'],
    ['impossible-date', 'Date;Libellé;Montant\n31/02/2026;A;10,00\n'],
    ['impossible-amount', 'Date;Libellé;Montant\n01/02/2026;A;dix euros\n'],
  ])('%s is refused', (code, text) => {
    expect(read(text, 'a.csv')).toMatchObject({ kind: 'refused', error: { code } })
  })

  test.each([
    ['invoices', 'Numéro facture;Date;Date échéance;Client;Montant\nF1;01/04/2026;01/05/2026;Dupont;10,00\n'],
    [
      'an accounting journal',
      'JournalCode|EcritureDate|CompteNum|EcritureLib|Debit|Credit\nVE|20260401|411|Vente|10,00|0,00\n',
    ],
    ['anything', 'a;b;c\n1;2;3\n'],
  ])('%s are no bank table', (_, text) => {
    expect(readStatement(new TextEncoder().encode(text), 'a.csv')).toBeNull()
  })

  test('a side in words decides over amounts without sign, and what was not carried out is left out', () => {
    const outcome = read(
      'Status;Operation date (local);Counterparty name;Type;Total amount (incl. VAT);Currency;Reference\n' +
        'settled;21-11-2026 10:00:00;DUPONT SA;Credit;100,00;EUR;F-1\n' +
        'settled;20-11-2026 10:00:00;EDF;Debit;50,00;EUR;x\n' +
        'Declined;20-11-2026 11:00:00;EDF;Debit;70,00;EUR;x\n',
    )
    expect(only(outcome).entries.map(entry => entry.amount)).toEqual(['100.00', '-50.00'])
    expect(codes(outcome)).toEqual(['row-left-out', 'no-totals'])
  })
})
