import {
  IconBuildingBank,
  IconChartBar,
  IconFileCheck,
  IconFileInvoice,
  IconFileText,
  IconListCheck,
  IconPercentage,
  IconRoute,
  IconSettings,
  IconUpload,
  IconUsers,
  IconWritingSign,
  type Icon,
} from '@tabler/icons-react'
import { paths, patterns, type Path } from '../paths.ts'

export type NavItem = {
  readonly id: keyof typeof patterns
  readonly to: Path
  readonly icon: Icon
  /** `g` then this key. */
  readonly key?: string
}

/** The navigation, in the order of a day's work. Only the screens that exist are shown. */
const NAV: readonly NavItem[] = [
  { id: 'today', to: paths.today(), icon: IconListCheck, key: 'a' },
  { id: 'customers', to: paths.customers(), icon: IconUsers, key: 'c' },
  { id: 'invoices', to: paths.invoices(), icon: IconFileInvoice, key: 'f' },
  { id: 'agedBalance', to: paths.agedBalance(), icon: IconChartBar, key: 'b' },
  { id: 'receipts', to: paths.receipts(), icon: IconBuildingBank, key: 'e' },
  { id: 'cheques', to: paths.cheques(), icon: IconWritingSign, key: 'k' },
  { id: 'charges', to: paths.charges(), icon: IconPercentage, key: 'p' },
  { id: 'quality', to: paths.quality(), icon: IconFileCheck, key: 'q' },
  { id: 'terms', to: paths.terms(), icon: IconFileText, key: 't' },
  { id: 'scenarios', to: paths.scenarios(), icon: IconRoute, key: 's' },
  { id: 'imports', to: paths.imports(), icon: IconUpload, key: 'i' },
  { id: 'settings', to: paths.settings(), icon: IconSettings, key: 'r' },
]

/** The items whose pages exist. */
export function navOf(existing: readonly string[]): readonly NavItem[] {
  return NAV.filter(item => existing.includes(patterns[item.id]))
}
