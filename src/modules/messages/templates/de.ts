import type { Texts } from './shape.ts'

const QUESTIONS = `Falls der Zahlung etwas entgegensteht (eine Reklamation, ein fehlendes Dokument oder eine fehlende
Bestellnummer), sagen Sie es uns bitte gleich: Wir kümmern uns sofort darum.`

const STILL_UNPAID = `{{if reminders}}Trotz {{reminders}} {{plural overdue.count|ist die folgende Rechnung|sind die
folgenden Rechnungen}} noch nicht bezahlt{{else}}{{plural overdue.count|Die folgende Rechnung ist|Die folgenden
Rechnungen sind}} noch nicht bezahlt{{end}}`

export const de: Texts = {
  labels: {
    columns: {
      number: 'Rechnung',
      issueOn: 'Datum',
      dueOn: 'Fällig am',
      late: 'Verzug',
      total: 'Betrag',
      open: 'Offen',
    },
    days: ['Tag', 'Tage'],
    groups: { overdue: 'Überfällige Rechnungen', upcoming: 'Noch nicht fällig', credits: 'Abzuziehende Gutschriften' },
    sums: {
      overdue: 'Summe überfällig',
      upcoming: 'Summe noch nicht fällig',
      credits: 'Abzuziehende Gutschriften',
      interest: 'Verzugszinsen',
      fees: 'Pauschale für Beitreibungskosten',
      payable: 'Zu zahlender Betrag',
    },
    charges: {
      interest: 'Zur Information, Verzugszinsen bis heute',
      fees: 'Zur Information, Pauschale für Beitreibungskosten',
      how: `Verzugszinsen am {date}: offener Betrag inkl. MwSt. × Jahreszins ({rates}) × Verzugstage / 365, vom Tag nach
der Fälligkeit bis heute einschließlich.`,
      rates: 'von {first} bis {last} je nach Halbjahr',
      next: ', dann ',
      howFees: 'Pauschale: 40 € je verspätete Rechnung.',
      shown: 'Diese Beträge sind im zu zahlenden Gesamtbetrag nicht enthalten.',
      claimed: 'Diese Beträge sind im zu zahlenden Gesamtbetrag enthalten.',
      note: 'Diese Beträge, im zu zahlenden Gesamtbetrag enthalten, stehen auf der Belastungsanzeige {number}.',
    },
    statement: 'Kontoauszug zum {date}',
    annex: 'Die {count} Posten stehen im beigefügten Auszug ab Seite {page}.',
    payment: {
      title: 'So zahlen Sie',
      amount: 'Betrag',
      beneficiary: 'Empfänger',
      iban: 'IBAN',
      bic: 'BIC',
      reference: 'Verwendungszweck',
      structured: 'Strukturierte Mitteilung',
      scan: 'Mit Ihrer Banking-App scannen',
      qr: 'QR-Code der Überweisung: {amount} an {name}, IBAN {iban}',
    },
    ignore: 'Falls Sie bereits gezahlt haben, betrachten Sie diese Nachricht bitte als gegenstandslos.',
    question: 'Haben Sie Fragen? Sie erreichen uns {ways}.',
    by: { phone: 'unter {phone}', email: 'per E-Mail an {email}', or: 'oder' },
    greeting: { named: 'Guten Tag {name},', plain: 'Guten Tag,', formal: 'Sehr geehrte Damen und Herren,' },
    closing: { soft: 'Mit freundlichen Grüßen', formal: 'Mit freundlichen Grüßen' },
    dateLine: '{city}, den {date}',
    registered: 'Einschreiben mit Rückschein',
    account: 'Ihre Kundennummer: {ref}',
    page: 'Seite {page} von {pages}',
    attached: ['Die Rechnung liegt dieser Nachricht bei.', 'Die {count} Rechnungen liegen dieser Nachricht bei.'],
    attachedSome: ['Eine Rechnung liegt dieser Nachricht bei.', '{count} Rechnungen liegen dieser Nachricht bei.'],
    enclosed: ['Anlage: Kopie der Rechnung', 'Anlagen: Kopien von {count} Rechnungen'],
    reminder: '{channel} vom {date}',
    channels: {
      email: 'unserer E-Mail',
      letter: 'unseres Briefes',
      'registered-letter': 'unseres Einschreibens',
      call: 'unseres Telefonats',
    },
    and: 'und',
    law: {
      'fr-business': `Nach Artikel L. 441-10 des französischen Handelsgesetzbuchs sind bei Zahlungsverzug ohne Mahnung
Verzugszinsen fällig; für jede verspätet bezahlte Rechnung wird außerdem eine Pauschale von 40 € für
Beitreibungskosten geschuldet (Artikel D. 441-5).`,
      'fr-public': `Nach den Artikeln L. 2192-10 ff. des französischen Gesetzbuchs über das öffentliche Auftragswesen
entstehen bei Zahlungsverzug von Rechts wegen Verzugszinsen zum Satz der Europäischen Zentralbank zuzüglich acht
Punkten (Artikel R. 2192-31) sowie eine Pauschale von 40 € für Beitreibungskosten.`,
      'be-business': `Nach dem belgischen Gesetz vom 2. August 2002 zur Bekämpfung des Zahlungsverzugs im
Geschäftsverkehr laufen ab dem Tag nach der Fälligkeit von Rechts wegen und ohne Mahnung Zinsen; außerdem wird eine
Pauschale von 40 € für Beitreibungskosten geschuldet.`,
      'fr-private': `Ab dieser förmlichen Mahnung werden die geschuldeten Beträge zum französischen gesetzlichen
Zinssatz verzinst (Artikel 1231-6 und 1344-1 des Code civil).`,
      'be-private': '',
      none: '',
    },
    identity: {
      siren: 'SIREN {id}',
      enterprise: 'Unternehmensnr. {id}',
      vat: 'USt-IdNr. {id}',
      phone: 'Tel. {id}',
      email: '{id}',
    },
  },
  templates: {
    'large-preventive': {
      subject: 'Ihr Kontoauszug zum {{today}}',
      body: `Hier ist Ihr Kontoauszug zum {{today}}. {{if upcoming}}{{upcoming.count}}
{{plural upcoming.count|Rechnung wird|Rechnungen werden}} demnächst fällig, insgesamt {{upcoming.total}}.{{end}}

{{table}}

Können Sie uns bestätigen, dass alles erfasst und zur Zahlung bei Fälligkeit freigegeben ist? ${QUESTIONS}

{{payment}}`,
    },
    'large-reminder': {
      subject: '{{overdue.count}} überfällige {{plural overdue.count|Rechnung|Rechnungen}}, {{overdue.total}}',
      body: `Auf Ihrem Konto {{plural overdue.count|steht|stehen}} {{overdue.count}} überfällige
{{plural overdue.count|Rechnung|Rechnungen}} offen, insgesamt {{overdue.total}}. Die älteste ist seit {{oldest.days}}
{{plural oldest.days|Tag|Tagen}} fällig.

{{table}}

Bitte teilen Sie uns das Datum Ihrer Zahlung mit. ${QUESTIONS}

{{payment}}`,
    },
    'large-formal': {
      subject: 'Letzte Mahnung: {{payable.total}}',
      body: `${STILL_UNPAID}.

{{table}}

Hiermit setzen wir Sie in Verzug und fordern Sie auf, den Betrag von {{payable.total}} bis spätestens {{payBy}} zu
zahlen.

{{law}}

Ohne Zahlung bis zu diesem Tag oder eine schriftliche Erklärung Ihrerseits übergeben wir die Forderung ohne weitere
Ankündigung unserer Rechtsabteilung.

{{payment}}`,
    },
    'firm-preventive': {
      subject: 'Ihre Fälligkeit am {{upcoming.dueOn}}',
      body: `Eine Erinnerung vor der Fälligkeit: {{plural upcoming.count|Am|Ab dem}} {{upcoming.dueOn}} {{plural upcoming.count|wird|werden}}
{{upcoming.count}} {{plural upcoming.count|Rechnung|Rechnungen}} fällig, insgesamt {{upcoming.total}}.

{{table}}

${QUESTIONS}

{{payment}}`,
    },
    'firm-courtesy': {
      subject: 'Überfällige {{plural overdue.count|Rechnung|Rechnungen}}: {{overdue.total}}',
      body: `Falls wir uns nicht irren, haben wir die Zahlung {{plural overdue.count|der folgenden Rechnung|der
folgenden Rechnungen}} noch nicht erhalten, insgesamt {{overdue.total}}.

{{table}}

Sicher handelt es sich um ein Versehen: Bitte veranlassen Sie die Überweisung oder nennen Sie uns den Tag der
Zahlung. ${QUESTIONS}

{{payment}}`,
    },
    'firm-charges': {
      subject: 'Mahnung: {{overdue.total}}, seit {{oldest.days}} {{plural oldest.days|Tag|Tagen}} fällig',
      body: `${STILL_UNPAID}, insgesamt {{overdue.total}}.

{{table}}

Wir bitten Sie, {{payable.total}} bis spätestens {{payBy}} zu zahlen.

{{if business}}{{law}}{{end}}

${QUESTIONS}

{{payment}}`,
    },
    'firm-formal': {
      subject: 'Letzte Mahnung: {{payable.total}}',
      body: `${STILL_UNPAID}.

{{table}}

Hiermit setzen wir Sie in Verzug und fordern Sie auf, den Betrag von {{payable.total}} bis spätestens {{payBy}} zu
zahlen.

{{law}}

Ohne Zahlung bis zu diesem Tag leiten wir ohne weitere Ankündigung ein gerichtliches Verfahren ein.

{{payment}}`,
    },
    'person-preventive': {
      subject: 'Ihre Rechnung, fällig am {{upcoming.dueOn}}',
      body: `{{plural upcoming.count|Ihre Rechnung wird|Ihre Rechnungen werden}} demnächst fällig:
{{upcoming.total}}, {{plural upcoming.count|am|ab dem}} {{upcoming.dueOn}}.

{{table}}

{{payment}}`,
    },
    'person-courtesy': {
      subject: '{{plural overdue.count|Ihre Rechnung ist|Ihre Rechnungen sind}} überfällig: {{payable.total}}',
      body: `Falls wir uns nicht irren, {{plural overdue.count|ist die folgende Rechnung|sind die folgenden
Rechnungen}} noch nicht bezahlt: {{payable.total}}. Sicher handelt es sich um ein Versehen.

{{table}}

Falls Sie Schwierigkeiten haben, melden Sie sich bitte: Wir suchen mit Ihnen eine Lösung.

{{payment}}`,
    },
    'person-letter': {
      subject: 'Zahlungserinnerung: {{payable.total}}',
      body: `${STILL_UNPAID}, insgesamt {{payable.total}}.

{{table}}

Bitte zahlen Sie diesen Betrag bis spätestens {{payBy}}. Es werden Ihnen keine Kosten berechnet. Können Sie nicht auf
einmal zahlen, melden Sie sich bitte: Ratenzahlung ist möglich.

{{payment}}`,
    },
    'person-formal': {
      subject: 'Letzte Mahnung: {{payable.total}}',
      body: `${STILL_UNPAID}.

{{table}}

Hiermit setzen wir Sie in Verzug und fordern Sie auf, den Betrag von {{payable.total}} bis spätestens {{payBy}} zu
zahlen.

{{law}}

Es werden Ihnen keine Beitreibungskosten berechnet. Ohne Zahlung oder Antwort bis zu diesem Tag können wir das
zuständige Gericht anrufen. Ratenzahlung bleibt möglich: Melden Sie sich vor diesem Tag.

{{payment}}`,
    },
    'be-person-first': {
      subject: 'Erste kostenlose Mahnung: {{payable.total}}',
      body: `Falls wir uns nicht irren, {{plural overdue.count|ist die folgende Rechnung|sind die folgenden
Rechnungen}} noch nicht bezahlt. Der geschuldete Hauptbetrag ist {{payable.total}}.

{{table}}

Diese erste Mahnung ist kostenlos: Es werden keine Kosten, keine Zinsen und keine Entschädigung von Ihnen verlangt.

Bitte zahlen Sie diesen Betrag innerhalb von 14 Kalendertagen, gerechnet ab {{if email}}dem Tag nach dem Versand
dieser E-Mail{{else}}dem dritten Werktag nach dem Versand dieses Briefes{{end}}.

{{if compensation}}Nach dieser Frist kann die vertraglich vorgesehene Entschädigung von {{compensation}} in den
Grenzen von Buch XIX des belgischen Wirtschaftsgesetzbuchs verlangt werden.{{end}}

Bestreiten Sie den Betrag oder fällt Ihnen die Zahlung schwer, melden Sie sich bitte: Ratenzahlung kann vereinbart
werden.

{{payment}}`,
    },
    'be-person-formal': {
      subject: 'Inverzugsetzung: {{payable.total}}',
      body: `${STILL_UNPAID}.

{{table}}

Wir setzen Sie in Verzug und fordern Sie auf, {{payable.total}} bis spätestens {{payBy}} zu zahlen. Ohne Zahlung oder
Reaktion bis zu diesem Tag können wir die Sache vor den Friedensrichter bringen.

Bestreiten Sie den Betrag oder können Sie nicht auf einmal zahlen, melden Sie sich bitte vor diesem Tag: Ratenzahlung
kann vereinbart werden.

{{payment}}`,
    },
    'public-reminder': {
      subject:
        '{{overdue.count}} {{plural overdue.count|Rechnung wartet|Rechnungen warten}} auf Zahlung, {{overdue.total}}',
      body: `Die Zahlungsfrist {{plural overdue.count|der folgenden Rechnung|der folgenden Rechnungen}} ist
abgelaufen, insgesamt {{overdue.total}}.

{{table}}

Bitte teilen Sie uns den Stand des Vorgangs und das vorgesehene Zahlungsdatum mit. Fehlt ein Dokument oder eine
Bestellnummer, senden wir es Ihnen sofort.

{{payment}}`,
    },
    'public-interest': {
      subject: 'Zahlungsverzug: {{overdue.total}}',
      body: `${STILL_UNPAID}, insgesamt {{overdue.total}}.

{{table}}

{{if business}}{{law}}{{end}}

Bitte veranlassen Sie die Zahlung und teilen Sie uns das Datum mit.

{{payment}}`,
    },
  },
}
