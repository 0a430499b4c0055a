import type { Texts } from './shape.ts'

const QUESTIONS = `Si un point s'oppose au paiement (litige, pièce manquante, commande non reçue), dites-le-nous dès
maintenant : nous le traiterons aussitôt.`

const STILL_UNPAID = `{{if reminders}}Malgré {{reminders}}, {{plural overdue.count|la facture suivante reste
impayée|les factures suivantes restent impayées}}{{else}}{{plural overdue.count|La facture suivante reste impayée|Les
factures suivantes restent impayées}}{{end}}`

export const fr: Texts = {
  labels: {
    columns: {
      number: 'Facture',
      issueOn: 'Date',
      dueOn: 'Échéance',
      late: 'Retard',
      total: 'Montant',
      open: 'Reste dû',
    },
    days: ['jour', 'jours'],
    groups: { overdue: 'Factures échues', upcoming: 'Factures à échoir', credits: 'Avoirs à déduire' },
    sums: {
      overdue: 'Total échu',
      upcoming: 'Total à échoir',
      credits: 'Avoirs à déduire',
      interest: 'Pénalités de retard',
      fees: 'Indemnité forfaitaire de recouvrement',
      payable: 'Total à régler',
    },
    charges: {
      interest: 'Pour information, pénalités de retard à ce jour',
      fees: 'Pour information, indemnité forfaitaire de recouvrement',
      how: `Pénalités de retard au {date} : montant TTC restant dû × taux annuel ({rates}) × jours de retard / 365, du
lendemain de l'échéance à ce jour inclus.`,
      rates: 'de {first} à {last} selon le semestre',
      next: ', puis ',
      howFees: 'Indemnité forfaitaire : 40 € par facture en retard.',
      shown: 'Ces sommes ne sont pas comprises dans le total à régler.',
      claimed: 'Ces sommes sont comprises dans le total à régler.',
      note: 'Ces sommes, comprises dans le total à régler, font l’objet de la note de débit {number}.',
    },
    statement: 'Relevé de compte au {date}',
    annex: 'Le détail des {count} lignes figure au relevé joint, à partir de la page {page}.',
    payment: {
      title: 'Pour régler',
      amount: 'Montant',
      beneficiary: 'Bénéficiaire',
      iban: 'IBAN',
      bic: 'BIC',
      reference: 'Référence',
      structured: 'Communication structurée',
      scan: 'À scanner avec l’application de votre banque',
      qr: 'Code QR du virement : {amount} à {name}, IBAN {iban}',
    },
    ignore: `Si votre paiement est déjà parti, merci de ne pas tenir compte de ce message.`,
    question: 'Une question ? Nous vous répondons {ways}.',
    by: { phone: 'au {phone}', email: 'à l’adresse {email}', or: 'ou' },
    greeting: { named: 'Bonjour {name},', plain: 'Bonjour,', formal: 'Madame, Monsieur,' },
    closing: {
      soft: 'Bien cordialement,',
      formal: "Nous vous prions d'agréer, Madame, Monsieur, l'expression de nos salutations distinguées.",
    },
    dateLine: '{city}, le {date}',
    registered: 'Lettre recommandée avec avis de réception',
    account: 'Votre compte client : {ref}',
    page: 'Page {page} sur {pages}',
    attached: [
      'La facture concernée est jointe à ce message.',
      'Les {count} factures concernées sont jointes à ce message.',
    ],
    attachedSome: ['Une facture est jointe à ce message.', '{count} factures sont jointes à ce message.'],
    enclosed: ['P. J. : copie de la facture', 'P. J. : copie de {count} factures'],
    reminder: '{channel} du {date}',
    channels: {
      email: 'notre courriel',
      letter: 'notre lettre',
      'registered-letter': 'notre lettre recommandée',
      call: 'notre appel téléphonique',
    },
    and: 'et',
    law: {
      'fr-business': `Conformément à l'article L. 441-10 du code de commerce, les pénalités de retard sont exigibles
sans qu'un rappel soit nécessaire, et une indemnité forfaitaire de 40 € pour frais de recouvrement est due pour
chaque facture payée en retard (article D. 441-5).`,
      'fr-public': `Conformément aux articles L. 2192-10 et suivants du code de la commande publique, le retard de
paiement fait courir de plein droit des intérêts moratoires, au taux de la Banque centrale européenne majoré de huit
points (article R. 2192-31), et ouvre droit à une indemnité forfaitaire de 40 € pour frais de recouvrement.`,
      'be-business': `Conformément à la loi du 2 août 2002 concernant la lutte contre le retard de paiement dans les
transactions commerciales, les intérêts de retard courent de plein droit et sans mise en demeure dès le lendemain de
l'échéance, et une indemnité forfaitaire de 40 € est due pour frais de recouvrement.`,
      'fr-private': `À compter de la présente mise en demeure, les sommes dues portent intérêt au taux légal
(articles 1231-6 et 1344-1 du code civil).`,
      'be-private': '',
      none: '',
    },
    identity: { siren: 'SIREN {id}', enterprise: 'BCE {id}', vat: 'TVA {id}', phone: 'Tél. {id}', email: '{id}' },
  },
  templates: {
    'large-preventive': {
      subject: 'Relevé de votre compte au {{today}}',
      body: `Voici le relevé de votre compte au {{today}}. {{if upcoming}}{{upcoming.count}}
{{plural upcoming.count|facture arrive|factures arrivent}} bientôt à échéance, pour un total de
{{upcoming.total}}.{{end}}

{{table}}

Pourriez-vous nous confirmer que tout est bien enregistré et bon à payer à l'échéance ? ${QUESTIONS}

{{payment}}`,
    },
    'large-reminder': {
      subject: '{{overdue.count}} {{plural overdue.count|facture échue|factures échues}}, {{overdue.total}}',
      body: `Notre compte fait apparaître {{overdue.count}} {{plural overdue.count|facture échue et non
réglée|factures échues et non réglées}}, pour un total de {{overdue.total}}. La plus ancienne est échue depuis
{{oldest.days}} {{plural oldest.days|jour|jours}}.

{{table}}

Merci de nous indiquer la date de votre règlement. ${QUESTIONS}

{{payment}}`,
    },
    'large-formal': {
      subject: 'Mise en demeure de payer {{payable.total}}',
      body: `{{if reminders}}Malgré {{reminders}}, nous{{else}}Nous{{end}} constatons que
{{plural overdue.count|la facture suivante reste impayée|les factures suivantes restent impayées}} à ce jour.

{{table}}

Par la présente, nous vous mettons en demeure de nous régler la somme de {{payable.total}} au plus tard le {{payBy}}.

{{law}}

Sans règlement à cette date, ou sans explication écrite de votre part, nous confierons le recouvrement de cette
créance à notre service juridique sans autre avis.

{{payment}}`,
    },
    'firm-preventive': {
      subject: 'Votre échéance du {{upcoming.dueOn}}',
      body: `Un rappel avant l'échéance : {{upcoming.count}} {{plural upcoming.count|facture arrive|factures
arrivent}} à échéance {{plural upcoming.count|le|à partir du}} {{upcoming.dueOn}}, pour un total de {{upcoming.total}}.

{{table}}

${QUESTIONS}

{{payment}}`,
    },
    'firm-courtesy': {
      subject: '{{plural overdue.count|Facture échue|Factures échues}} : {{overdue.total}}',
      body: `Sauf erreur de notre part, nous n'avons pas reçu le règlement de
{{plural overdue.count|la facture suivante|des factures suivantes}}, soit {{overdue.total}}.

{{table}}

Il s'agit sans doute d'un oubli : merci de procéder au virement, ou de nous dire à quelle date il partira.
${QUESTIONS}

{{payment}}`,
    },
    'firm-charges': {
      subject: 'Relance : {{overdue.total}} échus depuis {{oldest.days}} {{plural oldest.days|jour|jours}}',
      body: `${STILL_UNPAID}, pour un total de {{overdue.total}}.

{{table}}

Nous vous demandons de régler {{payable.total}} au plus tard le {{payBy}}.

{{if business}}{{law}}{{end}}

${QUESTIONS}

{{payment}}`,
    },
    'firm-formal': {
      subject: 'Mise en demeure de payer {{payable.total}}',
      body: `${STILL_UNPAID} à ce jour.

{{table}}

Par la présente, nous vous mettons en demeure de nous régler la somme de {{payable.total}} au plus tard le {{payBy}}.

{{law}}

Sans règlement à cette date, nous engagerons sans autre avis une procédure judiciaire de recouvrement.

{{payment}}`,
    },
    'person-preventive': {
      subject: 'Votre facture à régler le {{upcoming.dueOn}}',
      body: `{{plural upcoming.count|Votre facture arrive|Vos factures arrivent}} bientôt à échéance :
{{upcoming.total}}, {{plural upcoming.count|le|à partir du}} {{upcoming.dueOn}}.

{{table}}

{{payment}}`,
    },
    'person-courtesy': {
      subject: '{{plural overdue.count|Votre facture est échue|Vos factures sont échues}} : {{payable.total}}',
      body: `Sauf erreur de notre part, {{plural overdue.count|la facture suivante n'est pas réglée|les factures
suivantes ne sont pas réglées}} : {{payable.total}}. Il s'agit sans doute d'un oubli.

{{table}}

Si vous rencontrez une difficulté, contactez-nous : nous chercherons une solution avec vous.

{{payment}}`,
    },
    'person-letter': {
      subject: 'Rappel : {{payable.total}} à régler',
      body: `{{if reminders}}Malgré {{reminders}}, {{plural overdue.count|la facture suivante n'est pas réglée|les
factures suivantes ne sont pas réglées}}{{else}}{{plural overdue.count|La facture suivante n'est pas réglée|Les
factures suivantes ne sont pas réglées}}{{end}} à ce jour, pour un total de {{payable.total}}.

{{table}}

Nous vous demandons de régler cette somme au plus tard le {{payBy}}. Aucun frais ne vous est demandé. Si vous ne
pouvez pas payer en une fois, contactez-nous : un échéancier est possible.

{{payment}}`,
    },
    'person-formal': {
      subject: 'Mise en demeure de payer {{payable.total}}',
      body: `${STILL_UNPAID} à ce jour.

{{table}}

Par la présente, nous vous mettons en demeure de nous régler la somme de {{payable.total}} au plus tard le {{payBy}}.

{{law}}

Aucun frais de recouvrement ne vous est demandé. Sans règlement ni réponse de votre part à cette date, nous pourrons
saisir le tribunal compétent. Un échéancier reste possible : contactez-nous avant cette date.

{{payment}}`,
    },
    'be-person-first': {
      subject: 'Premier rappel gratuit : {{payable.total}}',
      body: `Sauf erreur de notre part, {{plural overdue.count|la facture suivante reste impayée|les factures
suivantes restent impayées}} à ce jour. Le montant dû en principal est de {{payable.total}}.

{{table}}

Ce premier rappel est gratuit : aucun frais, aucun intérêt et aucune indemnité ne vous est réclamé.

Nous vous invitons à payer ce montant dans un délai de 14 jours calendrier, qui prend cours {{if email}}le jour qui
suit l'envoi de ce courriel{{else}}le troisième jour ouvrable qui suit l'envoi de cette lettre{{end}}.

{{if compensation}}Passé ce délai, l'indemnité prévue par notre contrat, soit {{compensation}}, pourra vous être
réclamée dans les limites du livre XIX du Code de droit économique.{{end}}

En cas de contestation ou de difficulté de paiement, contactez-nous : un plan de paiement peut être convenu.

{{payment}}`,
    },
    'be-person-formal': {
      subject: 'Mise en demeure : {{payable.total}}',
      body: `${STILL_UNPAID} à ce jour.

{{table}}

Nous vous mettons en demeure de payer {{payable.total}} au plus tard le {{payBy}}. Sans paiement ni réaction de votre
part à cette date, nous pourrons porter l'affaire devant le juge de paix.

Si vous contestez cette somme ou ne pouvez pas la payer en une fois, contactez-nous avant cette date : un plan de
paiement peut être convenu.

{{payment}}`,
    },
    'public-reminder': {
      subject: '{{overdue.count}} {{plural overdue.count|facture|factures}} en attente de paiement, {{overdue.total}}',
      body: `Le délai de paiement {{plural overdue.count|de la facture suivante|des factures suivantes}} est dépassé,
pour un total de {{overdue.total}}.

{{table}}

Merci de nous indiquer où en est le dossier et à quelle date la mise en paiement est prévue. Si une pièce ou un numéro
d'engagement manque, dites-le-nous : nous vous l'adresserons aussitôt.

{{payment}}`,
    },
    'public-interest': {
      subject: 'Retard de paiement : {{overdue.total}}',
      body: `${STILL_UNPAID}, pour un total de {{overdue.total}}.

{{table}}

{{if business}}{{law}}{{end}}

Nous vous remercions de faire procéder à la mise en paiement et de nous en indiquer la date.

{{payment}}`,
    },
  },
}
