import { escapeIdentifier, type Client } from 'pg'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { isCode } from './binaries.ts'

/** The role the application acts under: it cannot log in, owns nothing and bypasses no policy. */
export const APPLICATION_ROLE = 'quittance_app'

/**
 * Makes sure the application's role exists and that the owner's login may act as it. `application-role-missing` says
 * which two statements an administrator must run when this login may not make roles itself.
 */
export async function ensureApplicationRole(owner: Client): Promise<Result<void>> {
  if (await mayAct(owner)) return ok(undefined)
  const { rows } = await owner.query<{ login: string }>('select current_user as login')
  const login = escapeIdentifier(rows[0]?.login ?? '')
  try {
    await createRole(owner)
    await owner.query(`grant ${APPLICATION_ROLE} to ${login}`)
  } catch (error) {
    if (!isCode(error, '42501')) throw error
  }
  if (await mayAct(owner)) return ok(undefined)
  const remedy = `create role ${APPLICATION_ROLE}; grant ${APPLICATION_ROLE} to ${login};`
  return refuse(
    'application-role-missing',
    `this login may not make the role ${APPLICATION_ROLE}; ask an administrator of the database to run: ${remedy}`,
    { remedy },
  )
}

async function createRole(owner: Client): Promise<void> {
  const { rowCount } = await owner.query('select from pg_roles where rolname = $1', [APPLICATION_ROLE])
  if (rowCount !== 0) return
  try {
    await owner.query(`create role ${APPLICATION_ROLE}`)
  } catch (error) {
    // Roles belong to the whole server: another database of it may have been set up in the same instant.
    if (!isCode(error, '42710', '23505')) throw error
  }
}

async function mayAct(owner: Client): Promise<boolean> {
  try {
    await owner.query(`set role ${APPLICATION_ROLE}`)
    await owner.query('reset role')
    return true
  } catch (error) {
    if (isCode(error, '22023', '42501')) return false
    throw error
  }
}
