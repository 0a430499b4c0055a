import type { ReactNode } from 'react'
import * as web from '#web/index.ts'

/** The four languages as words, for the pages before sign-in. */
export function LanguageRow(): ReactNode {
  const words = web.useText()
  const language = web.useLanguage()
  return (
    <div className="auth-languages" role="group" aria-label={words('language.label')}>
      {web.LANGUAGES.map(one => (
        <button
          key={one}
          type="button"
          lang={one}
          aria-pressed={one === language}
          onClick={() => void web.chooseLanguage(one)}
        >
          {words(`language.${one}`)}
        </button>
      ))}
    </div>
  )
}
