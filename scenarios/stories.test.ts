import { afterAll, beforeAll, test } from 'vitest'
import type { Database } from '#platform/db/database.ts'
import { freshDatabase } from '#test/support.ts'
import { play } from './calendar.ts'

// How to read and write these: the head of calendar.ts.
let db: Database
beforeAll(async () => {
  db = await freshDatabase()
})
afterAll(() => db.close())

test('une petite entreprise, de la facture à la remise au contentieux', () =>
  play(
    db,
    'Petite entreprise',
    `Boulangerie Petit, société, FR, fr, courriel
    2026-01-05 ← facture F-1 à payer le 2026-02-04 : 1200,00
    2026-01-30 → courriel d-5 F-1 1200,00 : parti
      dit « Un rappel avant l'échéance : 1 facture arrive à échéance le 4 février 2026 »
      ne dit pas « pénalités »
    2026-02-05 → courriel d+1 F-1 1200,00 : parti
      dit « Il s'agit sans doute d'un oubli »
    2026-02-12 → courriel d+8 F-1 1200,00 : parti
      dit « Malgré notre courriel du 30 janvier 2026 et notre courriel du 5 février 2026 »
      dit « L. 441-10 »
      dit « 40 € »
    2026-02-19 → appel d+15 F-1 1200,00
    2026-02-26 → recommandé d+22 F-1 1200,00 : parti
      dit « nous vous mettons en demeure de nous régler la somme de 1 200,00 € au plus tard le 6 mars 2026 »
    2026-03-06 → dossier contentieux d+30 F-1 1200,00
    2026-04-15 ← fin`,
  ))

test('une commune : la plateforme d’abord, les intérêts de plein droit, le mandatement d’office', () =>
  play(
    db,
    'Organisme public',
    `Commune de Fressin, organisme public, FR, fr, courriel
    2026-01-05 ← facture F-1 à payer le 2026-02-04 : 3000,00
    2026-01-08 → vérification de la plateforme f+3 F-1 3000,00
    2026-02-05 → courriel d+1 F-1 3000,00 : parti
      dit « à quelle date la mise en paiement est prévue »
      ne dit pas « tribunal »
    2026-02-19 → lettre d+15 F-1 3000,00 : parti
      dit « L. 2192-10 »
      dit « intérêts moratoires »
    2026-03-23 → dossier contentieux d+45 F-1 3000,00
    2026-04-15 ← fin`,
  ))

test('un consommateur belge : premier rappel gratuit, quatorze jours, puis une mise en demeure validée', () =>
  play(
    db,
    'Consommateur belge',
    `Léa Vasseret, particulier, BE, fr, courriel
    2026-01-05 ← facture F-1 (12 caisses de bière blonde) à payer le 2026-02-04 : 145,67
    2026-02-05 → courriel d+1 F-1 145,67 : parti
      dit « Ce premier rappel est gratuit : aucun frais, aucun intérêt et aucune indemnité ne vous est réclamé »
      dit « 14 jours calendrier, qui prend cours le jour qui suit l'envoi de ce courriel »
      dit « 12 caisses de bière blonde »
      dit « SIREN 999999980 »
      ne dit pas « L. 441-10 »
      ne dit pas « 40 € »
    2026-03-06 → recommandé d+30 F-1 145,67 : à valider
    2026-03-09 ← validation
    2026-03-09 → recommandé d+30 F-1 145,67 : parti
      dit « un plan de paiement peut être convenu »
      dit « juge de paix »
      ne dit pas « indemnité forfaitaire »
    2026-04-15 ← fin`,
  ))

test('un client de nature inconnue est écrit comme un particulier : ni frais, ni intérêts', () =>
  play(
    db,
    'Nature inconnue',
    `Crèche Zellermann, inconnu, FR, fr, courriel
    2026-01-05 ← facture F-1 à payer le 2026-02-04 : 398,86
    2026-01-30 → courriel d-5 F-1 398,86 : parti
    2026-02-09 → courriel d+5 F-1 398,86 : parti
      ne dit pas « indemnité »
      ne dit pas « pénalités »
    2026-02-09 → type à préciser F-1 398,86
    2026-02-19 → lettre d+15 F-1 398,86 : parti
      dit « Aucun frais ne vous est demandé »
    2026-03-06 → recommandé d+30 F-1 398,86 : à valider
    2026-03-06 ← fin`,
  ))

test('un paiement arrête tout le jour même, jusqu’au courriel déjà décidé', () =>
  play(
    db,
    'Paiement',
    `Menuiserie Lambert, société, FR, fr, courriel
    2026-01-05 ← facture F-1 à payer le 2026-02-04 : 900,00
    2026-01-30 → courriel d-5 F-1 900,00 : parti
    2026-02-05 → courriel d+1 F-1 900,00 : parti
    2026-02-12 ← à midi paiement F-1 : 900,00
    2026-02-12 → courriel d+8 F-1 900,00 : retiré, paid-meanwhile
    2026-02-13 ← facture F-2 à payer le 2026-03-15 : 500,00
    2026-03-10 → courriel d-5 F-2 500,00 : parti
      ne dit pas « F-1 »
    2026-03-11 ← paiement F-2 : 500,00
    2026-05-01 ← fin`,
  ))

test('un paiement partiel : la suite ne demande que le reste', () =>
  play(
    db,
    'Paiement partiel',
    `Menuiserie Duchêne, société, FR, fr, courriel
    2026-01-05 ← facture F-1 à payer le 2026-02-04 : 900,00
    2026-01-30 → courriel d-5 F-1 900,00 : parti
    2026-02-05 → courriel d+1 F-1 900,00 : parti
    2026-02-12 ← à midi paiement F-1 : 400,00
    2026-02-12 → courriel d+8 F-1 900,00 : parti
      dit « Nous vous demandons de régler 500,00 € »
    2026-02-13 ← fin`,
  ))

test('trois jours d’arrêt : un seul message au retour, au plus haut degré atteint', () =>
  play(
    db,
    'Arrêt',
    `Garage Quennevat, société, FR, fr, courriel
    2026-01-05 ← facture F-1 à payer le 2026-02-04 : 600,00
    2026-01-06 ← facture F-2 à payer le 2026-02-11 : 300,00
    2026-01-30 → courriel d-5 F-1 600,00 : parti
    2026-02-05 → courriel d+1 F-1 600,00 : parti
    2026-02-09 → courriel d-5 F-1+F-2 900,00 : parti
      dit « Factures échues F-1 »
      dit « Factures à échoir F-2 »
    2026-02-10 ← arrêt jusqu’au 2026-02-13
    2026-02-13 → courriel d+8 F-1+F-2 900,00 : parti
      dit « les factures suivantes restent impayées, pour un total de 900,00 € »
    2026-02-13 ← fin`,
  ))

test('un client sans courriel reçoit des lettres, aux mêmes jours', () =>
  play(
    db,
    'Sans courriel',
    `Forge Bertholon, société, FR, fr, sans courriel
    2026-01-05 ← facture F-1 à payer le 2026-02-04 : 1200,00
    2026-01-30 → lettre d-5 F-1 1200,00 : parti
    2026-02-05 → lettre d+1 F-1 1200,00 : parti
      dit « 3 rue du Port »
    2026-02-06 ← fin`,
  ))

test('une facture arrivée en retard, pour une échéance déjà relancée, est relancée à son tour', () =>
  play(
    db,
    'Arrivée en retard',
    `Imprimerie Maréchaux, société, FR, fr, courriel
    2026-01-05 ← facture F-1 à payer le 2026-01-31 : 600,00
    2026-01-26 → courriel d-5 F-1 600,00 : parti
    2026-02-02 → courriel d+1 F-1 600,00 : parti
    2026-02-03 ← paiement F-1 : 600,00
    2026-02-05 ← facture F-2 à payer le 2026-01-31 : 300,00
    2026-02-05 → courriel d+1 F-2 300,00 : parti
    2026-02-06 ← fin`,
  ))
