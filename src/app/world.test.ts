import { expect, test } from 'vitest'
import { worldRefusal } from './world.ts'

const systemError = (code: string, more: object = {}): Error => Object.assign(new Error('no'), { code, ...more })

test.each([
  ['ENOSPC', { syscall: 'write' }, 'disk-full'],
  ['53100', {}, 'disk-full'],
  ['EROFS', { syscall: 'open', path: '/srv/quittance/postgres' }, 'folder-closed'],
  ['57P01', {}, 'system-refused'],
  ['ECONNRESET', { syscall: 'read' }, 'system-refused'],
])('%s is the world’s', (code, more, refusal) => {
  expect(worldRefusal(systemError(code, more))?.code).toBe(refusal)
})

test('a closed folder is named, with what to do', () => {
  const message = worldRefusal(systemError('EACCES', { path: '/srv/q' }))?.message
  expect(message).toContain('/srv/q')
  expect(message).toContain('QUITTANCE_DATA')
})

test.each([systemError('22P02'), systemError('ERR_INVALID_ARG_TYPE'), new TypeError('x'), 'x'])(
  '%s is a bug of ours',
  error => {
    expect(worldRefusal(error)).toBeNull()
  },
)
