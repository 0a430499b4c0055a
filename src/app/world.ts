import type { Refusal } from '#kernel/result.ts'

/**
 * What the system or the database server says no to (a full disk, a folder without rights, a server gone) is no bug of
 * ours: a refusal that says how to mend it, without our stack. Null for every other error. Codes: `disk-full`,
 * `folder-closed`, `system-refused`.
 */
export function worldRefusal(error: unknown): Refusal | null {
  if (!(error instanceof Error && 'code' in error && typeof error.code === 'string')) return null
  const { code } = error
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === '53100') {
    return { code: 'disk-full', message: 'the disk is full: make room and call again; what was committed is kept' }
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    const path = 'path' in error ? String(error.path) : 'a folder'
    const mend = 'give this user the right to it, or choose another folder by QUITTANCE_DATA'
    return { code: 'folder-closed', message: `${path} may not be written (${code}): ${mend}` }
  }
  // Classes of PostgreSQL: connection, resources, intervention, system.
  if (!('syscall' in error) && !/^(?:08|53|57|58)/.test(code)) return null
  return { code: 'system-refused', message: `the system refused (${code}): ${error.message}` }
}
