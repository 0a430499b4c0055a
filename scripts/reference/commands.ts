import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Verb } from '#app/verb.ts'
import { page } from './page.ts'

/** The usage of every verb of the command line. */
export async function commandsPage(root: string): Promise<string> {
  const folder = join(root, 'src', 'app', 'verbs')
  const files = (await readdir(folder)).filter(name => name.endsWith('.ts') && !name.endsWith('.test.ts')).sort()
  const parts: string[] = []
  for (const file of files) {
    const { verb } = (await import(pathToFileURL(join(folder, file)).href)) as { readonly verb: Verb }
    parts.push(`## ${file.replace('.ts', '')}\n\n${sentence(verb.summary)}\n\n\`\`\`\n${verb.usage.trim()}\n\`\`\``)
  }
  return page(
    'Commands',
    'Run as `npm run -s quittance -- VERB …`. Answers go to stdout, progress and complaints to stderr; exit code 0 done, ' +
      '1 refused with a reason, 2 wrong usage.',
    parts,
  )
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`
}
