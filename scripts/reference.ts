// Writes docs/reference from the code: the API, the settings, the command line and the kinds of journal entries.
//   node scripts/reference.ts          after changing a contract, a setting, a verb or what is journaled
//   node scripts/reference.ts --check  exits 1 when a page is not what the code says
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { apiPage } from './reference/api.ts'
import { commandsPage } from './reference/commands.ts'
import { journalPage } from './reference/journal.ts'
import { settingsPage } from './reference/settings.ts'

const check = process.argv.includes('--check')
const root = join(import.meta.dirname, '..')

const pages: Readonly<Record<string, string>> = {
  'docs/reference/api.md': apiPage(),
  'docs/reference/commands.md': await commandsPage(root),
  'docs/reference/journal.md': await journalPage(root),
  'docs/reference/settings.md': settingsPage(),
}

for (const [file, text] of Object.entries(pages)) {
  const path = join(root, file)
  const before = await readFile(path, 'utf8').catch(() => '')
  if (before === text) continue
  if (check) {
    console.error(`${file} is not what the code says: run node scripts/reference.ts`)
    process.exitCode = 1
  } else {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, text)
    console.error(`${file} written`)
  }
}
