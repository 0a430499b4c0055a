import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

type Asset = {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly zipped: Uint8Array<ArrayBuffer> | null
  readonly mediaType: string
  readonly etag: string
  readonly hashed: boolean
}

/** The built web application, held in memory: a few megabytes that never change while the program runs. */
export type StaticSite = (request: Request) => Response | null

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
}
const ZIPPABLE = /^(text|application\/(json|manifest)|image\/svg)/
const compressed = promisify(gzip)

/**
 * Loads every file of `folder`. The site answers GET of a file, and `index.html` for any page address, because the
 * browser's router knows the pages; an address that looks like a file (`/x.js`) and is none gives `null`. Files under
 * `assets/` carry a hash in their name and are kept for a year; the rest is asked for again each time.
 */
export async function loadSite(folder: string): Promise<StaticSite> {
  const assets = new Map<string, Asset>()
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  for (const entry of entries) {
    if (!entry.isFile() || entry.name.endsWith('.map')) continue
    const path = relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/')
    assets.set(`/${path}`, await loadAsset(join(folder, path), path.startsWith('assets/')))
  }
  return request => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return null
    const path = new URL(request.url).pathname
    const asset = assets.get(path) ?? (extname(path) === '' ? assets.get('/index.html') : undefined)
    return asset ? assetResponse(asset, request) : null
  }
}

async function loadAsset(file: string, hashed: boolean): Promise<Asset> {
  const bytes = new Uint8Array(await readFile(file))
  const mediaType = MEDIA_TYPES[extname(file)] ?? 'application/octet-stream'
  const zipped = ZIPPABLE.test(mediaType) && bytes.length > 1024 ? new Uint8Array(await compressed(bytes)) : null
  const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`
  return { bytes, zipped, mediaType, etag, hashed }
}

function assetResponse(asset: Asset, request: Request): Response {
  const headers = new Headers({
    'content-type': asset.mediaType,
    'cache-control': asset.hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    etag: asset.etag,
    vary: 'accept-encoding',
  })
  if (request.headers.get('if-none-match') === asset.etag) return new Response(null, { status: 304, headers })
  const zips = /\bgzip\b/.test(request.headers.get('accept-encoding') ?? '')
  if (!zips || !asset.zipped) return new Response(asset.bytes, { headers })
  headers.set('content-encoding', 'gzip')
  return new Response(asset.zipped, { headers })
}
