import { duplicateGroups, nameKey, pairOf, type Candidate } from '#directory/workflow/duplicates'
import { test } from '@japa/runner'

let id = 0
function person(values: Partial<Candidate>): Candidate {
  id += 1
  return {
    id,
    organisationId: 1,
    displayName: `Person ${id} X`,
    email: null,
    phones: [],
    ...values,
  }
}

test.group('Likely duplicates', () => {
  test('a name is the same in any order, case and with ё or е', ({ assert }) => {
    assert.equal(nameKey('Берг  Алёна'), nameKey('алена БЕРГ'))
    assert.notEqual(nameKey('Anna Berg'), nameKey('Anna Berger'))
  })

  test('the same name, e-mail or number makes a group with its reasons', ({ assert }) => {
    const people = [
      person({ displayName: 'Анна Берг', email: 'anna@example.org' }),
      person({ displayName: 'Берг Анна', email: 'ANNA@example.org' }),
      person({ displayName: 'А. Берг', phones: ['74951234567'] }),
      person({ displayName: 'Anna B', phones: ['74951234567'] }),
      person({ displayName: 'Somebody Else' }),
    ]
    const ids = people.map((each) => each.id)
    assert.deepEqual(duplicateGroups(people), [
      { ids: ids.slice(0, 2), reasons: ['email', 'name'] },
      { ids: ids.slice(2, 4), reasons: ['phone'] },
    ])
  })

  test('T7 people of different organisations are never alike', ({ assert }) => {
    const people = [1, 2].map((organisationId) =>
      person({ organisationId, displayName: 'Anna Berg', email: 'a@example.org' })
    )
    assert.deepEqual(duplicateGroups(people), [])
  })

  test("a switchboard's number, a short one and a single word are no likeness", ({ assert }) => {
    const crowd = [1, 2, 3, 4, 5].map(() => person({ phones: ['74950000000'] }))
    const internal = [1, 2].map(() => person({ phones: ['112'] }))
    const words = [1, 2].map(() => person({ displayName: 'Reception' }))
    assert.deepEqual(duplicateGroups([...crowd, ...internal, ...words]), [])
  })

  test('what is alike through a third one is one group', ({ assert }) => {
    const people = [
      person({ displayName: 'Anna Berg' }),
      person({ displayName: 'Berg Anna', email: 'a@example.org' }),
      person({ displayName: 'A Berg', email: 'a@example.org' }),
    ]
    const [group, ...rest] = duplicateGroups(people)
    assert.lengthOf(rest, 0)
    assert.lengthOf(group!.ids, 3)
  })

  test('people who were told apart are alike only through a third one', ({ assert }) => {
    const [one, two, three] = [1, 2, 3].map(() => person({ displayName: 'Anna Berg' }))
    const apart = [pairOf(two!.id, one!.id)]
    assert.deepEqual(duplicateGroups([one!, two!], apart), [])
    assert.lengthOf(duplicateGroups([one!, two!, three!], apart)[0]!.ids, 3)
    const alone = [...apart, pairOf(one!.id, three!.id)]
    assert.deepEqual(duplicateGroups([one!, two!, three!], alone), [
      { ids: [two!.id, three!.id], reasons: ['name'] },
    ])
  })

  test('being told apart does not make a switchboard’s number a likeness', ({ assert }) => {
    const crowd = [1, 2, 3, 4, 5].map(() => person({ phones: ['74950000001'] }))
    assert.deepEqual(duplicateGroups(crowd, [pairOf(crowd[0]!.id, crowd[1]!.id)]), [])
  })
})
