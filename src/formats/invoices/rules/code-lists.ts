const words = (text: string): ReadonlySet<string> => new Set(text.split(' '))

// Source: the code lists that EN 16931 binds (EN16931 code lists values v15, used by CEN's artefacts 1.3.16).

/** UNTDID 1001, the subset of EN 16931 (BR-CL-01). */
export const INVOICE_TYPES = words(
  '71 80 82 84 102 130 202 203 204 211 218 219 295 325 326 331 380 382 383 384 385 386 387 388 389 390 393 ' +
    '394 395 456 457 471 ' +
    '472 473 500 501 527 553 575 623 633 751 780 817 870 875 876 877 935',
)
/** Type codes whose amounts are owed to the buyer (UNTDID 1001, credit notes). */
export const CREDIT_NOTE_TYPES = words('81 83 261 262 296 308 381 396 420 458 502 503 532')

/** ISO 4217 alphabetic codes in force; BR-CL-04 refuses retired ones (FRF, BEF). */
export const CURRENCIES = words(
  'AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD ' +
    'CAD CDF CHE CHF CHW CLF ' +
    'CLP CNY COP COU CRC CUC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ ' +
    'GYD HKD HNL HRK HTG ' +
    'HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD ' +
    'MDL MGA MKD MMK MNT ' +
    'MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD ' +
    'RUB RWF SAR SBD SCR ' +
    'SDG SEK SGD SHP SLE SLL SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD USN ' +
    'UYI UYU UYW UZS VED ' +
    'VES VND VUV WST XAF XAG XAU XBA XBB XBC XBD XCD XDR XOF XPD XPF XPT XSU XTS XUA XXX YER ZAR ZMW ZWL',
)

/** UNTDID 5305 (BR-CL-17, BR-CL-18), with B for the Italian split payment. */
export const VAT_CATEGORIES = words('AE L M E S Z G O K B')

/**
 * Electronic address schemes (BR-CL-25), as the French schematron of June 2026 lists them, plus the retired ones CEN
 * keeps.
 */
export const ADDRESS_SCHEMES = words(
  'AN AQ AS AU EM 0002 0007 0009 0037 0060 0088 0096 0097 0106 0130 0135 0142 0147 0151 0154 0158 0170 ' +
    '0177 0183 0184 0188 0190 ' +
    '0191 0192 0193 0194 0195 0196 0198 0199 0200 0201 0202 0203 0204 0205 0208 0209 0210 0211 0212 0213 ' +
    '0215 0216 0217 0218 0221 ' +
    '0225 0230 0235 0240 0242 0244 9901 9902 9904 9905 9906 9907 9909 9910 9913 9914 9915 9917 9918 9919 ' +
    '9920 9921 9922 9923 9924 ' +
    '9925 9926 9927 9928 9929 9930 9931 9932 9933 9934 9935 9936 9937 9938 9939 9940 9941 9942 9943 9944 ' +
    '9945 9946 9947 9948 9949 ' +
    '9950 9951 9952 9953 9955 9956 9957 9958 9959',
)

/** UNTDID 4461 (BR-CL-16): 1 to 70, 74 to 78, 91 to 98 and ZZZ. */
export const PAYMENT_CODE = /^([1-9]|[1-6]\d|70|7[4-8]|9[1-8]|ZZZ)$/
// UN/ECE recommendations 20 and 21: two or three capitals or digits, packaging with an X before. The list of 2,100
// codes itself is not carried: a word such as "pièce" or "heure" is caught, an unassigned code is not.
export const UNIT_CODE = /^[A-Z0-9]{2,3}$/

/** UNTDID 4451 (BR-CL-08): three capitals, the last may be a digit. The list of 400 codes itself is not carried. */
export const SUBJECT_CODE = /^[A-Z]{2}[A-Z0-9]$/

/** When VAT falls due (BR-CL-06): UNTDID 2475 in CII, UNTDID 2005 in UBL. */
export const TAX_POINT_CODES = { cii: words('5 29 72'), ubl: words('3 35 432') }

/** ISO 6523 (BR-CL-10, BR-CL-11, BR-CL-21): 0002 to 0244, four of which were never given out. */
export function isIdentifierScheme(scheme: string): boolean {
  return /^0[0-2]\d\d$/.test(scheme) && scheme >= '0002' && scheme <= '0244' && !UNASSIGNED.has(scheme)
}
const UNASSIGNED = words('0092 0103 0181 0182')

/** UNTDID 5189, the subset for allowances (BR-CL-19). */
export const ALLOWANCE_REASONS = words('41 42 60 62 63 64 65 66 67 68 70 71 88 95 100 102 103 104 105')

/** UNTDID 7161, reasons of charges (BR-CL-20). */
export const CHARGE_REASONS = words(
  'AA AAA AAC AAD AAE AAF AAH AAI AAS AAT AAV AAY AAZ ABA ABB ABC ABD ABF ABK ABL ABN ABR ABS ABT ABU ACF ' +
    'ACG ACH ACI ACJ ACK ACL ACM ACS ADC ADE ADJ ADK ADL ADM ADN ADO ADP ADQ ADR ADT ADW ADY ADZ AEA AEB AEC ' +
    'AED AEF AEH AEI AEJ AEK AEL AEM AEN AEO AEP AES AET AEU AEV AEW AEX AEY AEZ AJ AU CA CAB CAD CAE CAF CAI ' +
    'CAJ CAK CAL CAM CAN CAO CAP CAQ CAR CAS CAT CAU CAV CAW CAX CAY CAZ CD CG CS CT DAB DAC DAD DAF DAG DAH ' +
    'DAI DAJ DAK DAL DAM DAN DAO DAP DAQ DL EG EP ER FAA FAB FAC FC FH FI GAA HAA HD HH IAA IAB ID IF IR IS ' +
    'KO L1 LA LAA LAB LF MAE MI ML NAA OA PA PAA PC PL PRV RAB RAC RAD RAF RE RF RH RV SA SAA SAD SAE SAI SG ' +
    'SH SM SU TAB TAC TT TV V1 V2 WH XAA YY ZZZ',
)

/** UNTDID 7143, lists of item classifications (BR-CL-13). */
export const CLASSIFICATION_LISTS = words(
  'AA AB AC AD AE AF AG AH AI AJ AK AL AM AN AO AP AQ AR AS AT AU AV AW AX AY AZ BA BB BC BD BE BF BG BH BI ' +
    'BJ BK BL BM BN BO BP BQ BR BS BT BU BV BW BX BY BZ CC CG CL CR CV DR DW EC EF EMD EN FS GB GMN GN GS HS ' +
    'IB IN IS IT IZ MA MF MN MP NB ON PD PL PO PPI PV QS RC RN RU RY SA SG SK SN SRS SRT SRU SRV SRW SRX SRY ' +
    'SRZ SS SSA SSB SSC SSD SSE SSF SSG SSH SSI SSJ SSK SSL SSM SSN SSO SSP SSQ SSR SSS SST SSU SSV SSW SSX ' +
    'SSY SSZ ST STA STB STC STD STE STF STG STH STI STJ STK STL STM STN STO STP STQ STR STS STT STU STV STW ' +
    'STX STY STZ SUA SUB SUC SUD SUE SUF SUG SUH SUI SUJ SUK SUL SUM TG TSN TSO TSP TSQ TSR TSS TST TSU UA UP ' +
    'VN VP VS VX ZZZ',
)

/** VATEX (BR-CL-22): reasons of the Union or of France. The list grows each year, so its form is asked only. */
export const EXEMPTION_CODE = /^VATEX-(EU|FR)-[A-Z0-9-]+$/i
