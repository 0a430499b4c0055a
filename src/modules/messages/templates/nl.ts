import type { Texts } from './shape.ts'

const QUESTIONS = `Staat iets de betaling in de weg (een betwisting, een ontbrekend stuk of bestelnummer), laat het
ons dan nu weten: wij lossen het meteen op.`

const STILL_UNPAID = `{{if reminders}}Ondanks {{reminders}} {{plural overdue.count|is de volgende factuur|zijn de
volgende facturen}} nog niet betaald{{else}}{{plural overdue.count|De volgende factuur is|De volgende facturen zijn}}
nog niet betaald{{end}}`

export const nl: Texts = {
  labels: {
    columns: {
      number: 'Factuur',
      issueOn: 'Datum',
      dueOn: 'Vervaldag',
      late: 'Te laat',
      total: 'Bedrag',
      open: 'Openstaand',
    },
    days: ['dag', 'dagen'],
    groups: { overdue: 'Vervallen facturen', upcoming: 'Nog niet vervallen', credits: 'Af te trekken creditnota’s' },
    sums: {
      overdue: 'Totaal vervallen',
      upcoming: 'Totaal nog niet vervallen',
      credits: 'Af te trekken creditnota’s',
      interest: 'Nalatigheidsinterest',
      fees: 'Forfaitaire invorderingsvergoeding',
      payable: 'Totaal te betalen',
    },
    charges: {
      interest: 'Ter informatie, nalatigheidsinterest tot vandaag',
      fees: 'Ter informatie, forfaitaire invorderingsvergoeding',
      how: `Nalatigheidsinterest op {date}: openstaand bedrag incl. btw × jaarrente ({rates}) × dagen vertraging / 365,
vanaf de dag na de vervaldag tot en met vandaag.`,
      rates: 'van {first} tot {last} naargelang het semester',
      next: ', daarna ',
      howFees: 'Forfaitaire vergoeding: 40 € per laattijdige factuur.',
      shown: 'Deze bedragen zijn niet in het te betalen totaal begrepen.',
      claimed: 'Deze bedragen zijn in het te betalen totaal begrepen.',
      note: 'Deze bedragen, begrepen in het te betalen totaal, staan op debetnota {number}.',
    },
    statement: 'Rekeningoverzicht op {date}',
    annex: 'De {count} lijnen staan in het bijgevoegde overzicht, vanaf bladzijde {page}.',
    payment: {
      title: 'Betalen',
      amount: 'Bedrag',
      beneficiary: 'Begunstigde',
      iban: 'IBAN',
      bic: 'BIC',
      reference: 'Mededeling',
      structured: 'Gestructureerde mededeling',
      scan: 'Scan met uw bankapp',
      qr: 'QR-code van de overschrijving: {amount} aan {name}, IBAN {iban}',
    },
    ignore: 'Hebt u intussen betaald, dan mag u dit bericht als niet verzonden beschouwen.',
    question: 'Een vraag? U bereikt ons {ways}.',
    by: { phone: 'op {phone}', email: 'via {email}', or: 'of' },
    greeting: { named: 'Beste {name},', plain: 'Beste,', formal: 'Geachte mevrouw, geachte heer,' },
    closing: { soft: 'Met vriendelijke groeten,', formal: 'Hoogachtend,' },
    dateLine: '{city}, {date}',
    registered: 'Aangetekende brief met ontvangstbewijs',
    account: 'Uw klantnummer: {ref}',
    page: 'Bladzijde {page} van {pages}',
    attached: ['De factuur vindt u als bijlage.', 'De {count} facturen vindt u als bijlage.'],
    attachedSome: ['Eén factuur vindt u als bijlage.', '{count} facturen vindt u als bijlage.'],
    enclosed: ['Bijlage: kopie van de factuur', 'Bijlagen: kopie van {count} facturen'],
    reminder: '{channel} van {date}',
    channels: {
      email: 'onze e-mail',
      letter: 'onze brief',
      'registered-letter': 'onze aangetekende brief',
      call: 'ons telefoongesprek',
    },
    and: 'en',
    law: {
      'fr-business': `Overeenkomstig artikel L. 441-10 van het Franse handelswetboek is bij laattijdige betaling
zonder aanmaning nalatigheidsinterest verschuldigd, alsook een forfaitaire vergoeding van 40 € voor
invorderingskosten per laattijdig betaalde factuur (artikel D. 441-5).`,
      'fr-public': `Overeenkomstig de artikelen L. 2192-10 en volgende van de Franse code de la commande publique is
bij laattijdige betaling van rechtswege interest verschuldigd tegen de rente van de Europese Centrale Bank plus acht
punten (artikel R. 2192-31), alsook een forfaitaire vergoeding van 40 € voor invorderingskosten.`,
      'be-business': `Overeenkomstig de wet van 2 augustus 2002 betreffende de bestrijding van de
betalingsachterstand bij handelstransacties loopt van rechtswege en zonder ingebrekestelling interest vanaf de dag na
de vervaldag en is een forfaitaire vergoeding van 40 € voor invorderingskosten verschuldigd.`,
      'fr-private': `Vanaf deze ingebrekestelling brengen de verschuldigde bedragen interest op tegen de Franse
wettelijke rentevoet (artikelen 1231-6 en 1344-1 van de code civil).`,
      'be-private': '',
      none: '',
    },
    identity: { siren: 'SIREN {id}', enterprise: 'KBO {id}', vat: 'Btw {id}', phone: 'Tel. {id}', email: '{id}' },
  },
  templates: {
    'large-preventive': {
      subject: 'Uw rekeningoverzicht op {{today}}',
      body: `Hierbij vindt u uw rekeningoverzicht op {{today}}. {{if upcoming}}{{upcoming.count}}
{{plural upcoming.count|factuur vervalt|facturen vervallen}} binnenkort, voor een totaal van
{{upcoming.total}}.{{end}}

{{table}}

Kunt u ons bevestigen dat alles geboekt is en op de vervaldag betaald kan worden? ${QUESTIONS}

{{payment}}`,
    },
    'large-reminder': {
      subject: '{{overdue.count}} vervallen {{plural overdue.count|factuur|facturen}}, {{overdue.total}}',
      body: `In onze boeken {{plural overdue.count|staat|staan}} {{overdue.count}} vervallen en onbetaalde
{{plural overdue.count|factuur|facturen}} open, voor een totaal van {{overdue.total}}. De oudste is al {{oldest.days}}
{{plural oldest.days|dag|dagen}} vervallen.

{{table}}

Wilt u ons de datum van uw betaling meedelen? ${QUESTIONS}

{{payment}}`,
    },
    'large-formal': {
      subject: 'Ingebrekestelling: {{payable.total}} te betalen',
      body: `${STILL_UNPAID}.

{{table}}

Hierbij stellen wij u in gebreke om het bedrag van {{payable.total}} uiterlijk op {{payBy}} te betalen.

{{law}}

Zonder betaling tegen die datum of schriftelijke uitleg van uw kant dragen wij deze schuldvordering zonder verdere
aankondiging over aan onze juridische dienst.

{{payment}}`,
    },
    'firm-preventive': {
      subject: 'Uw vervaldag van {{upcoming.dueOn}}',
      body: `Een herinnering vóór de vervaldag: {{upcoming.count}} {{plural upcoming.count|factuur vervalt|facturen
vervallen}} {{plural upcoming.count|op|vanaf}} {{upcoming.dueOn}}, voor een totaal van {{upcoming.total}}.

{{table}}

${QUESTIONS}

{{payment}}`,
    },
    'firm-courtesy': {
      subject: 'Vervallen {{plural overdue.count|factuur|facturen}}: {{overdue.total}}',
      body: `Behoudens vergissing hebben wij de betaling van de volgende {{plural overdue.count|factuur|facturen}}
nog niet ontvangen, samen {{overdue.total}}.

{{table}}

Het gaat wellicht om een vergetelheid: gelieve de overschrijving uit te voeren of ons te laten weten wanneer ze
vertrekt. ${QUESTIONS}

{{payment}}`,
    },
    'firm-charges': {
      subject: 'Herinnering: {{overdue.total}}, {{oldest.days}} {{plural oldest.days|dag|dagen}} vervallen',
      body: `${STILL_UNPAID}, voor een totaal van {{overdue.total}}.

{{table}}

Wij vragen u {{payable.total}} te betalen, uiterlijk op {{payBy}}.

{{if business}}{{law}}{{end}}

${QUESTIONS}

{{payment}}`,
    },
    'firm-formal': {
      subject: 'Ingebrekestelling: {{payable.total}} te betalen',
      body: `${STILL_UNPAID}.

{{table}}

Hierbij stellen wij u in gebreke om het bedrag van {{payable.total}} uiterlijk op {{payBy}} te betalen.

{{law}}

Zonder betaling tegen die datum starten wij zonder verdere aankondiging een gerechtelijke invordering.

{{payment}}`,
    },
    'person-preventive': {
      subject: 'Uw factuur vervalt op {{upcoming.dueOn}}',
      body: `Uw {{plural upcoming.count|factuur vervalt|facturen vervallen}} binnenkort: {{upcoming.total}},
{{plural upcoming.count|op|vanaf}} {{upcoming.dueOn}}.

{{table}}

{{payment}}`,
    },
    'person-courtesy': {
      subject: 'Uw {{plural overdue.count|factuur is|facturen zijn}} vervallen: {{payable.total}}',
      body: `Behoudens vergissing {{plural overdue.count|is de volgende factuur|zijn de volgende facturen}} nog niet
betaald: {{payable.total}}. Het gaat wellicht om een vergetelheid.

{{table}}

Hebt u het moeilijk om te betalen, neem dan contact met ons op: wij zoeken samen een oplossing.

{{payment}}`,
    },
    'person-letter': {
      subject: 'Herinnering: {{payable.total}} te betalen',
      body: `${STILL_UNPAID}, voor een totaal van {{payable.total}}.

{{table}}

Wij vragen u dit bedrag uiterlijk op {{payBy}} te betalen. Er worden u geen kosten aangerekend. Kunt u niet in één
keer betalen, neem dan contact met ons op: een afbetalingsplan is mogelijk.

{{payment}}`,
    },
    'person-formal': {
      subject: 'Ingebrekestelling: {{payable.total}} te betalen',
      body: `${STILL_UNPAID}.

{{table}}

Hierbij stellen wij u in gebreke om het bedrag van {{payable.total}} uiterlijk op {{payBy}} te betalen.

{{law}}

Er worden u geen invorderingskosten aangerekend. Zonder betaling of antwoord van uw kant tegen die datum kunnen wij
ons tot de bevoegde rechtbank wenden. Een afbetalingsplan blijft mogelijk: neem vóór die datum contact met ons op.

{{payment}}`,
    },
    'be-person-first': {
      subject: 'Eerste kosteloze herinnering: {{payable.total}}',
      body: `Behoudens vergissing {{plural overdue.count|is de volgende factuur|zijn de volgende facturen}} nog niet
betaald. Het verschuldigde bedrag in hoofdsom is {{payable.total}}.

{{table}}

Deze eerste herinnering is kosteloos: er worden u geen kosten, geen interest en geen schadevergoeding aangerekend.

Wij verzoeken u dit bedrag te betalen binnen een termijn van 14 kalenderdagen, die ingaat op {{if email}}de dag na de
verzending van deze e-mail{{else}}de derde werkdag na de verzending van deze brief{{end}}.

{{if compensation}}Na die termijn kan de schadevergoeding uit onze overeenkomst, namelijk {{compensation}}, worden
gevorderd binnen de grenzen van boek XIX van het Wetboek van economisch recht.{{end}}

Betwist u dit bedrag of hebt u het moeilijk om te betalen, neem dan contact met ons op: een afbetalingsplan is
mogelijk.

{{payment}}`,
    },
    'be-person-formal': {
      subject: 'Ingebrekestelling: {{payable.total}}',
      body: `${STILL_UNPAID}.

{{table}}

Wij stellen u in gebreke om {{payable.total}} uiterlijk op {{payBy}} te betalen. Zonder betaling of reactie van uw
kant tegen die datum kunnen wij de zaak voor de vrederechter brengen.

Betwist u dit bedrag of kunt u het niet in één keer betalen, neem dan vóór die datum contact met ons op: een
afbetalingsplan is mogelijk.

{{payment}}`,
    },
    'public-reminder': {
      subject:
        '{{overdue.count}} {{plural overdue.count|factuur wacht|facturen wachten}} op betaling, {{overdue.total}}',
      body: `De betalingstermijn van de volgende {{plural overdue.count|factuur|facturen}} is verstreken, voor een
totaal van {{overdue.total}}.

{{table}}

Wilt u ons laten weten hoever het dossier staat en op welke datum de betaling gepland is? Ontbreekt er een stuk of
een bestelnummer, dan bezorgen wij het u meteen.

{{payment}}`,
    },
    'public-interest': {
      subject: 'Betalingsachterstand: {{overdue.total}}',
      body: `${STILL_UNPAID}, voor een totaal van {{overdue.total}}.

{{table}}

{{if business}}{{law}}{{end}}

Wij verzoeken u de betaling te laten uitvoeren en ons de datum ervan mee te delen.

{{payment}}`,
    },
  },
}
