import type { RouteComponent } from '@tanstack/react-router'
import type { TenantId } from '#kernel/id.ts'
import { CalculatorPage, ChargeRules, ChargesPage } from '#modules/charges/ui/index.ts'
import { CustomerPage, CustomersPage, InvoicePage, searchEverything, TodayPage } from '#modules/desk/ui/index.ts'
import { ScenariosPage } from '#modules/dunning/ui/index.ts'
import {
  chooseTenant,
  KeysPage,
  loadSession,
  ProfilePage,
  saveLanguage,
  SignInPage,
  signOut,
  UsersPage,
} from '#modules/identity/ui/index.ts'
import { MailTest, MessagePage } from '#modules/messages/ui/index.ts'
import { CreditorSettings, SegmentSettings } from '#modules/parties/ui/index.ts'
import { ChequesPage } from '#modules/receipts/ui/index.ts'
import { ImportPage, InvoicesPage, IssuePage, QualityPage, RetentionPage } from '#modules/receivables/ui/index.ts'
import { BankAccountsPage, ReceiptsPage } from '#modules/receipts/ui/index.ts'
import { AgedPage } from '#modules/reports/ui/index.ts'
import { RatesSettings, TermsPage, VersionPage } from '#modules/terms/ui/index.ts'
import { patterns } from './paths.ts'
import type { Language, Session } from './session.tsx'
import type { SearchAll } from './shell/search.tsx'

/** One screen: its address, its page, and whether it stands outside the shell (sign-in) or among the settings. */
export type Page = {
  readonly path: string
  readonly page: RouteComponent
  readonly outside?: true
  /** Shown beside the list of settings, under its title. */
  readonly settings?: true
}

/**
 * Every screen, one line each: `{ path: patterns.invoices, page: InvoicesPage }`, the page imported from its module's
 * `ui/index.ts`. The navigation shows the screens that are here.
 */
export const pages: readonly Page[] = [
  { path: patterns.signIn, page: SignInPage, outside: true },
  { path: patterns.today, page: TodayPage },
  { path: patterns.customers, page: CustomersPage },
  { path: patterns.customer, page: CustomerPage },
  { path: patterns.message, page: MessagePage },
  { path: patterns.scenarios, page: ScenariosPage },
  { path: patterns.invoices, page: InvoicesPage },
  { path: patterns.invoice, page: InvoicePage },
  { path: patterns.issueInvoice, page: IssuePage },
  { path: patterns.quality, page: QualityPage },
  { path: patterns.agedBalance, page: AgedPage },
  { path: patterns.cheques, page: ChequesPage },
  { path: patterns.receipts, page: ReceiptsPage },
  { path: patterns.terms, page: TermsPage },
  { path: patterns.termsVersion, page: VersionPage },
  { path: patterns.retention, page: RetentionPage },
  { path: patterns.imports, page: ImportPage },
  { path: patterns.charges, page: ChargesPage },
  { path: patterns.chargeCalculator, page: CalculatorPage },
  { path: patterns.company, page: CreditorSettings, settings: true },
  { path: patterns.segments, page: SegmentSettings, settings: true },
  { path: patterns.chargeRules, page: ChargeRules, settings: true },
  { path: patterns.bankAccounts, page: BankAccountsPage, settings: true },
  { path: patterns.rates, page: RatesSettings, settings: true },
  { path: patterns.mail, page: MailTest, settings: true },
  { path: patterns.users, page: UsersPage, settings: true },
  { path: patterns.apiKeys, page: KeysPage, settings: true },
  { path: patterns.profile, page: ProfilePage, settings: true },
]

/** Where `/` leads. */
export const home = patterns.today

/** What the shell needs from modules. Null `loadSession` means that nobody can sign in yet. */
export const doors: {
  /** The signed-in person, or null: then sign-in is shown. From identity. */
  readonly loadSession: (() => Promise<Session | null>) | null
  /** Ctrl+K. */
  readonly search: SearchAll | null
  readonly signOut: (() => Promise<void>) | null
  readonly chooseTenant: ((tenant: TenantId) => Promise<void>) | null
  readonly saveLanguage: ((language: Language) => Promise<void>) | null
} = { loadSession, search: searchEverything, signOut, chooseTenant, saveLanguage }
