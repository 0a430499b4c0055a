// Legal forms met on French, Belgian, Dutch, German and British invoices. They carry no identity: "SARL Dupont" and
// "Dupont" are the same customer to a bank line.
const LEGAL_FORMS = new Set(
  (
    'sarl eurl sas sasu sa snc scs sca sci scp scop selarl sprl srl bv bvba nv asbl vzw scrl cvba ' +
    'gmbh ag kg ohg ug ltd plc llp inc llc spa ei eirl gie geie ets etablissements'
  ).split(' '),
)

const ASCII = /^[\x20-\x7e]*$/

/** Text for comparing: no accents, lower case, ligatures opened, everything but letters and digits made one space. */
export function plain(text: string): string {
  // Bank lines come by the hundred thousand, most of them without an accent: nothing below would change them more.
  if (ASCII.test(text)) {
    return text
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, ' ')
      .trim()
  }
  return text
    .replace(/œ/gi, 'oe')
    .replace(/æ/gi, 'ae')
    .replace(/ß/g, 'ss')
    .replace(/ø/gi, 'o')
    .replace(/ł/gi, 'l')
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/**
 * A company or person name for search and matching: `plain` without legal forms, dotted forms included
 * (« S.A.R.L. Éts Lefèvre & Fils » → « lefevre fils »). A name made only of legal forms is kept whole.
 */
export function plainName(name: string): string {
  const dotted = name.includes('.')
    ? name.replace(/(?<!\p{L})(?:\p{L}\.){2,}\p{L}?(?!\p{L})/gu, form => form.replaceAll('.', ''))
    : name
  const words = plain(dotted).split(' ')
  const kept = words.filter(word => !LEGAL_FORMS.has(word))
  return (kept.length > 0 ? kept : words).join(' ')
}

/** Only the digits of a text. */
export function digitsOf(text: string): string {
  return text.replace(/\D+/g, '')
}
