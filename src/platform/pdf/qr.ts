import { encode } from 'uqr'

/**
 * The modules of a QR code for a text, error correction M and no quiet zone, as EPC069-12 asks; null when the text
 * needs more than version 13, which EPC069-12 sets as the largest.
 */
export function qrModules(text: string): readonly (readonly boolean[])[] | null {
  try {
    return encode(text, { ecc: 'M', boostEcc: false, border: 0, maxVersion: 13 }).data
  } catch {
    return null
  }
}
