/**
 * Ceilings for files that strangers wrote. Each one is far above what honest files reach and low enough that a hostile
 * file is refused in well under two seconds and 150 MB. Bytes unless said otherwise.
 */

/** Any single file: the largest honest file seen is an accounting export of about 60 MB. */
export const MAX_FILE_BYTES = 256 * 1024 * 1024

/**
 * An XML document taken whole: an e-invoice with scanned attachments in base64 stays under 20 MB (Chorus Pro's own
 * limit).
 */
export const MAX_XML_BYTES = 24 * 1024 * 1024

/** Elements of an XML document that are kept: an invoice of 10,000 lines has about 300,000. */
export const MAX_XML_ELEMENTS = 400_000

/** Nesting: the deepest standard in use (UBL, CDAR) needs 15 levels. */
export const MAX_XML_DEPTH = 100

/** Character references (`&amp;`) of an XML document: a statement of 100,000 movements has some 20,000. */
export const MAX_XML_REFERENCES = 200_000

/** Attributes of one element: standards use at most 8. */
export const MAX_XML_ATTRIBUTES = 64

/** A PDF: Factur-X invoices weigh 50 kB to 5 MB. */
export const MAX_PDF_BYTES = 64 * 1024 * 1024

/** What one stream of a PDF may unpack to: an embedded invoice is an XML document. */
export const MAX_PDF_STREAM_BYTES = 24 * 1024 * 1024

/** What all the streams that are opened in one PDF may unpack to, so that many small bombs do not add up. */
export const MAX_PDF_UNPACKED_BYTES = 48 * 1024 * 1024

/** Objects of a PDF: a 500-page document has about 20,000. */
export const MAX_PDF_OBJECTS = 200_000

/** Values in all the objects of a PDF: the same document has about 300,000. */
export const MAX_PDF_VALUES = 800_000

/** Entries of a zip: a workbook has some 20 parts, a bank's zip of statements some hundred. */
export const MAX_ZIP_ENTRIES = 2_000

/** What one entry of a zip may unpack to: the sheet of a workbook of a million rows is about 200 MB. */
export const MAX_ZIP_ENTRY_BYTES = 256 * 1024 * 1024

/** How many times smaller a packed entry may be: XML packs 10 to 60 times, a bomb 1,000 times. */
export const MAX_ZIP_RATIO = 200

/** Rows of a table, lines read one at a time. */
export const MAX_TABLE_ROWS = 2_000_000

/** Columns of a table: Excel itself stops at 16,384, honest exports stay under 200. */
export const MAX_TABLE_COLUMNS = 1_000

/** Characters of one row of a table: a 50 MB line is not a row. */
export const MAX_ROW_CHARACTERS = 1_000_000

/** Characters of all the shared strings of a workbook, which must be held in memory. */
export const MAX_SHARED_STRING_CHARACTERS = 16 * 1024 * 1024
