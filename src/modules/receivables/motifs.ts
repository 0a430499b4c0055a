import type { RowError } from './model.ts'

// Why a row was not taken and what to do, for the person who will mend it in a spreadsheet.
const MOTIFS: Readonly<Record<string, string>> = {
  'number-missing': 'numéro de facture absent ; indiquez-le, sans lui la ligne ne peut être retrouvée',
  'number-twice': 'ce numéro figure déjà plus haut dans le fichier avec d’autres valeurs ; ne gardez qu’une ligne',
  'amount-missing': 'montant absent ; indiquez le montant TTC ou le reste dû',
  'amount-unreadable': 'montant illisible ; écrivez des chiffres avec une seule marque décimale, par exemple 1234,50',
  'date-unreadable': 'date illisible ou impossible ; écrivez une date qui existe, par exemple 31/03/2026',
  'issue-date-missing': 'date de facture absente ; indiquez-la',
  'due-date-missing': 'échéance absente ; indiquez-la, ou le délai de paiement du créancier dans ses réglages',
  'due-before-issue': 'échéance antérieure à la facture ; vérifiez l’ordre du jour et du mois',
  'customer-unknown': 'client inconnu ; importez d’abord le client, ou indiquez son code et son nom',
  'customer-ambiguous': 'plusieurs clients portent cet identifiant ou ce nom ; indiquez le code client',
  'customer-differs': 'cette facture est déjà connue pour un autre client ; vérifiez le code client',
  'code-missing': 'code client absent ; indiquez un code, un SIREN ou un numéro de TVA',
  'name-missing': 'nom du client absent ; indiquez-le, ce client n’est pas encore connu',
  'country-unreadable': 'pays illisible ; écrivez FR, BE ou le nom du pays',
  'email-unreadable': 'adresse électronique illisible ; écrivez une seule adresse, par exemple nom@societe.fr',
  'creditor-unknown': 'créancier inconnu ; écrivez le code ou le nom d’un de vos créanciers',
  'creditor-missing': 'créancier absent ; indiquez-le dans la ligne ou choisissez-le pour tout le fichier',
  'creditor-differs': 'cette ligne est d’un autre créancier que celui choisi pour le fichier',
  'seller-unknown':
    'le vendeur de cette facture n’est aucun de vos créanciers ; vérifiez son SIREN ou son numéro de TVA',
  'credit-note-sign': 'un avoir ne peut pas être dû par le client ; vérifiez le signe du montant',
  'amount-differs': 'une facture émise ne change pas de montant ; importez l’avoir qui la corrige',
  'currency-differs': 'une facture émise ne change pas de devise ; vérifiez la devise',
  'kind-differs': 'ce numéro est connu pour une pièce d’un autre type (facture ou avoir) ; vérifiez le numéro',
  'issue-date-differs': 'une facture émise ne change pas de date ; vérifiez la date ou le numéro',
  'open-out-of-range': 'le reste dû dépasse le montant de la pièce ; vérifiez-le',
}

/** Fields as people call them, for a file that has no column of that name. */
const FIELDS: Readonly<Record<string, string>> = {
  number: 'N° facture', gross: 'Montant TTC', payable: 'Reste dû', net: 'Montant HT', tax: 'Montant TVA',
  issueDate: 'Date de facture',
  dueDate: 'Date d’échéance', currency: 'Devise', kind: 'Type', customerCode: 'Code client',
  customerName: 'Nom du client', creditor: 'Créancier',
  country: 'Pays', email: 'E-mail', decisionEmail: 'E-mail décideur', seller: 'Vendeur',
} // prettier-ignore

/** What is wrong with one row. `column` is its header in the file, when it has one. */
export type Wrong = {
  readonly code: string
  readonly field: string | null
  readonly column: string | null
  readonly value: string | null
  /** What the reader said, for codes that have no motif of ours. */
  readonly message: string
  readonly known?: string | null
}

/** The error of a row: where, what the cell holds, why, what to do; several faults are one error, all named. */
export function errorOf(row: number, cells: readonly string[], wrongs: readonly Wrong[]): RowError {
  const [first] = wrongs
  return {
    row,
    field: first?.field ?? null,
    code: first?.code ?? 'unreadable',
    message: wrongs.map(motifOf).join(' ; '),
    cells,
  }
}

function motifOf(wrong: Wrong): string {
  const place = wrong.column ?? (wrong.field === null ? null : FIELDS[wrong.field]) ?? wrong.field
  const value = wrong.value === null || wrong.value === '' ? '' : ` « ${wrong.value.slice(0, 80)} »`
  const known = wrong.known === null || wrong.known === undefined ? '' : ` (connu : ${wrong.known})`
  const motif = `${MOTIFS[wrong.code] ?? `${wrong.code} : ${wrong.message}`}${known}`
  return place === null ? motif : `${place}${value} : ${motif}`
}
