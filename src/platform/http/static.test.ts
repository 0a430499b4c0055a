import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadSite, type StaticSite } from './static.ts'

let folder: string
let site: StaticSite

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quittance-site-'))
  await mkdir(join(folder, 'assets'))
  await writeFile(join(folder, 'index.html'), '<!doctype html>')
  await writeFile(join(folder, 'assets', 'app-1a2b.js'), 'let x = 1;\n'.repeat(500))
  site = await loadSite(folder)
})
afterAll(() => rm(folder, { recursive: true }))

function get(path: string, headers: Record<string, string> = {}): Response | null {
  return site(new Request(`http://localhost${path}`, { headers }))
}

test('any page address is answered with the application, asked for again each time', async () => {
  for (const path of ['/', '/clients/42', '/index.html']) {
    const response = get(path)
    expect(await response?.text()).toBe('<!doctype html>')
    expect(response?.headers.get('cache-control')).toBe('no-cache')
  }
})

test('a hashed file is kept for a year and sent compressed to those who can read it', () => {
  const plain = get('/assets/app-1a2b.js')
  expect(plain?.headers.get('cache-control')).toContain('immutable')
  expect(plain?.headers.get('content-type')).toContain('text/javascript')
  expect(get('/assets/app-1a2b.js', { 'accept-encoding': 'br, gzip' })?.headers.get('content-encoding')).toBe('gzip')
})

test('a known version is not sent again', () => {
  const etag = get('/')?.headers.get('etag') ?? ''
  expect(get('/', { 'if-none-match': etag })?.status).toBe(304)
})

test('a missing file and a path out of the folder are not found', () => {
  expect(get('/assets/old-0000.js')).toBeNull()
  expect(get('/../../etc/passwd.txt')).toBeNull()
  expect(site(new Request('http://localhost/', { method: 'POST' }))).toBeNull()
})
