import { createInstance, type TFunction } from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'
import { LANGUAGES, type Language } from './session.tsx'
import { typeset, type Messages } from './language/typography.ts'

const i18next = createInstance()

/** Translates a key of one namespace, with its values: `t('late.short', { count: 3 })`. */
export type Text = TFunction

type Catalogue = Readonly<Record<string, Messages>>

const CATALOGUES: Record<Language, () => Promise<{ catalogue: Catalogue }>> = {
  fr: () => import('./language/fr.ts'),
  nl: () => import('./language/nl.ts'),
  en: () => import('./language/en.ts'),
  de: () => import('./language/de.ts'),
}

/** Loads a language (once) and shows it. French is always there, for what another language lacks. */
export async function speak(language: Language): Promise<void> {
  if (!i18next.isInitialized) {
    await i18next.use(initReactI18next).init({
      lng: language,
      fallbackLng: 'fr',
      defaultNS: 'web',
      interpolation: { escapeValue: false },
      resources: {},
      react: { useSuspense: false },
    })
  }
  for (const wanted of new Set<Language>(['fr', language])) {
    if (i18next.hasResourceBundle(wanted, 'web')) continue
    const { catalogue } = await CATALOGUES[wanted]()
    for (const [namespace, messages] of Object.entries(catalogue)) {
      i18next.addResourceBundle(wanted, namespace, typeset(messages, wanted))
    }
  }
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
}

const CHOSEN = 'quittance.language'

/** The language chosen on this machine, else the one given (the session's, the browser's). */
export function chosenLanguage(otherwise: Language): Language {
  const kept = localStorage.getItem(CHOSEN)
  return LANGUAGES.find(language => language === kept) ?? otherwise
}

/** Keeps a choice of language on this machine and shows it. */
export async function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem(CHOSEN, language)
  await speak(language)
}

/** The words of one module (`useText('receivables')`) or of the shell (`useText()`). */
export function useText(namespace = 'web'): Text {
  return useTranslation(namespace).t
}

/** The same words outside a component: a search, a link. Ask again at each use, the language may have changed. */
export function textOf(namespace: string): Text {
  return i18next.getFixedT(null, namespace)
}

/** The language on screen, outside a component. */
export function spokenLanguage(): Language {
  return i18next.language as Language
}

/** The language on screen. */
export function useLanguage(): Language {
  return useTranslation().i18n.language as Language
}

/** All namespaces that are loaded: a refusal code may be translated by any module. */
export function namespaces(): string[] {
  return Object.keys(i18next.getDataByLanguage('fr') ?? {})
}
