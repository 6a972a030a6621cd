import { commonClass } from '#cmdb/workflow/common_class'
import { editAttribute, editColumn } from '#cmdb/workflow/bulk_edit'
import { isNearName } from '#cmdb/workflow/near_name'
import { splitTags, tagsOf, tagText } from '#cmdb/workflow/tags'
import { test } from '@japa/runner'

test.group('Tags', () => {
  test('are plain, each once, in order', ({ assert }) => {
    assert.equal(tagText(['  Backup', 'backup', 'Два  слова', '']), 'backup, два слова')
    assert.isNull(tagText([' ', ';']))
    assert.deepEqual(tagsOf('backup, два слова'), ['backup', 'два слова'])
    assert.deepEqual(
      splitTags('a; b,c\nd').map((each) => each.trim()),
      ['a', 'b', 'c', 'd']
    )
    assert.throws(() => tagText(['x'.repeat(41)]))
    assert.throws(() => tagText(Array.from({ length: 21 }, (_, n) => `tag ${n}`)))
  })

  test('are added, taken away, replaced and emptied by a bulk edit', ({ assert }) => {
    const edit = (mode: 'set' | 'add' | 'remove' | 'clear', value: string[] | null) =>
      editColumn({ field: 'tags', mode, value }, 'a, b')
    assert.equal(edit('add', ['c', 'a']), 'a, b, c')
    assert.equal(edit('remove', ['a', 'x']), 'b')
    assert.isNull(edit('remove', ['a', 'b']))
    assert.equal(edit('set', ['z']), 'z')
    assert.isNull(edit('clear', null))
    const zones = { field: 'attributes.zones', value: ['b'] }
    assert.deepEqual(editAttribute({ ...zones, mode: 'add' }, ['a']), ['a', 'b'])
    assert.deepEqual(editAttribute({ ...zones, mode: 'remove' }, ['a', 'b']), ['a'])
  })
})

test.group('Names of items', () => {
  const pairs: [string, string, boolean][] = [
    ['MSK-VPN-01', 'msk_vpn_1', true],
    ['msk-vpn-01.corp.example.org', 'MSK VPN 01', true],
    ['db-01', 'db-02', false],
    ['billing', 'biling', true],
    ['billing', 'bililng', true],
    ['Счётчик', 'счетчик', true],
    ['cat', 'car', false],
    ['10.0.0.1', '10.0.0.2', false],
    ['router', 'printer', false],
    ['—', '…', false],
  ]
  test('{0} and {1}')
    .with(pairs)
    .run(({ assert }, [one, other, isNear]) => {
      assert.equal(isNearName(one, other), isNear)
      assert.equal(isNearName(other, one), isNear)
    })
})

test.group('The class items share', () => {
  test('CFG-02 is the deepest of which all are', ({ assert }) => {
    const classes = [
      { id: 1, parentId: null },
      { id: 2, parentId: 1 },
      { id: 3, parentId: 2 },
      { id: 4, parentId: 2 },
      { id: 5, parentId: 1 },
    ]
    const shared = (...ids: number[]) => commonClass(classes, ids)?.id ?? null
    assert.equal(shared(3), 3)
    assert.equal(shared(3, 4), 2)
    assert.equal(shared(3, 2), 2)
    assert.equal(shared(3, 5), 1)
    assert.isNull(shared())
  })
})
