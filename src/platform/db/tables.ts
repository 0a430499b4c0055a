// Generated from db/migrations by scripts/generate.ts; do not edit. After a new migration: node scripts/generate.ts
import type { ColumnType, Generated } from 'kysely'
import type { Day } from '#kernel/day.ts'
import type { Id } from '#kernel/id.ts'

/** `jsonb`: written as text, `JSON.stringify(value)`, so that a list cannot be taken for an SQL array. */
type Json = ColumnType<JsonValue, string, string>
export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue }
/** An instant, read as ISO 8601 text in UTC with up to six decimals. */
type At = ColumnType<string, string | Date, string | Date>

type AllocationRow = {
  tenant_id: Id<'tenant'>
  allocation_id: Id<'allocation'>
  invoice_id: Id<'invoice'>
  kind: 'receipt' | 'credit-note' | 'list' | 'write-off'
  source_id: Id<'source'> | null
  amount: bigint
  on_day: Day
  reverses: Id<'allocation'> | null
  note: string | null
  recorded_at: ColumnType<string, string | Date | undefined, string | Date>
}

type AllocationLineRow = {
  tenant_id: Id<'tenant'>
  allocation_id: Id<'allocation'>
  invoice_id: Id<'invoice'>
  kind: 'receipt' | 'credit-note' | 'list' | 'write-off'
  amount: bigint
  on_day: Day
  reverses: Id<'allocation'> | null
}

type ApiKeyRow = {
  tenant_id: Id<'tenant'>
  api_key_id: Id<'api-key'>
  name: string
  role: 'collector' | 'credit-manager' | 'director' | 'administrator'
  secret_sha256: Buffer
  start: string
  created_by: Id<'user'> | null
  created_at: ColumnType<string, string | Date | undefined, string | Date>
  last_used_at: At | null
  revoked_at: At | null
}

type AuthAccountRow = {
  id: Id<'account'>
  user_id: Id<'user'>
  account_id: string
  provider_id: string
  access_token: string | null
  refresh_token: string | null
  id_token: string | null
  access_token_expires_at: At | null
  refresh_token_expires_at: At | null
  scope: string | null
  password: string | null
  created_at: ColumnType<string, string | Date | undefined, string | Date>
  updated_at: ColumnType<string, string | Date | undefined, string | Date>
}

type AuthAttemptRow = {
  key: string
  tries: number
  since: At
}

type AuthSecretRow = {
  single: Generated<boolean>
  value: string
}

type AuthSessionRow = {
  id: Id<'session'>
  user_id: Id<'user'>
  tenant_id: Id<'tenant'> | null
  token: string
  expires_at: At
  ip_address: string | null
  user_agent: string | null
  created_at: ColumnType<string, string | Date | undefined, string | Date>
  updated_at: ColumnType<string, string | Date | undefined, string | Date>
}

type AuthUserRow = {
  id: Id<'user'>
  name: string
  email: string
  email_verified: Generated<boolean>
  image: string | null
  language: Generated<string>
  created_at: ColumnType<string, string | Date | undefined, string | Date>
  updated_at: ColumnType<string, string | Date | undefined, string | Date>
}

type AuthVerificationRow = {
  id: string
  identifier: string
  value: string
  expires_at: At
  created_at: ColumnType<string, string | Date | undefined, string | Date>
  updated_at: ColumnType<string, string | Date | undefined, string | Date>
}

type BankAccountRow = {
  tenant_id: Id<'tenant'>
  account_id: Id<'account'>
  number: string
  currency: string
  creditor_id: Id<'creditor'> | null
  label: string | null
  rhythm_days: Generated<number>
  created_at: ColumnType<string, string | Date | undefined, string | Date>
}

type BankAccountCardRow = {
  tenant_id: Id<'tenant'>
  account_id: Id<'account'>
  number: string
  currency: string
  creditor_id: Id<'creditor'> | null
  label: string | null
  rhythm_days: number
  known_to: Day | null
  statements: number | null
  gaps: number | null
  closing: bigint | null
  closing_on: Day | null
}

type BankLineRow = {
  tenant_id: Id<'tenant'>
  line_id: Id<'line'>
  account_id: Id<'account'>
  statement_id: Id<'statement'>
  content_key: Buffer
  booked_on: Day
  value_on: Day | null
  amount: bigint
  currency: string
  name: string | null
  name_plain: string | null
  iban: string | null
  remittance: string | null
  structured_reference: string | null
  end_to_end_id: string | null
  bank_reference: string | null
  code: string | null
  returned: string | null
  raw: string | null
  placed: Generated<bigint>
  on_account: Generated<bigint>
  created_at: ColumnType<string, string | Date | undefined, string | Date>
  parent: string | null
}

type BankStatementRow = {
  tenant_id: Id<'tenant'>
  statement_id: Id<'statement'>
  account_id: Id<'account'>
  content_key: Buffer
  number: string | null
  format: string
  file_name: string
  file_sha256: Buffer
  opening: bigint | null
  opening_on: Day | null
  closing: bigint | null
  closing_on: Day | null
  from_on: Day | null
  to_on: Day | null
  balanced: boolean | null
  lines: number
  new_lines: number
  warnings: ColumnType<JsonValue, string | undefined, string>
  imported_at: ColumnType<string, string | Date | undefined, string | Date>
}

type ChargeChoiceRow = {
  tenant_id: Id<'tenant'>
  segment_id: Id<'segment'>
  choice: string | null
}

type ChargeClaimRow = {
  tenant_id: Id<'tenant'>
  claim_id: Id<'claim'>
  creditor_id: Id<'creditor'>
  customer_id: Id<'customer'>
  form: 'debit-note' | 'reminder'
  item_id: Id<'invoice'>
  claimed_on: Day
  currency: string
  total: bigint
  actor: Json
  recorded_at: ColumnType<string, string | Date | undefined, string | Date>
  message_id: Id<'message'> | null
}

type ChargeClaimLineRow = {
  tenant_id: Id<'tenant'>
  claim_id: Id<'claim'>
  invoice_id: Id<'invoice'>
  kind: 'interest' | 'fee'
  place: number
  amount: bigint
  parameters: Json
  statement: Json
}

type ChargeClaimStateRow = {
  tenant_id: Id<'tenant'>
  claim_id: Id<'claim'>
  invoice_id: Id<'invoice'>
  kind: 'interest' | 'fee'
  place: number
  creditor_id: Id<'creditor'>
  customer_id: Id<'customer'>
  currency: string
  form: 'debit-note' | 'reminder'
  item_id: Id<'invoice'>
  claimed_on: Day
  claimed: bigint
  waived: bigint | null
  collected: bigint | null
}

type ChargeLimitRow = {
  tenant_id: Id<'tenant'>
  role: 'collector' | 'credit-manager' | 'administrator'
  amount: bigint | null
  changed_at: ColumnType<string, string | Date | undefined, string | Date>
}

type ChargeLineRow = {
  tenant_id: Id<'tenant'> | null
  invoice_id: Id<'invoice'> | null
  kind: string | null
  currency: string | null
  claimed: bigint | null
  waived: bigint | null
  waived_before: bigint | null
  collected: bigint | null
  remaining: bigint | null
}

type ChargePolicyRow = {
  tenant_id: Id<'tenant'>
  segment_id: Id<'segment'>
  choice: 'show' | 'claim' | 'silent'
  changed_by: string | null
  changed_at: ColumnType<string, string | Date | undefined, string | Date>
}

type ChargeWaiverRow = {
  tenant_id: Id<'tenant'>
  waiver_id: Id<'waiver'>
  invoice_id: Id<'invoice'>
  claim_id: Id<'claim'> | null
  kind: 'interest' | 'fee'
  amount: bigint
  currency: string
  reason: 'commercial-gesture' | 'claimed-in-error' | 'dispute-settled' | 'small-amount' | 'insolvency' | 'other'
  note: string | null
  waived_on: Day
  reverses: Id<'waiver'> | null
  in_writing: Generated<boolean>
  actor: Json
  recorded_at: ColumnType<string, string | Date | undefined, string | Date>
  to_tell: Generated<boolean>
}

type ChequeRow = {
  tenant_id: Id<'tenant'>
  cheque_id: Id<'cheque'>
  customer_id: Id<'customer'>
  kind: 'cheque' | 'lcr' | 'draft' | 'promissory-note'
  state: 'announced' | 'received' | 'deposited' | 'cleared' | 'bounced' | 'lost' | 'cancelled'
  amount: bigint
  currency: string
  number: string | null
  bank: string | null
  drawn_on: Day | null
  announced_on: Day | null
  announcements: Generated<number>
  due_on: Day | null
  received_on: Day | null
  signed: boolean | null
  copy_sha256: Buffer | null
  deposit_id: Id<'deposit'> | null
  line_id: Id<'line'> | null
  ended_on: Day | null
  bounce_reason: string | null
  bounce_cost: bigint | null
  note: string | null
  created_at: ColumnType<string, string | Date | undefined, string | Date>
  changed_at: ColumnType<string, string | Date | undefined, string | Date>
  copy_type: 'image/jpeg' | 'image/png' | 'application/pdf' | null
}

type ChequeDepositRow = {
  tenant_id: Id<'tenant'>
  deposit_id: Id<'deposit'>
  account_id: Id<'account'>
  number: string
  on_day: Day
  total: bigint
  currency: string
  kind: Generated<'cheque' | 'bill'>
}

type ChequeDepositItemRow = {
  tenant_id: Id<'tenant'>
  deposit_id: Id<'deposit'>
  cheque_id: Id<'cheque'>
  position: number
  drawer: string
  number: string | null
  bank: string | null
  amount: bigint
  due_on: Day | null
  withdrawn: Generated<boolean>
}

type ChequeDueRow = {
  tenant_id: Id<'tenant'>
  cheque_id: Id<'cheque'>
  customer_id: Id<'customer'>
  kind: 'cheque' | 'lcr' | 'draft' | 'promissory-note'
  state: 'announced' | 'received' | 'deposited' | 'cleared' | 'bounced' | 'lost' | 'cancelled'
  amount: bigint
  currency: string
  number: string | null
  due_on: Day | null
  announcements: number
}

type ChequeExpectedRow = {
  tenant_id: Id<'tenant'>
  customer_id: Id<'customer'>
  cheque_id: Id<'cheque'>
  kind: 'cheque' | 'lcr' | 'draft' | 'promissory-note'
  state: 'announced' | 'received' | 'deposited' | 'cleared' | 'bounced' | 'lost' | 'cancelled'
  amount: bigint
  currency: string
  number: string | null
  announcements: number
  due_on: Day | null
  until_on: Day | null
}

type ChequeMoveRow = {
  tenant_id: Id<'tenant'>
  cheque_id: Id<'cheque'>
  position: number
  kind: string
  before: Json | null
  line_id: Id<'line'> | null
  operation_id: Id<'operation'> | null
  undone: Generated<boolean>
  at: ColumnType<string, string | Date | undefined, string | Date>
}

type ColumnMappingRow = {
  tenant_id: Id<'tenant'>
  shape: string
  mapping: Json
  changed_at: ColumnType<string, string | Date | undefined, string | Date>
}

type ContactRow = {
  tenant_id: Id<'tenant'>
  contact_id: Id<'contact'>
  customer_id: Id<'customer'>
  name: string
  role: 'accounts-payable' | 'decision-maker' | 'sales' | 'legal'
  email: string | null
  phone: string | null
  language: 'fr' | 'nl' | 'en' | 'de' | null
  position: Generated<number>
  bounced_at: At | null
}

type ContactBestRow = {
  tenant_id: Id<'tenant'> | null
  customer_id: Id<'customer'> | null
  way: string | null
  contact_id: Id<'contact'> | null
  name: string | null
  role: string | null
  address: string | null
  language: string | null
}

type CreditorRow = {
  tenant_id: Id<'tenant'>
  creditor_id: Id<'creditor'>
  code: string
  name: string
  legal_form: string | null
  country: string
  language: 'fr' | 'nl' | 'en' | 'de'
  time_zone: Generated<string>
  currency: Generated<string>
  siren: string | null
  vat_number: string | null
  enterprise_number: string | null
  street: string | null
  street2: string | null
  postcode: string | null
  city: string | null
  email: string | null
  phone: string | null
  signatory: string | null
  logo_sha256: Buffer | null
  payment_days: number | null
}

type CreditorAccountRow = {
  tenant_id: Id<'tenant'>
  creditor_id: Id<'creditor'>
  iban: string
  bic: string | null
  label: string | null
  position: Generated<number>
}

type CreditorCardRow = {
  tenant_id: Id<'tenant'>
  creditor_id: Id<'creditor'>
  code: string
  name: string
  legal_form: string | null
  country: string
  language: 'fr' | 'nl' | 'en' | 'de'
  time_zone: string
  currency: string
  siren: string | null
  vat_number: string | null
  enterprise_number: string | null
  street: string | null
  street2: string | null
  postcode: string | null
  city: string | null
  email: string | null
  phone: string | null
  signatory: string | null
  logo_sha256: Buffer | null
  payment_days: number | null
  iban: string
  bic: string | null
}

type CreditorFreshnessRow = {
  tenant_id: Id<'tenant'>
  creditor_id: Id<'creditor'> | null
  number: string
  known_to: Day | null
  fresh_until: Day | null
}

type CustomerRow = {
  tenant_id: Id<'tenant'>
  customer_id: Id<'customer'>
  creditor_id: Id<'creditor'>
  ref: string
  name: string
  name_plain: string
  kind: 'company' | 'public' | 'private' | 'unknown'
  size: 'large' | 'small' | null
  country: string
  language: 'fr' | 'nl' | 'en' | 'de'
  siren: string | null
  siret: string | null
  vat_number: string | null
  enterprise_number: string | null
  street: string | null
  street2: string | null
  postcode: string | null
  city: string | null
  group_id: Id<'group'> | null
  segment_id: Id<'segment'> | null
  segment_fixed: Generated<boolean>
  collector_id: Id<'collector'> | null
  paused_until: Day | null
  pause_reason: string | null
  note: string | null
  listed: Json | null
  created_at: ColumnType<string, string | Date | undefined, string | Date>
}

type CustomerCardRow = {
  tenant_id: Id<'tenant'>
  customer_id: Id<'customer'>
  creditor_id: Id<'creditor'>
  creditor_code: string
  ref: string
  name: string
  name_plain: string
  kind: 'company' | 'public' | 'private' | 'unknown'
  size: 'large' | 'small' | null
  country: string
  language: 'fr' | 'nl' | 'en' | 'de'
  siren: string | null
  siret: string | null
  vat_number: string | null
  enterprise_number: string | null
  street: string | null
  street2: string | null
  postcode: string | null
  city: string | null
  has_address: boolean | null
  group_id: Id<'group'> | null
  group_name: string | null
  segment_id: Id<'segment'> | null
  segment_code: string | null
  segment_name: string | null
  collector_id: Id<'collector'> | null
  paused_until: Day | null
  pause_reason: string | null
}

type CustomerCreditRow = {
  tenant_id: Id<'tenant'>
  customer_id: Id<'customer'> | null
  currency: string
  amount: bigint | null
}

type CustomerGroupRow = {
  tenant_id: Id<'tenant'>
  group_id: Id<'group'>
  name: string
}

type CustomerReceiptRow = {
  tenant_id: Id<'tenant'>
  part_id: Id<'part'>
  customer_id: Id<'customer'> | null
  line_id: Id<'line'>
  kind: 'invoice' | 'on-account' | 'write-off' | 'elsewhere'
  invoice_id: Id<'invoice'> | null
  allocation_id: Id<'allocation'> | null
  amount: bigint
  on_day: Day
  reverses: Id<'part'> | null
  currency: string
  booked_on: Day
}

type FileRow = {
  tenant_id: Id<'tenant'>
  sha256: Buffer
  media_type: string
  name: string
  size: number
  content: Buffer
  created_at: ColumnType<string, string | Date | undefined, string | Date>
}

type FollowUpRow = {
  tenant_id: Id<'tenant'>
  customer_id: Id<'customer'>
  next_on: Day | null
  outcome: 'new' | 'message' | 'call' | 'wait' | 'hold'
  reason: string
  facts: ColumnType<JsonValue, string | undefined, string>
  scenario_id: Id<'scenario'> | null
  step: string | null
  decided_on: Day | null
  last_contact_on: Day | null
}

type FollowUpCursorRow = {
  tenant_id: Id<'tenant'>
  journal_seq: bigint
}

type FollowUpLineRow = {
  tenant_id: Id<'tenant'>
  customer_id: Id<'customer'>
  next_on: Day | null
  outcome: 'new' | 'message' | 'call' | 'wait' | 'hold'
  reason: string
  facts: Json
  scenario_id: Id<'scenario'> | null
  step: string | null
  decided_on: Day | null
  last_contact_on: Day | null
}

type IdempotencyKeyRow = {
  tenant_id: Id<'tenant'>
  key: string
  request_hash: Buffer
  status: number | null
  body: string | null
  created_at: ColumnType<string, string | Date | undefined, string | Date>
}

type ImportErrorRow = {
  tenant_id: Id<'tenant'>
  import_id: Id<'import'>
  row_number: number
  field: string | null
  code: string
  message: string
  cells: Json
}

type ImportRunRow = {
  tenant_id: Id<'tenant'>
  import_id: Id<'import'>
  creditor_id: Id<'creditor'> | null
  file_name: string
  file_sha256: Buffer
  content: 'customers' | 'invoices' | 'documents'
  mode: 'delta' | 'stock'
  state: 'running' | 'planned' | 'to-confirm' | 'applied' | 'refused' | 'stopped'
  dry_run: boolean
  shape: string | null
  mapping: Json | null
  report: ColumnType<JsonValue, string | undefined, string>
  actor: Json
  started_at: ColumnType<string, string | Date | undefined, string | Date>
  finished_at: At | null
}

type InvoiceRow = {
  tenant_id: Id<'tenant'>
  invoice_id: Id<'invoice'>
  creditor_id: Id<'creditor'>
  customer_id: Id<'customer'>
  number: string
  kind: 'invoice' | 'credit-note'
  type_code: string
  issue_on: Day
  due_on: Day
  due_origin: 'document' | 'list' | 'terms'
  currency: string
  net: bigint | null
  tax: bigint | null
  gross: bigint
  amount: bigint
  open: bigint
  payment_reference: string | null
  order_reference: string | null
  preceding: Generated<string[]>
  document_sha256: Buffer | null
  import_id: Id<'import'> | null
  created_at: ColumnType<string, string | Date | undefined, string | Date>
}

type InvoiceCheckRow = {
  tenant_id: Id<'tenant'>
  invoice_id: Id<'invoice'>
  checked_on: Day
}

type InvoiceDatesRow = {
  tenant_id: Id<'tenant'>
  invoice_id: Id<'invoice'>
  ordered_on: Day | null
  delivered_on: Day | null
  posted_on: Day | null
  received_on: Day | null
}

type InvoiceDayRow = {
  tenant_id: Id<'tenant'>
  invoice_id: Id<'invoice'>
  ordered_on: Day | null
  delivered_on: Day | null
  posted_on: Day | null
  received_on: Day | null
}

type InvoiceDemandRow = {
  tenant_id: Id<'tenant'>
  customer_id: Id<'customer'>
  order_number: Generated<boolean>
  addressee: string | null
}

type InvoiceFindingRow = {
  tenant_id: Id<'tenant'>
  invoice_id: Id<'invoice'>
  code: string
  severity: 'breach' | 'doubt' | 'advice'
  article: string | null
  facts: Json
  holds: Generated<boolean>
  state: 'open' | 'mended' | 'accepted'
  note: string | null
  found_on: Day
  ended_on: Day | null
  ended_by: string | null
}

type InvoiceHoldRow = {
  tenant_id: Id<'tenant'>
  invoice_id: Id<'invoice'>
  code: string | null
}

type InvoiceLabelRow = {
  tenant_id: Id<'tenant'>
  invoice_id: Id<'invoice'>
  label: string
}

type InvoiceLabelLineRow = {
  tenant_id: Id<'tenant'>
  invoice_id: Id<'invoice'>
  label: string
}

type InvoiceLineRow = {
  tenant_id: Id<'tenant'>
  invoice_id: Id<'invoice'>
  creditor_id: Id<'creditor'>
  customer_id: Id<'customer'>
  number: string
  kind: 'invoice' | 'credit-note'
  type_code: string
  issue_on: Day
  due_on: Day
  due_origin: 'document' | 'list' | 'terms'
  currency: string
  net: bigint | null
  tax: bigint | null
  gross: bigint
  amount: bigint
  open: bigint
  payment_reference: string | null
  order_reference: string | null
  preceding: string[]
  document_sha256: Buffer | null
  import_id: Id<'import'> | null
  created_at: At
  customer_ref: string
  customer_name: string
  customer_name_plain: string
  segment_id: Id<'segment'> | null
  collector_id: Id<'collector'> | null
  group_id: Id<'group'> | null
  creditor_code: string
}

type InvoiceStepRow = {
  tenant_id: Id<'tenant'>
  invoice_id: Id<'invoice'>
  customer_id: Id<'customer'>
  step: string
  rank: number
  on_day: Day
}

type InvoiceStepLineRow = {
  tenant_id: Id<'tenant'>
  invoice_id: Id<'invoice'>
  customer_id: Id<'customer'>
  step: string
  rank: number
  on_day: Day
}

type InvoiceTermsRow = {
  tenant_id: Id<'tenant'>
  invoice_id: Id<'invoice'>
  version_id: Id<'version'> | null
  version_label: string | null
  variant_id: Id<'variant'> | null
  acceptance_id: Id<'acceptance'> | null
  accepted_on: Day | null
  clauses: Json
  because: Json
  reference_on: Day
  resolved_on: Day
}

type JournalRow = {
  tenant_id: Id<'tenant'>
  seq: bigint
  at: At
  actor: Json
  customer_id: Id<'customer'> | null
  kind: string
  data: Json
  prev_hash: Buffer
  hash: Buffer
}

type JournalHeadRow = {
  tenant_id: Id<'tenant'>
  seq: bigint
  hash: Buffer
}

type KnownPayerRow = {
  tenant_id: Id<'tenant'>
  kind: 'iban' | 'alias'
  value: string
  customer_id: Id<'customer'>
  operation_id: Id<'operation'>
  confirmed: Generated<number>
  learned_at: ColumnType<string, string | Date | undefined, string | Date>
}

type LawRateRow = {
  rate_id: Id<'rate'>
  series: string
  from_on: Day
  to_on: Day | null
  ppm: number
  certainty: string
  source: string
  author: string
  added_at: ColumnType<string, string | Date | undefined, string | Date>
}

type MemberRow = {
  tenant_id: Id<'tenant'>
  user_id: Id<'user'>
  role: 'collector' | 'credit-manager' | 'director' | 'administrator'
  active: Generated<boolean>
  last_seen_at: At | null
  created_at: ColumnType<string, string | Date | undefined, string | Date>
}

type MessageRow = {
  tenant_id: Id<'tenant'>
  message_id: Id<'message'>
  creditor_id: Id<'creditor'>
  customer_id: Id<'customer'>
  contact_id: Id<'contact'> | null
  channel: 'email' | 'letter'
  state: 'to-approve' | 'queued' | 'sending' | 'sent' | 'failed' | 'doubtful' | 'cancelled'
  scenario_id: Id<'scenario'> | null
  step: string | null
  cycle: string | null
  template: string
  registered: Generated<boolean>
  language: string
  recipient: string
  subject: string | null
  total: bigint
  currency: string
  decided_on: Day
  mail_id: string | null
  content_sha256: Buffer | null
  reply: string | null
  reason: string | null
  attempts: Generated<number>
  approved_by: string | null
  created_at: ColumnType<string, string | Date | undefined, string | Date>
  changed_at: ColumnType<string, string | Date | undefined, string | Date>
  sent_at: At | null
  waiver_id: Id<'waiver'> | null
}

type MessageItemRow = {
  tenant_id: Id<'tenant'>
  message_id: Id<'message'>
  invoice_id: Id<'invoice'>
  open: bigint
  due_on: Day
}

type MessageLineRow = {
  tenant_id: Id<'tenant'>
  message_id: Id<'message'>
  creditor_id: Id<'creditor'>
  customer_id: Id<'customer'>
  channel: 'email' | 'letter'
  state: 'to-approve' | 'queued' | 'sending' | 'sent' | 'failed' | 'doubtful' | 'cancelled'
  registered: boolean
  scenario_id: Id<'scenario'> | null
  step: string | null
  cycle: string | null
  template: string
  language: string
  recipient: string
  subject: string | null
  total: bigint
  currency: string
  decided_on: Day
  sent_at: At | null
  reason: string | null
  waiver_id: Id<'waiver'> | null
}

type OpenItemRow = {
  tenant_id: Id<'tenant'>
  invoice_id: Id<'invoice'>
  creditor_id: Id<'creditor'>
  customer_id: Id<'customer'>
  number: string
  kind: 'invoice' | 'credit-note'
  type_code: string
  issue_on: Day
  due_on: Day
  currency: string
  amount: bigint
  open: bigint
  payment_reference: string | null
  document_sha256: Buffer | null
}

type PaperNumberRow = {
  tenant_id: Id<'tenant'>
  creditor_id: Id<'creditor'>
  series: string
  year: number
  last: number
}

type PaymentIncidentRow = {
  tenant_id: Id<'tenant'> | null
  customer_id: Id<'customer'> | null
  on_day: Day | null
  kind: string | null
  reason: string | null
  amount: bigint | null
  currency: string | null
}

type PersonRow = {
  tenant_id: Id<'tenant'>
  user_id: Id<'user'>
  name: string
  email: string
  role: 'collector' | 'credit-manager' | 'director' | 'administrator'
  active: boolean
}

type ReceiptLineRow = {
  tenant_id: Id<'tenant'>
  line_id: Id<'line'>
  account_id: Id<'account'>
  booked_on: Day
  amount: bigint
  currency: string
  name: string | null
  name_plain: string | null
  iban: string | null
  remittance: string | null
  returned: string | null
  placed: bigint
  on_account: bigint
  done: boolean | null
  verdict: 'certain' | 'likely' | 'to-sort' | null
  customer_id: Id<'customer'> | null
  pass: string | null
}

type ReceiptOperationRow = {
  tenant_id: Id<'tenant'>
  operation_id: Id<'operation'>
  line_id: Id<'line'>
  kind: 'applied' | 'confirmed' | 'split' | 'on-account' | 'not-ours' | 'returned' | 'undone'
  actor: Json
  reason: string | null
  takes_back: Id<'line'> | null
  undoes: Id<'operation'> | null
  at: ColumnType<string, string | Date | undefined, string | Date>
}

type ReceiptPartRow = {
  tenant_id: Id<'tenant'>
  part_id: Id<'part'>
  operation_id: Id<'operation'>
  line_id: Id<'line'>
  kind: 'invoice' | 'on-account' | 'write-off' | 'elsewhere'
  customer_id: Id<'customer'> | null
  invoice_id: Id<'invoice'> | null
  allocation_id: Id<'allocation'> | null
  amount: bigint
  on_day: Day
  reverses: Id<'part'> | null
  recorded_at: ColumnType<string, string | Date | undefined, string | Date>
}

type ReceiptProposalRow = {
  tenant_id: Id<'tenant'>
  line_id: Id<'line'>
  verdict: 'certain' | 'likely' | 'to-sort'
  pass: string | null
  customer_id: Id<'customer'> | null
  parts: Json
  evidence: Json
  on_account: Generated<bigint>
  decided_at: ColumnType<string, string | Date | undefined, string | Date>
  deposit_id: Id<'deposit'> | null
  cheque_id: Id<'cheque'> | null
}

type ReceiptRuleRow = {
  tenant_id: Id<'tenant'>
  creditor_id: Id<'creditor'>
  small_difference: bigint
  bank_fee: bigint
  apply_certain: boolean
  changed_by: string | null
  changed_at: ColumnType<string, string | Date | undefined, string | Date>
}

type ReceiptSettingRow = {
  tenant_id: Id<'tenant'>
  grace_days: number | null
  changed_by: string | null
  changed_at: ColumnType<string, string | Date | undefined, string | Date>
}

type RetentionLineRow = {
  tenant_id: Id<'tenant'>
  invoice_id: Id<'invoice'>
  creditor_id: Id<'creditor'>
  customer_id: Id<'customer'>
  number: string
  issue_on: Day
  due_on: Day
  currency: string
  amount: bigint
  open: bigint
  version_label: string | null
  accepted_on: Day | null
  delivered_on: Day | null
  state: string | null
}

type ScenarioRow = {
  tenant_id: Id<'tenant'>
  scenario_id: Id<'scenario'>
  segment_id: Id<'segment'> | null
  name: string
  version: number
  definition: Json
  active: boolean
  created_at: ColumnType<string, string | Date | undefined, string | Date>
}

type SegmentRow = {
  tenant_id: Id<'tenant'>
  segment_id: Id<'segment'>
  code: string
  name: string
  position: number
  rule: Json
}

type SegmentFaceRow = {
  tenant_id: Id<'tenant'>
  segment_id: Id<'segment'>
  segment_code: string
  segment_name: string
  position: number
}

type StatementImportRow = {
  tenant_id: Id<'tenant'>
  import_id: Id<'import'>
  file_name: string
  file_sha256: Buffer
  account: string | null
  apply: 'certain' | 'nothing'
  state: 'running' | 'done' | 'stopped' | 'refused'
  stage: 'reading' | 'matching' | 'settling' | 'returns' | 'finished'
  done: Generated<number>
  expected: Generated<number>
  report: Json
  actor: Json
  started_at: ColumnType<string, string | Date | undefined, string | Date>
  finished_at: At | null
}

type TaskRow = {
  tenant_id: Id<'tenant'>
  task_id: Id<'task'>
  customer_id: Id<'customer'>
  kind: 'call' | 'check-platform' | 'legal' | 'find-out-kind' | 'find-address'
  state: 'open' | 'done' | 'skipped'
  due_on: Day
  scenario_id: Id<'scenario'> | null
  step: string | null
  cycle: string | null
  total: bigint
  currency: string
  days_late: number
  facts: ColumnType<JsonValue, string | undefined, string>
  outcome: string | null
  note: string | null
  done_by: string | null
  done_at: At | null
  created_at: ColumnType<string, string | Date | undefined, string | Date>
}

type TaskLineRow = {
  tenant_id: Id<'tenant'>
  task_id: Id<'task'>
  customer_id: Id<'customer'>
  kind: 'call' | 'check-platform' | 'legal' | 'find-out-kind' | 'find-address'
  state: 'open' | 'done' | 'skipped'
  due_on: Day
  step: string | null
  total: bigint
  currency: string
  days_late: number
  outcome: string | null
  done_at: At | null
}

type TenantRow = {
  tenant_id: Id<'tenant'>
  name: string
  country: string
  time_zone: Generated<string>
  language: Generated<'fr' | 'nl' | 'en' | 'de'>
  created_at: ColumnType<string, string | Date | undefined, string | Date>
}

type TermsAcceptanceRow = {
  tenant_id: Id<'tenant'>
  acceptance_id: Id<'acceptance'>
  version_id: Id<'version'>
  customer_id: Id<'customer'>
  order_reference: string | null
  means: 'signed-order' | 'click' | 'signature' | 'document' | 'email'
  accepted_on: Day
  accepted_by: string
  document_sha256: Buffer | null
  note: string | null
  recorded_by: string | null
  recorded_at: ColumnType<string, string | Date | undefined, string | Date>
  document_name: string | null
}

type TermsInvoiceRow = {
  tenant_id: Id<'tenant'>
  invoice_id: Id<'invoice'>
  version_id: Id<'version'> | null
  variant_id: Id<'variant'> | null
  acceptance_id: Id<'acceptance'> | null
  clauses: Json
  because: Json
  reference_on: Day
  resolved_on: Day
}

type TermsReviewRow = {
  tenant_id: Id<'tenant'>
  review_id: Id<'review'>
  version_id: Id<'version'>
  due_on: Day
  cause: 'yearly' | 'dispute' | 'law-change' | 'request'
  reason: string | null
  outcome: 'confirmed' | 'changed' | null
  note: string | null
  done_by: string | null
  done_at: At | null
  created_at: ColumnType<string, string | Date | undefined, string | Date>
}

type TermsVariantRow = {
  tenant_id: Id<'tenant'>
  variant_id: Id<'variant'>
  creditor_id: Id<'creditor'>
  customer_id: Id<'customer'> | null
  segment_id: Id<'segment'> | null
  from_on: Day
  to_on: Day
  deviations: Json
  reason: string
  author: string | null
  created_at: ColumnType<string, string | Date | undefined, string | Date>
}

type TermsVersionRow = {
  tenant_id: Id<'tenant'>
  version_id: Id<'version'>
  creditor_id: Id<'creditor'>
  language: 'fr' | 'nl' | 'en' | 'de'
  label: string
  state: 'draft' | 'in-force' | 'replaced'
  effective_from: Day
  effective_to: Day | null
  document_sha256: Buffer | null
  document_name: string | null
  clauses: Json
  review_months: Generated<number>
  author: string | null
  created_at: ColumnType<string, string | Date | undefined, string | Date>
  published_at: At | null
  accepted: Generated<string[]>
  published_by: string | null
}

type WaiverToTellRow = {
  tenant_id: Id<'tenant'>
  waiver_id: Id<'waiver'>
  customer_id: Id<'customer'>
  invoice_id: Id<'invoice'>
  number: string
  due_on: Day
  open: bigint
  invoice_currency: string
  waived_on: Day
  currency: string
  amount: bigint | null
}

export type Tables = {
  allocation: AllocationRow
  allocation_line: AllocationLineRow
  api_key: ApiKeyRow
  'auth.account': AuthAccountRow
  'auth.attempt': AuthAttemptRow
  'auth.secret': AuthSecretRow
  'auth.session': AuthSessionRow
  'auth.user': AuthUserRow
  'auth.verification': AuthVerificationRow
  bank_account: BankAccountRow
  bank_account_card: BankAccountCardRow
  bank_line: BankLineRow
  bank_statement: BankStatementRow
  charge_choice: ChargeChoiceRow
  charge_claim: ChargeClaimRow
  charge_claim_line: ChargeClaimLineRow
  charge_claim_state: ChargeClaimStateRow
  charge_limit: ChargeLimitRow
  charge_line: ChargeLineRow
  charge_policy: ChargePolicyRow
  charge_waiver: ChargeWaiverRow
  cheque: ChequeRow
  cheque_deposit: ChequeDepositRow
  cheque_deposit_item: ChequeDepositItemRow
  cheque_due: ChequeDueRow
  cheque_expected: ChequeExpectedRow
  cheque_move: ChequeMoveRow
  column_mapping: ColumnMappingRow
  contact: ContactRow
  contact_best: ContactBestRow
  creditor: CreditorRow
  creditor_account: CreditorAccountRow
  creditor_card: CreditorCardRow
  creditor_freshness: CreditorFreshnessRow
  customer: CustomerRow
  customer_card: CustomerCardRow
  customer_credit: CustomerCreditRow
  customer_group: CustomerGroupRow
  customer_receipt: CustomerReceiptRow
  file: FileRow
  follow_up: FollowUpRow
  follow_up_cursor: FollowUpCursorRow
  follow_up_line: FollowUpLineRow
  idempotency_key: IdempotencyKeyRow
  import_error: ImportErrorRow
  import_run: ImportRunRow
  invoice: InvoiceRow
  invoice_check: InvoiceCheckRow
  invoice_dates: InvoiceDatesRow
  invoice_day: InvoiceDayRow
  invoice_demand: InvoiceDemandRow
  invoice_finding: InvoiceFindingRow
  invoice_hold: InvoiceHoldRow
  invoice_label: InvoiceLabelRow
  invoice_label_line: InvoiceLabelLineRow
  invoice_line: InvoiceLineRow
  invoice_step: InvoiceStepRow
  invoice_step_line: InvoiceStepLineRow
  invoice_terms: InvoiceTermsRow
  journal: JournalRow
  journal_head: JournalHeadRow
  known_payer: KnownPayerRow
  law_rate: LawRateRow
  member: MemberRow
  message: MessageRow
  message_item: MessageItemRow
  message_line: MessageLineRow
  open_item: OpenItemRow
  paper_number: PaperNumberRow
  payment_incident: PaymentIncidentRow
  person: PersonRow
  receipt_line: ReceiptLineRow
  receipt_operation: ReceiptOperationRow
  receipt_part: ReceiptPartRow
  receipt_proposal: ReceiptProposalRow
  receipt_rule: ReceiptRuleRow
  receipt_setting: ReceiptSettingRow
  retention_line: RetentionLineRow
  scenario: ScenarioRow
  segment: SegmentRow
  segment_face: SegmentFaceRow
  statement_import: StatementImportRow
  task: TaskRow
  task_line: TaskLineRow
  tenant: TenantRow
  terms_acceptance: TermsAcceptanceRow
  terms_invoice: TermsInvoiceRow
  terms_review: TermsReviewRow
  terms_variant: TermsVariantRow
  terms_version: TermsVersionRow
  waiver_to_tell: WaiverToTellRow
}
