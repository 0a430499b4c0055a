import { ok, refuse, type Result } from '#kernel/result.ts'

// What an XML declaration may announce and the runtime decodes strictly.
const KNOWN = /^(utf-8|utf-16|utf-16le|utf-16be|us-ascii|ascii|iso-8859-1|iso-8859-15|latin1|windows-1252|cp1252)$/i

/** Bytes → text by BOM, then by the XML declaration, then as UTF-8 (XML 1.0 appendix F). Refusal: `xml-encoding`. */
export function decodeXml(bytes: Uint8Array): Result<string> {
  const encoding = encodingOf(bytes)
  if (!KNOWN.test(encoding)) {
    return refuse(
      'xml-encoding',
      `the XML says it is written in "${encoding.slice(0, 30)}", which is not read; ask for UTF-8`,
    )
  }
  try {
    return ok(new TextDecoder(encoding, { fatal: true }).decode(bytes))
  } catch {
    return refuse(
      'xml-encoding',
      `the XML says it is ${encoding} but holds bytes that are not: its accents would be wrong`,
    )
  }
}

function encodingOf(bytes: Uint8Array): string {
  const [a, b, c] = bytes
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8'
  if (a === 0xff && b === 0xfe) return 'utf-16le'
  if (a === 0xfe && b === 0xff) return 'utf-16be'
  if (a === 0x3c && b === 0x00) return 'utf-16le'
  if (a === 0x00 && b === 0x3c) return 'utf-16be'
  const declaration = /^<\?xml[^>]*?encoding\s*=\s*["']([^"']*)["']/.exec(
    new TextDecoder('latin1').decode(bytes.subarray(0, 200)),
  )
  const declared = declaration?.[1] ?? 'utf-8'
  // Without a BOM a two-byte encoding would have shown its zero bytes above.
  return /^utf-16/i.test(declared) ? 'utf-8' : declared
}
