import { mkdir, open, rename } from 'node:fs/promises'
import { join } from 'node:path'

/** Writes a file that appears whole or not at all; written twice with the same bytes, it is the same file. */
export async function putFile(folder: string, name: string, bytes: Uint8Array): Promise<string> {
  await mkdir(folder, { recursive: true })
  const aside = join(folder, `.${name}.${process.pid}.part`)
  const file = await open(aside, 'w', 0o640)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
  const path = join(folder, name)
  await rename(aside, path)
  return path
}
