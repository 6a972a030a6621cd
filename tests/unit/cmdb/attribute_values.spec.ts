import {
  CI_ATTRIBUTE_TYPES,
  SECRET_MASK,
  type AttributeInputValue,
  type CiAttributeType,
} from '#cmdb/workflow/attribute_types'
import { attributeChanges } from '#cmdb/workflow/attribute_values'
import { compileClassSchema, type AttributeInput } from '#cmdb/workflow/class_schema'
import { indexedValues, normalisedText, uniqueDigest } from '#cmdb/workflow/indexed_values'
import { readAttributeValue } from '#cmdb/workflow/read_attribute_value'
import { Refusal } from '#core/errors'
import { definitionOf } from '#tests/helpers/ci_classes'
import { test } from '@japa/runner'
import fc from 'fast-check'

const A4 = [{ value: 'A4', labelRu: 'А4', labelEn: 'A4' }]
const read = (type: CiAttributeType, value: AttributeInputValue, options = A4) =>
  readAttributeValue({ type, options }, value)
const schemaOf = (...definitions: ReturnType<typeof definitionOf>[]) =>
  compileClassSchema(
    { classId: 1, namingRule: null, namingHintRu: null, namingHintEn: null },
    definitions
  )
const refusalOf = (work: () => unknown) => {
  try {
    work()
  } catch (error) {
    if (error instanceof Refusal) return [error.field, error.messageKey]
    throw error
  }
  return null
}

test.group('Values of class attributes', () => {
  test('CFG-02 each type accepts its own and refuses the rest', ({ assert }) => {
    assert.equal(read('int', '16'), 16)
    assert.isUndefined(read('int', '1.5'))
    assert.isUndefined(read('int', '9007199254740993'))
    assert.equal(read('decimal', '1,50'), '1.50')
    assert.isUndefined(read('decimal', '1e3'))
    assert.equal(read('bool', 'false'), false)
    assert.isUndefined(read('bool', 'yes'))
    assert.isUndefined(read('date', '2026-02-30'))
    assert.equal(read('datetime', '2026-03-01T10:00+03:00'), '2026-03-01T07:00:00Z')
    assert.isUndefined(read('datetime', '2026-03-01'))
    assert.equal(read('enum', 'A4'), 'A4')
    assert.isUndefined(read('enum', 'A5'))
    assert.deepEqual(read('multi_enum', ['A4', 'A4']), ['A4'])
    assert.isUndefined(read('multi_enum', ['A4', 'A5']))
    assert.isUndefined(read('ip', '10.0.0.256'))
    assert.equal(read('cidr', '2001:DB8::/48'), '2001:db8::/48')
    assert.isUndefined(read('cidr', '10.0.0.0/33'))
    assert.equal(read('mac', '001b.4411.3ab7'), '00:1B:44:11:3A:B7')
    assert.equal(read('fqdn', 'SRV-01.Example.org.'), 'srv-01.example.org')
    assert.equal(read('email', 'a@example.org'), 'a@example.org')
    assert.isUndefined(read('email', 'a b@example.org'))
    assert.deepEqual(read('money', '1500,5 RUB'), { amountMinor: 150050, currency: 'RUB' })
    assert.isUndefined(read('money', '1500.555 RUB'))
    assert.isUndefined(read('money', '1500 XQQ'))
    assert.equal(read('reference', '12'), 12)
    assert.isUndefined(read('user', '-1'))
  })

  test('an address is a web address and never a script', ({ assert }) => {
    assert.equal(read('url', 'https://example.org/a'), 'https://example.org/a')
    assert.isUndefined(read('url', 'javascript:alert(1)'))
    assert.isUndefined(read('url', 'example'))
  })

  test('whatever comes in is stored or refused, and what is stored reads as itself', () => {
    const input = fc.oneof(
      fc.string({ maxLength: 60 }),
      fc.double(),
      fc.integer(),
      fc.boolean(),
      fc.array(fc.string({ maxLength: 5 }), { maxLength: 3 }),
      fc.ipV4(),
      fc.ipV6(),
      fc.domain(),
      fc.webUrl(),
      fc.emailAddress(),
      fc.date({ noInvalidDate: true }).map((date) => date.toISOString())
    )
    fc.assert(
      fc.property(fc.constantFrom(...CI_ATTRIBUTE_TYPES), input, (type, value) => {
        const stored = read(type, value as AttributeInputValue)
        if (stored === undefined || type === 'money') return true
        const again = read(type, stored as AttributeInputValue)
        return JSON.stringify(again) === JSON.stringify(stored)
      }),
      { numRuns: 2000 }
    )
  })

  test('CFG-13 bounds and pattern are told by field', ({ assert }) => {
    const schema = schemaOf(
      definitionOf('int', { key: 'port', minValue: '1', maxValue: '65535' }),
      definitionOf('string', { key: 'slot', pattern: '[A-Z]{2}-\\d+', maxValue: '6' }),
      definitionOf('date', { key: 'bought', minValue: '2020-01-01' }),
      definitionOf('money', { key: 'price', maxValue: '1000' })
    )
    const problem = (input: AttributeInput) => refusalOf(() => schema.edit({}, input))
    const key = (name: string) => `cmdb.errors.attribute.${name}`
    assert.deepEqual(problem({ port: 0 }), ['attributes.port', key('too_small')])
    assert.deepEqual(problem({ port: 65_536 }), ['attributes.port', key('too_large')])
    assert.deepEqual(problem({ slot: 'ab-1' }), ['attributes.slot', key('pattern')])
    assert.deepEqual(problem({ slot: 'AB-12345' }), ['attributes.slot', key('length_large')])
    assert.deepEqual(problem({ bought: '2019-12-31' }), ['attributes.bought', key('day_small')])
    assert.deepEqual(problem({ price: '1000.01 RUB' }), ['attributes.price', key('too_large')])
    assert.isNull(problem({ port: 443, slot: 'AB-123', bought: '2020-01-01', price: '1000 RUB' }))
  })

  test('a new item takes defaults and needs what is required; an older one stays editable', ({
    assert,
  }) => {
    const schema = schemaOf(
      definitionOf('string', { key: 'os', isRequired: true }),
      definitionOf('int', { key: 'ram_gb', defaultValue: '8' }),
      definitionOf('string', { key: 'zone', isRecommended: true })
    )
    assert.deepEqual(schema.fill({ os: 'Debian' }), { os: 'Debian', ram_gb: 8 })
    assert.deepEqual(schema.fill({ os: 'Debian', ram_gb: null }), { os: 'Debian' })
    const required = ['attributes.os', 'cmdb.errors.attribute.required']
    assert.deepEqual(
      refusalOf(() => schema.fill({})),
      required
    )
    assert.deepEqual(
      refusalOf(() => schema.edit({ os: 'Debian' }, { os: '' })),
      required
    )
    assert.deepEqual(schema.edit({}, { ram_gb: 16 }), { ram_gb: 16 })
    assert.deepEqual(schema.missing({}), { required: ['os'], recommended: ['zone'] })
  })

  test('what an edit does not name stays; a retired attribute can only be cleared', ({
    assert,
  }) => {
    const schema = schemaOf(
      definitionOf('int', { key: 'cpu_cores' }),
      definitionOf('string', { key: 'os', isRetired: true })
    )
    const current = { cpu_cores: 8, os: 'Debian' }
    assert.deepEqual(schema.edit(current, { cpu_cores: 4 }), { cpu_cores: 4, os: 'Debian' })
    assert.deepEqual(schema.edit(current, { os: '', cpu_cores: null }), {})
    assert.deepEqual(
      refusalOf(() => schema.edit(current, { os: 'RED OS' })),
      ['attributes.os', 'cmdb.errors.attribute.retired']
    )
    assert.deepEqual(
      refusalOf(() => schema.edit({}, { toString: 'x' } as AttributeInput)),
      ['attributes.toString', 'cmdb.errors.unknown_attribute']
    )
  })

  test('CFG-07 history names every attribute by itself and keeps secrets and noise out', ({
    assert,
  }) => {
    const known = new Map([
      ['pin', { type: 'secret' as const, keepsHistory: true }],
      ['pages', { type: 'int' as const, keepsHistory: false }],
    ])
    const before = { cpu_cores: 8, os: 'Debian', pages: 1, bands: ['a'] }
    const after = { os: 'RED OS', ram_gb: 16, pin: 'cipher', pages: 2, bands: ['a'] }
    assert.sameDeepMembers(attributeChanges(known, before, after), [
      { field: 'attributes.cpu_cores', before: 8, after: null },
      { field: 'attributes.os', before: 'Debian', after: 'RED OS' },
      { field: 'attributes.ram_gb', before: null, after: 16 },
      { field: 'attributes.pin', before: null, after: SECRET_MASK },
    ])
  })
})

test.group('What the side index holds', () => {
  const mac = fc.array(fc.constantFrom(...'0123456789abcdef'), { minLength: 12, maxLength: 12 })

  test('a MAC address is the same however it is written', () => {
    fc.assert(
      fc.property(mac, fc.constantFrom(':', '-', ''), fc.boolean(), (digits, between, isUpper) => {
        const text = digits.join('').match(/../g)!.join(between)
        const written = isUpper ? text.toUpperCase() : text
        return normalisedText('mac', written) === digits.join('')
      })
    )
  })

  test('normalising again changes nothing, and case never tells two values apart', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('string', 'fqdn', 'mac', 'url' as CiAttributeType),
        fc.string(),
        (type, text) => {
          const once = normalisedText(type as CiAttributeType, text)
          return normalisedText(type as CiAttributeType, once) === once
        }
      )
    )
  })

  test('equal values share a digest and different ones do not', ({ assert }) => {
    const digest = (type: CiAttributeType, value: string) => uniqueDigest(type, value)
    assert.equal(digest('string', ' Сервер  Ёлка'), digest('string', 'сервер елка'))
    assert.equal(digest('fqdn', 'A.example.'), digest('fqdn', 'a.example'))
    assert.equal(digest('decimal', '1.50'), digest('decimal', '1.5'))
    assert.notEqual(
      digest('decimal', '12345678901234567890'),
      digest('decimal', '12345678901234567891')
    )
    assert.notEqual(digest('string', 'a'), digest('string', 'b'))
  })

  test('choices have a row each, sums a number and a currency, moments a date', ({ assert }) => {
    const nothing = { string: null, number: null, date: null, personId: null }
    assert.deepEqual(indexedValues('multi_enum', ['A', 'B']), [
      { ...nothing, string: 'a' },
      { ...nothing, string: 'b' },
    ])
    assert.deepEqual(indexedValues('money', { amountMinor: 150050, currency: 'RUB' }), [
      { ...nothing, number: 1500.5, string: 'rub' },
    ])
    assert.deepEqual(indexedValues('datetime', '2026-03-01T07:00:00Z'), [
      { ...nothing, date: '2026-03-01 07:00:00' },
    ])
    assert.deepEqual(indexedValues('user', 7), [{ ...nothing, number: 7, personId: 7 }])
  })
})
