import env from '#start/env'
import app from '@adonisjs/core/services/app'
import { createHash, randomUUID } from 'node:crypto'
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'

/** Where a file of the installation lies; `file` is a path below the storage folder. */
export function storagePath(file: string): string {
  return resolve(app.makePath(), env.get('STORAGE_DIR') || 'storage', file)
}

export async function storeFile(file: string, content: Uint8Array) {
  const path = storagePath(file)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, content)
}

/**
 * Stores a file that never changes: what lies in its place already stays. It appears whole or not at
 * all. Gives what lies there now.
 */
export async function storeOnce(file: string, content: Uint8Array): Promise<Uint8Array> {
  const path = storagePath(file)
  const draft = `${path}.${randomUUID()}`
  await mkdir(dirname(path), { recursive: true })
  await writeFile(draft, content)
  try {
    await link(draft, path)
    return content
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    return readFile(path)
  } finally {
    await rm(draft, { force: true })
  }
}

/** SHA-256 of a file's content in hexadecimal. */
export function fileHash(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}
