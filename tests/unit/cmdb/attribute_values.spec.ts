import {
  attributeChanges,
  editAttributes,
  type AttributeInput,
} from '#cmdb/workflow/attribute_values'
import { readAttributeValue } from '#cmdb/workflow/attribute_types'
import { Refusal } from '#core/errors'
import { test } from '@japa/runner'

const definitions = [
  { key: 'cpu_cores', type: 'int', options: null },
  { key: 'os', type: 'string', options: null },
]
const read = (type: string, value: string | number | boolean, options: string[] | null = null) =>
  readAttributeValue({ key: 'any', type, options }, value)

test.group('Values of class attributes', () => {
  test('CFG-02 each type accepts its own and refuses the rest', ({ assert }) => {
    assert.equal(read('int', '16'), 16)
    assert.isUndefined(read('int', '1.5'))
    assert.isUndefined(read('int', '9007199254740993'))
    assert.equal(read('decimal', '1,50'), '1.50')
    assert.isUndefined(read('decimal', '1e3'))
    assert.equal(read('bool', 'false'), false)
    assert.isUndefined(read('bool', 'yes'))
    assert.isUndefined(read('date', '2026-13-01'))
    assert.equal(read('enum', 'A4', ['A4']), 'A4')
    assert.isUndefined(read('enum', 'A5', ['A4']))
    assert.isUndefined(read('ip', '10.0.0.256'))
    assert.equal(read('cidr', '2001:db8::/48'), '2001:db8::/48')
    assert.isUndefined(read('cidr', '10.0.0.0/33'))
    assert.equal(read('mac', '001b.4411.3ab7'.replaceAll('.', '')), '00:1B:44:11:3A:B7')
    assert.equal(read('fqdn', 'SRV-01.Example.org.'), 'srv-01.example.org')
  })

  test('an address is a web address and never a script', ({ assert }) => {
    assert.equal(read('url', 'https://example.org/a'), 'https://example.org/a')
    assert.isUndefined(read('url', 'javascript:alert(1)'))
    assert.isUndefined(read('url', 'example'))
  })

  test('what an edit does not name stays, null and empty text clear', ({ assert }) => {
    const current = { cpu_cores: 8, os: 'Debian' }
    assert.deepEqual(editAttributes(definitions, current, { os: 'RED OS' }), {
      cpu_cores: 8,
      os: 'RED OS',
    })
    assert.deepEqual(editAttributes(definitions, current, { os: '', cpu_cores: null }), {})
  })

  test('a key of another class and a wrong value are refused by field', ({ assert }) => {
    const inputs: AttributeInput[] = [{ fiscal_drive_number: '1' }, { cpu_cores: 'many' }]
    for (const input of inputs) {
      try {
        editAttributes(definitions, {}, input)
        assert.fail('accepted')
      } catch (error) {
        assert.instanceOf(error, Refusal)
        assert.equal((error as Refusal).field, `attributes.${Object.keys(input)[0]}`)
      }
    }
  })

  test('CFG-07 history names every attribute by itself', ({ assert }) => {
    const changes = attributeChanges({ cpu_cores: 8, os: 'Debian' }, { os: 'RED OS', ram_gb: 16 })
    assert.deepEqual(changes, [
      { field: 'attributes.cpu_cores', before: 8, after: null },
      { field: 'attributes.os', before: 'Debian', after: 'RED OS' },
      { field: 'attributes.ram_gb', before: null, after: 16 },
    ])
  })
})
