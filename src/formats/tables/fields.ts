import { createHash } from 'node:crypto'
import { plain } from '#kernel/text.ts'

/** What a column of an invoice list, an open-item list or a customer list may hold. */
export const FIELDS = [
  'number', 'kind', 'issueDate', 'dueDate', 'currency', 'net', 'tax', 'gross', 'payable', 'paid', 'debit', 'credit',
  'side', 'lettering', 'customerCode', 'customerName', 'siren', 'siret', 'vat', 'enterpriseNumber', 'iban', 'contact',
  'email', 'phone',
  'address',
  'address2', 'postalCode', 'city', 'country', 'orderReference', 'paymentReference', 'terms', 'label', 'salesperson',
  'settlementDate', 'preceding', 'dispute', 'creditor', 'language', 'group', 'size', 'legalForm', 'creditLimit',
  'decisionContact', 'decisionEmail', 'decisionPhone',
] as const // prettier-ignore

export type Field = (typeof FIELDS)[number]

/** Fields whose cells are amounts, and those whose cells are days. */
export const AMOUNT_FIELDS: ReadonlySet<Field> = new Set(['net', 'tax', 'gross', 'payable', 'paid', 'debit', 'credit'])
export const DATE_FIELDS: ReadonlySet<Field> = new Set(['issueDate', 'dueDate', 'settlementDate'])

// Headers as French, Dutch, German and English accounting software writes them, after `plain`: Sage, EBP, Cegid,
// Quadra, Pennylane, Odoo, QuickBooks, Xero, Exact, Winbooks, DATEV and the FEC. The first list of a field is certain;
// what stands after `|` fits other columns too and yields to a better one.
const HEADERS: Readonly<Record<Field, string>> = {
  number:
    'n facture,no facture,nr facture,num facture,numero facture,numero de facture,numero de la facture,' +
    'n de facture,no de facture,facture n,facture,ref facture,' +
    'reference facture,invoice number,invoice no,invoice nr,invoice id,invoice,inv no,factuurnummer,' +
    'factuurnr,factuur nr,factuur,rechnungsnummer,rechnungsnr,rechnung nr,' +
    'rechnung,numero piece,numero de piece,n piece,n de piece,no piece,num piece,n document,no document,' +
    'numero document,numero de document,document number,document no,' +
    'doc number,doc no,belegnummer,belegnr,documentnummer,pieceref,numero document client,boekstuknummer,' +
    'boekstuknr|piece,document,numero,num,n,no,number,' +
    'nummer,nr,reference,ref,ref piece,reference piece,name,transaction no,boekstuk,stuknummer,stuknr,stuk nr',
  kind:
    'type de piece,type piece,nature piece,type document,type de document,document type,doc type,' +
    'transaction type,type facture,type de facture,invoice type,soort document,' +
    'belegart,code type|type,nature,soort,art,typ,type client,type de client,nature client,categorie,' +
    'categorie client,customer type',
  issueDate:
    'date facture,date de facture,date de la facture,date facturation,date de facturation,date d emission,' +
    'date emission,emise le,emis le,facturee le,date piece,date de piece,' +
    'date document,date du document,invoice date,issue date,issued on,date issued,doc date,document date,' +
    'bill date,factuurdatum,documentdatum,rechnungsdatum,belegdatum,piecedate,' +
    'invoice bill date|date,datum,date comptable,date ecriture,ecrituredate,transaction date,txn date,' +
    'date creation,posting date,boekdatum,buchungsdatum,emission',
  dueDate:
    'date echeance,date d echeance,date de l echeance,due in date,echeance,echeance le,date ech,ech,' +
    'date limite de paiement,date limite de reglement,date limite,a payer avant le,a payer avant,payable le,' +
    'due date,date due,due on,invoice due date,payment due date,vervaldatum,vervaldag,te betalen voor,' +
    'falligkeit,falligkeitsdatum,faelligkeit,fallig am,faellig am,zahlbar bis,' +
    'date d exigibilite,date exigibilite,net due dt,net due date,net due,echeance nette,nettofalligkeit,' +
    'netto falligkeit,nettofalligkeitsdatum|due,date prevue de paiement,date de reglement prevue,' +
    'date reglement prevue,date paiement prevue,date de paiement prevue,maturity date,maturity',
  currency:
    'devise,code devise,monnaie,currency,currency code,munt,muntcode,valuta,valutacode,wahrung,waehrung,' +
    'idevise|dev,cur,ccy,lcurr,local currency,devise interne,document currency,hauswahrung',
  net:
    'montant ht,total ht,mt ht,montant hors taxe,montant hors taxes,total hors taxe,ht,base ht,net ht,' +
    'net amount,amount excl tax,amount excl vat,untaxed amount,amount untaxed,tax excluded,' +
    'subtotal,sub total,bedrag excl btw,excl btw,maatstaf,nettobetrag,netto,hors taxes,' +
    'montant hors taxes ht|sous total,net',
  tax:
    'montant tva,total tva,mt tva,tva,tax amount,vat amount,amount tax,total tax,btw bedrag,bedrag btw,btw,' +
    'mwst,mwst betrag,ust,steuerbetrag,umsatzsteuer|tax,vat,taxes,taxe',
  gross:
    'montant ttc,total ttc,mt ttc,ttc,net ttc,montant total ttc,montant facture,montant de la facture,' +
    'total facture,gross amount,amount incl tax,amount incl vat,total incl tax,total incl vat,' +
    'invoice amount,invoice total,amount total,total amount,bedrag incl btw,incl btw,totaal incl btw,' +
    'factuurbedrag,bruttobetrag,brutto,rechnungsbetrag,gesamtbetrag,total tax included|' +
    'montant,montant total,total,amount,mnt,bedrag,totaalbedrag,totaal,betrag,summe,gross,net a payer,valeur,' +
    'montantdevise,original amount,total in currency,montant echeance,montant de l echeance,' +
    'amount in local cur,amount in local currency,amount in doc curr,amount in document currency,' +
    'montant en devise interne,montant devise interne,betrag in hauswahrung,betrag hauswahrung,' +
    'montant de la piece',
  payable:
    'reste du,reste a payer,reste a regler,reste a encaisser,restant du,restant a payer,montant restant,' +
    'montant restant du,solde du,solde restant,solde restant du,solde a payer,solde facture,montant du,' +
    'amount due,balance due,open balance,open amount,outstanding,outstanding amount,amount outstanding,' +
    'remaining,remaining amount,residual,residual amount,amount residual,openstaand,openstaand bedrag,' +
    'openstaand saldo,nog te betalen,offener betrag,offener posten,restbetrag,non regle,montant non regle,' +
    'impaye,montant impaye,encours,montant ouvert,open bedrag,openstaande bedrag,open saldo,' +
    'nog openstaand,te ontvangen|solde,saldo,balance,reste,du,restant,offen,solde ttc',
  paid:
    'montant regle,total regle,deja regle,deja paye,montant paye,montant encaisse,regle,paye,encaisse,' +
    'amount paid,paid amount,paid,betaald,reeds betaald,bezahlt,gezahlt|reglements,paiements,payments,' +
    'acompte,acomptes,' +
    'montant lettre,payment',
  side:
    'sens,sens ecriture,d c,dc,d ou c,debit credit,debit ou credit,code debit credit,debet credit,d c kenmerk,' +
    'dr cr,debit credit indicator,s h,sh,soll haben,soll haben kennzeichen,soll haben kz',
  lettering:
    'lettrage,code lettrage,code de lettrage,lettre,let,lettr,ecriturelet,lettering,afpunting,afpunt,' +
    'ausgleichskennzeichen|matching,match',
  debit: 'debit,montant debit,debit eur,debet,soll,mouvement debit,debit amount',
  credit: 'credit,montant credit,credit eur,haben,mouvement credit,credit amount',
  customerCode:
    'code client,code tiers,code du client,cust number,cust no,n client,no client,num client,' +
    'numero client,numero de client,' +
    'ref client,reference client,id client,client id,compte client,compte tiers,n compte tiers,' +
    'compte auxiliaire,code auxiliaire,compauxnum,customer id,customer code,customer no,customer number,' +
    'customer account,account number,account no,klantnummer,klantnr,klantcode,klant nr,' +
    'debiteurnummer,debiteurcode,kundennummer,kundennr,kunden nr,debitorennummer,debitornr,' +
    'debitor,nr relatie,relatienummer,relatienr,relatiecode,debiteur code,klant code,no tiers,n tiers|' +
    'auxiliaire,compte,n compte,no compte,numero compte,numero de compte,account,account code,konto,' +
    'code,matricule,client,customer,klant,kunde,debiteur,tiers,relatie,partner,cust',
  customerName:
    'client,nom client,nom du client,raison sociale,raison sociale client,nom tiers,nom du tiers,' +
    'intitule client,intitule tiers,intitule compte,libelle tiers,libelle client,libelle auxiliaire,' +
    'compauxlib,' +
    'customer,customer name,client name,company name,bill to,billed to,sold to,invoice partner display name,' +
    'partner,partner name,klant,klantnaam,naam klant,debiteur,kunde,kundenname,firma,name des kunden,' +
    'destinataire,acheteur,buyer,debiteur naam,nom du debiteur,partenaire,nom du partenaire,' +
    'nom d affichage du partenaire de la facture,nom d affichage du partenaire,partenaire de la facture,' +
    'relatie,naam relatie,relatienaam|tiers,intitule,societe,nom,denomination,' +
    'company,bedrijf,naam,entreprise,etablissement,account name,intitule du compte,name,contact name,' +
    'libelle du compte,libelle compte',
  siren: 'siren,n siren,no siren,num siren,numero siren,siren client,code siren',
  siret: 'siret,n siret,no siret,num siret,numero siret,siret client,code siret',
  vat:
    'n tva,no tva,num tva,numero tva,numero de tva,tva intra,tva intracom,tva intracommunautaire,' +
    'n tva intracommunautaire,numero tva intracommunautaire,n tva intra,identifiant tva,vat number,vat no,' +
    'vat id,' +
    'tax id,tva client,btw nummer,btwnummer,btw nr,ust idnr,ust id,ustid,ust id nr,vat reg no,n de tva',
  enterpriseNumber:
    'numero entreprise,numero d entreprise,n entreprise,no entreprise,bce,n bce,kbo,kbo nummer,' +
    'ondernemingsnummer,enterprise number,company number|registration number',
  iban: 'iban,iban client,code iban,compte iban,bank account iban',
  contact:
    'contact,nom contact,nom du contact,interlocuteur,contact person,contactpersoon,ansprechpartner,' +
    'contact comptable,contact comptabilite,contact facturation',
  email:
    'email,e mail,mail,courriel,adresse email,adresse e mail,adresse mail,email client,e mail client,' +
    'email address,mail client,email comptabilite,e mail comptabilite,mail comptabilite,email facturation,' +
    'e mail facturation',
  phone:
    'telephone,tel,tel client,telephone client,n telephone,numero de telephone,phone,phone number,telefoon,' +
    'telefon,tel fixe,telephone comptabilite,tel comptabilite|mobile,portable,gsm,telephone mobile',
  address:
    'adresse,adresse 1,adresse1,adresse client,adresse ligne 1,adresse de facturation,rue,address,address 1,' +
    'address line 1,street,billing address,straat,adres,strasse,anschrift,voie',
  address2:
    'adresse 2,adresse2,adresse ligne 2,complement d adresse,complement adresse,complement,address 2,' +
    'address line 2,street 2,adresszusatz',
  postalCode: 'code postal,cp,c p,postal code,zip,zip code,postcode,plz,postleitzahl,code postal client',
  city: 'ville,ville client,localite,commune,city,town,plaats,gemeente,woonplaats,ort,stadt',
  country: 'pays,code pays,pays client,country,country code,land,landcode',
  orderReference:
    'n commande,no commande,n de commande,num commande,numero commande,numero de commande,bon de commande,' +
    'ref commande,reference commande,commande,order number,order no,order,po number,purchase order,' +
    'bestelnummer,bestelbon,bestellnummer,votre reference,vos references|po,engagement,n engagement,' +
    'numero d engagement',
  paymentReference:
    'communication structuree,communication,vcs,ogm,payment reference,payment ref,reference de paiement,' +
    'reference paiement,reference reglement,gestructureerde mededeling,mededeling,zahlungsreferenz,' +
    'verwendungszweck,end to end',
  terms:
    'conditions de paiement,conditions de reglement,condition de paiement,condition de reglement,' +
    'conditions paiement,conditions reglement,payment terms,terms,delai de paiement,delai de reglement,' +
    'delai paiement,' +
    'betalingstermijn,betalingsvoorwaarden,betaalconditie,zahlungsbedingung,zahlungsbedingungen,' +
    'zahlungsziel|conditions,delai,mode de reglement,mode reglement,mode de paiement,payment method,modalites',
  label:
    'libelle,libelle ecriture,ecriturelib,libelle facture,objet,description,memo,omschrijving,bezeichnung,' +
    'commentaire,commentaires,note,notes|designation,remarque,motif,details',
  salesperson:
    'commercial,nom commercial,representant,code representant,vendeur,charge d affaires,salesperson,' +
    'sales rep,account manager,vertegenwoordiger,verkoper,vertreter',
  settlementDate:
    'date de reglement,date reglement,date du reglement,date de paiement,date paiement,date du paiement,' +
    'date d encaissement,date encaissement,date de lettrage,date lettrage,regle le,paye le,encaisse le,' +
    'payment date,date paid,paid on,settlement date,settled on,betaaldatum,betalingsdatum,betaald op,' +
    'zahlungsdatum,bezahlt am,zahldatum,datelet',
  preceding:
    'facture d origine,facture origine,facture initiale,facture rectifiee,facture corrigee,' +
    'n facture d origine,numero facture d origine,preceding invoice,original invoice,oorspronkelijke factuur,' +
    'ursprungsrechnung',
  dispute:
    'litige,en litige,motif litige,motif du litige,contestation,dispute,disputed,betwist,betwisting,' +
    'geschil,streitfall',
  creditor:
    'creancier,code creancier,nom creancier,vendeur nom,emetteur,societe emettrice,entite,entite juridique,' +
    'creditor,legal entity,seller,seller name,schuldeiser,crediteur,glaubiger',
  language: 'langue,code langue,language,language code,taal,taalcode,sprache',
  group:
    'groupe,groupe client,nom du groupe,groupe de clients,customer group,parent company,groep,klantengroep,' +
    'konzern|holding,maison mere',
  size:
    'taille,taille entreprise,taille de l entreprise,taille client,company size,bedrijfsgrootte|size,grootte,' +
    'groesse',
  legalForm: 'forme juridique,forme,statut juridique,legal form,rechtsvorm,rechtsform',
  creditLimit:
    'plafond de credit,plafond credit,plafond,limite de credit,limite credit,encours autorise,' +
    'encours maximum,credit limit,kredietlimiet,kreditlimit',
  decisionContact:
    'contact decideur,decideur,nom decideur,dirigeant,nom dirigeant,gerant,directeur,decision maker,' +
    'beslisser,entscheider',
  decisionEmail:
    'email decideur,e mail decideur,mail decideur,courriel decideur,email dirigeant,e mail dirigeant,' +
    'decision maker email',
  decisionPhone: 'telephone decideur,tel decideur,telephone dirigeant,tel dirigeant,decision maker phone',
}

/** `rank` is the place in the list of names: of two columns with certain names the commoner name is meant. */
type Known = { readonly field: Field; readonly score: number; readonly rank: number }

const KNOWN: ReadonlyMap<string, readonly Known[]> = knownHeaders()

function knownHeaders(): Map<string, Known[]> {
  const known = new Map<string, Known[]>()
  for (const field of FIELDS) {
    const [certain = '', possible = ''] = HEADERS[field].split('|')
    for (const [names, score] of [
      [certain, 1],
      [possible, 0.6],
    ] as const) {
      for (const [rank, name] of names.split(',').filter(Boolean).entries())
        known.set(name, [...(known.get(name) ?? []), { field, score, rank }])
    }
  }
  return known
}

/** A header without what changes nothing: accents, case, signs, the number sign, a currency in brackets. */
export function normalHeader(header: string): string {
  return (
    plain(
      header
        .replace(/[°º]/g, ' ')
        .replace(/n[or]?[.]?\s*#|#/gi, ' no ')
        .replace(/\((?:€|eur|euros?|en euros?|usd|\$|en devise|devise)\)|€/gi, ' ')
        .replace(/([a-zà-ÿ])([A-Z])/g, '$1 $2'),
    )
      .replace(/\b(?:en )?(?:eur|euros?)$/, '')
      // Odoo marks the columns where credit notes stand negative.
      .replace(/ signed?$/, '')
      .trim()
  )
}

// The longest header met has 80 characters; a cell of a page of text names no column.
const MAX_HEADER_CHARACTERS = 300

/**
 * What a header may mean, best first, with a confidence from 0 to 1: 1 for a name that only this field has, 0.6 for
 * one that others share,
 * 0.5 for a name that contains a known one.
 */
export function meanings(header: string): readonly Known[] {
  if (header.length > MAX_HEADER_CHARACTERS) return []
  const name = normalHeader(header)
  const exact = KNOWN.get(name) ?? KNOWN.get(plain(header))
  if (exact) return exact
  const joined = KNOWN.get(name.replaceAll(' ', ''))
  if (joined) return joined.map(each => ({ ...each, score: each.score * 0.95 }))
  const padded = ` ${name} `
  let best: { words: string; known: readonly Known[] } | null = null
  for (const [words, known] of KNOWN) {
    if (words.length < 6 || !padded.includes(` ${words} `) || (best && best.words.length >= words.length)) continue
    best = { words, known }
  }
  return best ? best.known.map(each => ({ ...each, score: each.score * 0.5 })) : []
}

/**
 * The mark of a file's form: the same for two exports with the same columns in the same order, whatever their case,
 * accents or spacing. What a person corrected for one is remembered for the other. 16 hexadecimal digits.
 */
export function shapeOf(headers: readonly string[]): string {
  return createHash('sha256').update(headers.map(normalHeader).join('\u001f')).digest('hex').slice(0, 16)
}
