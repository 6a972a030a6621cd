import { claimedEmail } from '#directory/workflow/claimed_email'
import { isPlainLoopback, issuerUrl } from '#directory/workflow/issuer_url'
import { claimAt, provesSecondFactor, readClaims } from '#directory/workflow/provider_claims'
import { hintOf, isToken, newToken, withChecksum } from '#directory/workflow/token_text'
import { test } from '@japa/runner'
import fc from 'fast-check'

test.group('Tokens of the API', () => {
  test('a new one is whole, and any changed sign is noticed', ({ assert }) => {
    for (let count = 0; count < 50; count += 1) {
      const token = newToken()
      assert.isTrue(isToken(token))
      assert.isTrue(token.startsWith(hintOf(token)))
      const place = 6 + (count % 46)
      const other = token[place] === 'x' ? 'y' : 'x'
      assert.isFalse(isToken(token.slice(0, place) + other + token.slice(place + 1)))
    }
  })

  test('any secret of the right length makes a whole one, no other text is one', ({ assert }) => {
    const sign = fc.constantFrom(...'0123456789ABCXYZabcxyz')
    const secrets = fc.string({ unit: sign, minLength: 40, maxLength: 40 })
    fc.assert(fc.property(secrets, (secret) => isToken(withChecksum(secret))))
    fc.assert(fc.property(fc.string(), (text) => !isToken(text)))
    assert.isFalse(isToken(`${newToken()}\n`))
  })
})

test.group('Addresses a provider claims', () => {
  test('{given} stays {expected}')
    .with([
      { given: 'Olga@Example.ORG', expected: 'olga@example.org' },
      { given: 'o.petrova+desk@example.co.uk', expected: 'o.petrova+desk@example.co.uk' },
      { given: 'ирина@пример.рф', expected: 'ирина@пример.рф' },
      { given: 'ólga@example.org', expected: 'ólga@example.org' },
    ])
    .run(({ assert }, { given, expected }) => assert.equal(claimedEmail(given), expected))

  test('{$self} is none')
    .with([
      ...['', 'olga', 'olga@', '@example.org', 'olga@localhost', 'a b@example.org'],
      ...['оlga@example.org', 'olga@еxample.org', 'оса@example.org', 'οxo@example.org'],
      ...['ｏlga@example.org', 'olga@example｡org', 'ﬁna@example.org', 'ol\u200bga@example.org'],
      ...['olga\u202e@example.org', 'olga@example.org\u0000', `${'x'.repeat(200)}@example.org`],
    ])
    .run(({ assert }, given) => assert.isNull(claimedEmail(given)))

  test('what comes out stays as it is', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (email) => {
        const once = claimedEmail(email)
        return once === null || claimedEmail(once) === once
      })
    )
  })
})

test.group('Claims', () => {
  const map = { emailClaim: 'email', nameClaim: 'name', groupsClaim: 'realm_access.roles' }

  test('are read by name or by path', ({ assert }) => {
    const claims = { 'realm_access': { roles: ['a', 7, 'b'] }, 'https://x/y.z': 'flat' }
    assert.deepEqual(readClaims(claims, map).groups, ['a', 'b'])
    assert.equal(claimAt(claims, 'https://x/y.z'), 'flat')
    assert.isUndefined(claimAt(claims, 'realm_access.constructor'))
    assert.isUndefined(claimAt(claims, '__proto__'))
    assert.deepEqual(readClaims({ groups: 'one' }, { ...map, groupsClaim: 'groups' }).groups, [
      'one',
    ])
  })

  test('an address of another claim is never verified', ({ assert }) => {
    const claims = { upn: 'olga@example.org', email_verified: true }
    assert.isFalse(readClaims(claims, { ...map, emailClaim: 'upn' }).isEmailVerified)
  })

  test('{claims} proves a second factor: {expected}')
    .with([
      { claims: { amr: ['mfa'] }, expected: true },
      { claims: { amr: ['pwd', 'hwk'] }, expected: true },
      { claims: { amr: 'mfa' }, expected: true },
      { claims: { amr: ['pwd'] }, expected: false },
      { claims: { amr: ['otp'] }, expected: false },
      { claims: { amr: ['pwd', 'kba'] }, expected: false },
      { claims: { acr: 'gold' }, expected: true },
      { claims: { acr: 'silver' }, expected: false },
      { claims: {}, expected: false },
    ])
    .run(({ assert }, { claims, expected }) => {
      assert.equal(provesSecondFactor(claims, 'gold'), expected)
    })

  test('without a word for it no acr counts', ({ assert }) => {
    assert.isFalse(provesSecondFactor({ acr: null }, null))
    assert.isFalse(provesSecondFactor({}, null))
  })
})

test.group('Issuers', () => {
  test('{address}: {isAllowed}')
    .with([
      { address: 'https://id.example.org/realms/main', isAllowed: true },
      { address: 'http://127.0.0.1:3000', isAllowed: true },
      { address: 'http://localhost', isAllowed: true },
      { address: 'http://[::1]:8080', isAllowed: true },
      { address: 'http://id.example.org', isAllowed: false },
      { address: 'http://127.0.0.1.example.org', isAllowed: false },
      { address: 'http://localhost@example.org', isAllowed: false },
      { address: 'https://user:pw@id.example.org', isAllowed: false },
      { address: 'https://id.example.org?x=1', isAllowed: false },
      { address: 'file:///etc/passwd', isAllowed: false },
      { address: 'id.example.org', isAllowed: false },
    ])
    .run(({ assert }, { address, isAllowed }) => {
      assert.equal(issuerUrl(address) !== null, isAllowed)
    })

  test('plain http away from this machine is not plain loopback', ({ assert }) => {
    assert.isFalse(isPlainLoopback(new URL('http://10.0.0.1')))
    assert.isFalse(isPlainLoopback(new URL('https://localhost')))
  })
})
