import { CI_CLASS_GROUPS } from '#cmdb/models/ci_types'
import { IDENTIFYING_COLUMNS } from '#cmdb/models/ci_types'
import { TYPE_TRAITS, type CiAttributeType } from '#cmdb/workflow/attribute_types'
import { compileClassSchema } from '#cmdb/workflow/class_schema'
import { isIndexed } from '#cmdb/workflow/indexed_values'
import { CI_CLASS_ICONS } from '#config/icons'
import { BASE_CLASS, CI_CLASS_CATALOGUE } from '#database/reference/ci_classes/catalogue'
import { IDENTIFIERS } from '#database/reference/ci_classes/identifiers'
import { RELATION_TYPES } from '#database/reference/relation_types'
import { definitionOf } from '#tests/helpers/ci_classes'
import { test } from '@japa/runner'

const all = [BASE_CLASS, ...Object.values(CI_CLASS_CATALOGUE).flat()]
const byCode = new Map(all.map((each) => [each.code, each]))

const EXAMPLES: Record<CiAttributeType, string | number | boolean> = {
  string: 'text',
  text: 'text',
  int: 4,
  decimal: '1,5',
  bool: true,
  date: '2026-03-01',
  enum: '',
  ip: '10.0.0.1',
  cidr: '10.0.0.0/24',
  mac: '00-1b-44-11-3a-b7',
  fqdn: 'srv-01.example.org',
  url: 'https://example.org/',
  datetime: '2026-03-01T10:00:00Z',
  multi_enum: '',
  email: 'a@example.org',
  money: '1500.00 RUB',
  reference: 1,
  user: 1,
  secret: 'word',
}

/** The attributes of a class, its own and those above. */
function attributesOf(code: string) {
  const attributes = []
  for (let at: string | null = code; at !== null; at = byCode.get(at)!.parent) {
    attributes.push(...byCode.get(at)!.attributes)
  }
  return attributes
}

test.group('The classes Opora ships with', () => {
  test('CFG-02 all concrete classes of the eleven groups are there', ({ assert }) => {
    const counts = CI_CLASS_GROUPS.map(
      (group) => CI_CLASS_CATALOGUE[group].filter((each) => !each.isAbstract).length
    )
    assert.deepEqual(counts, [5, 8, 8, 9, 12, 13, 7, 5, 9, 6, 6])
    assert.equal(byCode.size, all.length)
    assert.sameMembers(
      all.filter((each) => each.isAbstract).map((each) => each.code),
      ['ci', 'server', 'network_device']
    )
  })

  test('CFG-02 every class inherits from the base class without a cycle', ({ assert }) => {
    for (const each of all) {
      const chain = [each.code]
      for (let parent = each.parent; parent !== null; parent = byCode.get(parent)!.parent) {
        assert.notInclude(chain, parent)
        chain.push(parent)
      }
      assert.equal(chain.at(-1), 'ci')
    }
  })

  test('no attribute stands twice in a class and those above it', ({ assert }) => {
    for (const each of all) {
      const keys: string[] = []
      for (let at: string | null = each.code; at !== null; at = byCode.get(at)!.parent) {
        keys.push(...byCode.get(at)!.attributes.map((attribute) => attribute.key))
      }
      assert.equal(new Set(keys).size, keys.length, each.code)
    }
  })

  test('icons come from the bundled list and both languages have labels', ({ assert }) => {
    const icons: readonly string[] = CI_CLASS_ICONS
    assert.equal(new Set(icons).size, icons.length)
    for (const each of all) {
      assert.include(icons, each.icon)
      for (const label of [each, ...each.attributes]) {
        assert.match(label.labelRu, /\S/)
        assert.match(label.labelEn, /^[^а-яё]+$/i)
      }
    }
  })

  test('CFG-02 every concrete class takes an example item', ({ assert }) => {
    for (const { code } of all.filter((each) => !each.isAbstract)) {
      const attributes = attributesOf(code)
      const schema = compileClassSchema(
        { classId: 1, namingRule: null, namingHintRu: null, namingHintEn: null },
        attributes.map(({ key, type, ...each }) => definitionOf(type, { ...each, key }))
      )
      const example = attributes.map(({ key, type, options }) => [
        key,
        options?.[0]?.value ?? EXAMPLES[type],
      ])
      const filled = schema.fill(Object.fromEntries(example))
      assert.lengthOf(Object.keys(filled), attributes.length, code)
    }
  })

  test('settings fit the types, and references name classes there are', ({ assert }) => {
    for (const each of all.flatMap(({ attributes }) => attributes)) {
      if (each.isSearchable) assert.isTrue(TYPE_TRAITS[each.type].isIndexed, each.key)
      if (each.uniqueScope) assert.isTrue(TYPE_TRAITS[each.type].canBeUnique, each.key)
      if (each.referenceClass) assert.isTrue(byCode.has(each.referenceClass), each.key)
    }
  })

  test('§4.8 items are recognised by attributes the class has, and those are in the index', ({
    assert,
  }) => {
    const columns: readonly string[] = IDENTIFYING_COLUMNS
    for (const [code, entries] of Object.entries(IDENTIFIERS)) {
      const attributes = new Map(attributesOf(code).map((each) => [each.key, each]))
      for (const key of entries.flat().filter((each) => !columns.includes(each))) {
        assert.isTrue(attributes.has(key), `${code}: ${key}`)
      }
    }
    assert.isTrue(isIndexed(attributesOf('server').find(({ key }) => key === 'uuid')!))
  })

  test('CFG-06 every relation type has both names in both languages', ({ assert }) => {
    assert.lengthOf(Object.keys(RELATION_TYPES), 22)
    for (const { ru, en } of Object.values(RELATION_TYPES)) {
      assert.lengthOf(
        ru.filter((name) => /[а-яё]/i.test(name)),
        2
      )
      assert.lengthOf(
        en.filter((name) => /^[a-z ]+$/.test(name)),
        2
      )
    }
  })
})
