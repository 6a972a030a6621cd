import env from '#start/env'
import app from '@adonisjs/core/services/app'
import { mkdir, writeFile } from 'node:fs/promises'
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
