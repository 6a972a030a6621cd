import { test } from '@japa/runner'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { anatomy, catalogue } from '#tests/unit/language/catalogue'
import { isKnown, keysOfPage, keysOfServer } from '#tests/unit/language/used_keys'
import { cyrillic, hardCodedTexts } from '#tests/unit/language/visible_text'

const root = join(import.meta.dirname, '../../..')
const ru = catalogue('ru')
const en = catalogue('en')

/** Names that are the same in both languages: of a language, of the product, of a mark. */
const OWN_NAMES = ['Русский', 'English', 'Opora', 'VIP']

function sources(pattern: string) {
  const paths = globSync(pattern, { cwd: root, exclude: ['resources/*.d.ts'] })
  return paths.map((path) => ({ path, source: readFileSync(join(root, path), 'utf8') }))
}

test.group('Language catalogue', () => {
  test('G-10 both languages hold the same keys', ({ assert }) => {
    assert.isAbove(ru.size, 50)
    assert.deepEqual([...ru.keys()].sort(), [...en.keys()].sort())
  })

  test('G-10 both languages ask for the same placeholders', ({ assert }) => {
    for (const [key, message] of ru) {
      const wanted = anatomy(en.get(key) ?? '').placeholders
      assert.deepEqual(anatomy(message).placeholders, wanted, key)
    }
  })

  test('G-10 a Russian plural has its four forms, an English one its two', ({ assert }) => {
    for (const [messages, forms] of [
      [ru, ['one', 'few', 'many', 'other']],
      [en, ['one', 'other']],
    ] as const) {
      for (const [key, message] of messages) {
        for (const plural of anatomy(message).plurals) {
          assert.includeMembers(plural.forms, [...forms], `${key}: ${plural.name}`)
        }
      }
    }
  })

  test('G-10 no message is empty', ({ assert }) => {
    const all = [...ru, ...en]
    assert.deepEqual(
      all.filter(([, message]) => message.trim() === ''),
      []
    )
  })
})

test.group('Language of pages and refusals', () => {
  test('every message a page asks for exists', ({ assert }) => {
    const used = sources('resources/**/*.{ts,vue}').flatMap((file) =>
      keysOfPage(file.path, file.source)
    )
    assert.isAbove(used.length, 20)
    assert.deepEqual(
      used.filter(({ key }) => !isKnown(key, ru)),
      []
    )
  })

  test('every message the server asks for exists', ({ assert }) => {
    const used = sources('app/**/*.ts').flatMap((file) => keysOfServer(file.path, file.source))
    assert.isAbove(used.length, 2)
    assert.deepEqual(
      used.filter(({ key }) => !isKnown(key, ru)),
      []
    )
  })

  test('no component shows words of its own', ({ assert }) => {
    const shown = sources('resources/**/*.vue').flatMap(({ path, source }) =>
      [...hardCodedTexts(source), ...cyrillic(source)].map((text) => ({ path, text }))
    )
    assert.deepEqual(
      shown.filter(({ text }) => !OWN_NAMES.includes(text)),
      []
    )
  })
})

test.group('The watch over the language', () => {
  test('sees placeholders and plurals inside each other', ({ assert }) => {
    const message = '{who} {n, plural, one {# of {all}} other {{kind, select, a {A} other {B}}}}'
    assert.deepEqual(anatomy(message), {
      placeholders: ['all value', 'kind select', 'n value', 'who value'],
      plurals: [{ name: 'n', forms: ['one', 'other'] }],
    })
  })

  test('sees a missing key, literal or composed', ({ assert }) => {
    const page = "{{ t('list.empty') }} {{ t(`list.${kind}.none`) }} {{ format('x') }}"
    assert.deepEqual(
      keysOfPage('a.vue', page).map(({ key }) => key),
      ['list.empty', 'list.${kind}.none']
    )
    const server = "throw new Refusal('errors.no'); ctx.i18n.t(`audit.${event}`); super('plain')"
    assert.deepEqual(
      keysOfServer('a.ts', server).map(({ key }) => key),
      ['errors.no', 'audit.${event}']
    )
    assert.isFalse(isKnown('list.none', new Map([['list.empty', '']])))
    assert.isFalse(isKnown('list.${kind}', new Map([['lists.empty', '']])))
    assert.isTrue(isKnown('list.${kind}', new Map([['list.empty', '']])))
  })

  test('sees words in a template, not in code or key caps', ({ assert }) => {
    const source = `<script setup lang="ts">const label = 'code'</script>
      <template><p title="Hint" class="wide">{{ label }} · <b>Привет</b><UKbd>Ctrl</UKbd></p></template>`
    assert.deepEqual(hardCodedTexts(source), ['Hint', 'Привет'])
    assert.deepEqual(cyrillic(source), ['Привет'])
  })
})
