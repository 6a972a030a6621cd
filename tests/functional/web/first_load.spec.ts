import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

type Chunk = { file: string; imports?: string[] }

const ENTRY = 'resources/app.ts'
/** KB of scripts that come before the first page, compressed. What grows beyond is loaded when it is needed. */
const BUDGET_KB = 212

test.group('The first load', () => {
  test('what every page needs stays within its budget', ({ assert }) => {
    const folder = app.publicPath('build')
    const manifest = JSON.parse(
      readFileSync(join(folder, '.vite', 'manifest.json'), 'utf8')
    ) as Record<string, Chunk>
    const sizes = [...closureOf(ENTRY, manifest)].map((key) => {
      return gzipSync(readFileSync(join(folder, manifest[key]!.file)), { level: 9 }).length
    })
    const total = sizes.reduce((sum, size) => sum + size, 0) / 1000
    assert.isBelow(total, BUDGET_KB)
  })
})

/** A chunk and all it imports at once. */
function closureOf(key: string, manifest: Record<string, Chunk>, found = new Set<string>()) {
  if (found.has(key)) return found
  found.add(key)
  for (const each of manifest[key]!.imports ?? []) closureOf(each, manifest, found)
  return found
}
