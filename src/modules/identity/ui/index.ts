// What identity shows: its pages, and what the shell asks it.
import { lazyPage } from '#web/index.ts'

export { chooseTenant, loadSession, saveLanguage, signOut } from './session.ts'
export const SignInPage = lazyPage(() => import('./sign-in-page.tsx'), 'SignInPage')
export const UsersPage = lazyPage(() => import('./users-page.tsx'), 'UsersPage')
export const KeysPage = lazyPage(() => import('./keys-page.tsx'), 'KeysPage')
export const ProfilePage = lazyPage(() => import('./profile-page.tsx'), 'ProfilePage')
