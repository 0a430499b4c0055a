import '@fontsource-variable/inter'
import './styles/narrow-space.css'
import '@mantine/core/styles.css'
import '@mantine/dates/styles.css'
import '@mantine/dropzone/styles.css'
import '@mantine/notifications/styles.css'
import '@mantine/spotlight/styles.css'
import './styles/tokens.css'
import './styles/base.css'
import './styles/shell.css'
import './styles/patterns.css'
import './styles/list.css'
import './styles/receipts.css'
import './styles/board.css'
import './styles/print.css'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { chosenLanguage, speak } from './i18n.ts'
import { routerOf } from './router.tsx'
import { LANGUAGES } from './session.tsx'

const place = document.getElementById('root')
if (place === null) throw new Error('index.html has no #root')

// Sign-in speaks the browser's language; once signed in, the session says which.
const browser = LANGUAGES.find(language => navigator.language.startsWith(language)) ?? 'fr'
await speak(chosenLanguage(browser))

// The style page shows every pattern; production does not carry it.
const style = import.meta.env.MODE === 'style' ? await import('./style-page.tsx') : null
const router = style ? routerOf(style.pages, style.loadSession) : routerOf()
createRoot(place).render(<App router={router} />)
