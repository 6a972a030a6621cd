import { test } from '@japa/runner'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { FLOORS } from '#config/floors'
import {
  breaches,
  circle,
  domainOf,
  levelOf,
  type SourceFile,
} from '#tests/unit/architecture/house_rules'

const root = join(import.meta.dirname, '../../..')

function sources(): SourceFile[] {
  return globSync('app/**/*.ts', { cwd: root }).map((path) => ({
    path: path.replaceAll('\\', '/'),
    source: readFileSync(join(root, path), 'utf8'),
  }))
}

test.group('Floors of the house', () => {
  test('imports go only down, through public folders and aliases', ({ assert }) => {
    assert.deepEqual(breaches(sources()), [])
  })

  test('no domains import each other in a ring', ({ assert }) => {
    assert.deepEqual(circle(sources()), [])
  })

  test('every domain stands on one floor', ({ assert }) => {
    const domains = new Set(sources().map(({ path }) => domainOf(path)))
    assert.isAbove(domains.size, 5)
    assert.deepEqual(
      [...domains].filter((domain) => levelOf(domain) === -1),
      []
    )
    assert.lengthOf(new Set(FLOORS.flat()), FLOORS.flat().length)
  })
})

test.group('The watch over the floors', () => {
  test('finds {specifier} in {path}: {reason}')
    .with([
      { path: 'app/cmdb/a.ts', specifier: '#tickets/models/ticket', reason: 'upward' },
      { path: 'app/cmdb/a.ts', specifier: '#sla/queries/clocks', reason: 'sideways' },
      { path: 'app/tickets/a.ts', specifier: '#cmdb/workflow/impact', reason: 'a private folder' },
      { path: 'app/tickets/a.ts', specifier: '#cmdb/routes', reason: 'a private folder' },
      { path: 'app/core/a.ts', specifier: '#directory/models/user', reason: 'upward' },
      { path: 'app/tickets/a.ts', specifier: '../cmdb/models/ci.js', reason: 'a relative import' },
      {
        path: 'app/tickets/a.ts',
        specifier: '#app/cmdb/models/ci',
        reason: 'a domain is imported by its own alias',
      },
    ])
    .run(({ assert }, { path, specifier, reason }) => {
      const forms = [
        `import { x } from '${specifier}'`,
        `import type { x } from "${specifier}"`,
        `import {\n  x,\n} from '${specifier}'`,
        `import '${specifier}'`,
        `const x = () => import('${specifier}')`,
        `export { x } from '${specifier}'`,
      ]
      for (const source of forms) {
        assert.deepEqual(breaches([{ path, source }]), [`${path} imports ${specifier}: ${reason}`])
      }
    })

  test('lets pass {specifier} in {path}')
    .with([
      { path: 'app/tickets/a.ts', specifier: '#cmdb/models/ci' },
      { path: 'app/tickets/a.ts', specifier: '#tickets/workflow/kinds' },
      { path: 'app/tickets/a.ts', specifier: '#core/clock' },
      { path: 'app/core/a.ts', specifier: '#config/numbering' },
      { path: 'app/core/a.ts', specifier: 'luxon' },
    ])
    .run(({ assert }, { path, specifier }) => {
      assert.deepEqual(breaches([{ path, source: `import { x } from '${specifier}'` }]), [])
    })

  test('finds a ring, made of types or not', ({ assert }) => {
    const ring = [
      { path: 'app/tickets/a.ts', source: `import { x } from '#sla/models/x'` },
      { path: 'app/sla/a.ts', source: `import { x } from '#calendars/models/x'` },
      { path: 'app/calendars/a.ts', source: `import type { x } from '#sla/models/x'` },
    ]
    assert.deepEqual(circle(ring), ['sla', 'calendars', 'sla'])
    assert.deepEqual(circle(ring.slice(0, 2)), [])
  })
})
