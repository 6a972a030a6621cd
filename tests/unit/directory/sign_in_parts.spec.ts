import { addressKey } from '#directory/workflow/address_key'
import { brakePause } from '#directory/workflow/brake_pause'
import { deviceOf } from '#directory/workflow/device_name'
import {
  looksLikeRecoveryCode,
  newRecoveryCodes,
  plainRecoveryCode,
} from '#directory/workflow/recovery_codes'
import { newTotpSecret, totpCode, totpStep, totpUri } from '#directory/workflow/totp'
import { test } from '@japa/runner'
import { Secret } from 'otpauth'

const SECOND = 1000

test.group('Codes of the authenticator', () => {
  test('RFC 6238 gives the codes of its appendix')
    .with([
      [59, '287082'],
      [1111111109, '081804'],
      [1234567890, '005924'],
      [20000000000, '353130'],
    ] as const)
    .run(({ assert }, [seconds, code]) => {
      const secret = Secret.fromLatin1('12345678901234567890').base32
      assert.equal(totpCode(secret, seconds * SECOND), code)
      assert.equal(totpStep(secret, code, seconds * SECOND), Math.floor(seconds / 30))
    })

  test('a code is taken one step early or late and names its own step', ({ assert }) => {
    const secret = newTotpSecret()
    const now = 1_800_000_000 * SECOND
    const code = totpCode(secret, now)
    const step = totpStep(secret, code, now)!
    assert.equal(totpStep(secret, code, now + 30 * SECOND), step)
    assert.equal(totpStep(secret, code, now - 30 * SECOND), step)
    assert.isNull(totpStep(secret, code, now + 60 * SECOND))
    assert.isNull(totpStep(secret, 'abcdef', now))
    assert.isNull(totpStep(secret, '', now))
  })

  test('the address for the app carries issuer, account and secret', ({ assert }) => {
    const uri = new URL(totpUri('JBSWY3DPEHPK3PXP', 'ann@example.org'))
    assert.equal(uri.protocol, 'otpauth:')
    assert.equal(uri.searchParams.get('secret'), 'JBSWY3DPEHPK3PXP')
    assert.equal(uri.searchParams.get('issuer'), 'Opora')
    assert.include(decodeURIComponent(uri.pathname), 'ann@example.org')
  })
})

test.group('Recovery codes', () => {
  test('are ten different ones that can be typed carelessly', ({ assert }) => {
    const codes = newRecoveryCodes()
    assert.lengthOf(new Set(codes), 10)
    for (const code of codes) {
      assert.match(code, /^[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}$/)
      assert.equal(
        plainRecoveryCode(` ${code.toUpperCase().replaceAll('-', ' ')} `),
        code.replaceAll('-', '')
      )
      assert.isTrue(looksLikeRecoveryCode(code))
    }
    assert.isFalse(looksLikeRecoveryCode('123 456'))
  })
})

test.group('The brake', () => {
  const rules = { freeTries: 4, firstPauseSeconds: 30, longestPauseSeconds: 900 }

  test('four tries are free, then pauses double up to a quarter of an hour', ({ assert }) => {
    const pauses = Array.from({ length: 12 }, (_, index) => brakePause(index + 1, rules))
    assert.deepEqual(pauses, [0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900, 900])
    assert.equal(brakePause(100_000, rules), 900)
  })
})

test.group('Network neighbours', () => {
  test('an address of IPv6 counts with the network it belongs to: {0}')
    .with([
      ['203.0.113.7', '203.0.113.7'],
      ['::ffff:203.0.113.7', '203.0.113.7'],
      ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
      ['2001:DB8:1:2::9', '2001:db8:1:2'],
      ['2001:db8::1', '2001:db8:0:0'],
      ['::1', '0:0:0:0'],
      ['', ''],
    ] as const)
    .run(({ assert }, [ip, key]) => assert.equal(addressKey(ip), key))
})

test.group('Names of devices', () => {
  test('{1}')
    .with([
      [
        'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0 Safari/537.36',
        'Chrome, Windows',
        false,
      ],
      [
        'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0 YaBrowser/26.1 Safari/537.36',
        'Yandex Browser, Windows',
        false,
      ],
      [
        'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
        'Firefox, Linux',
        false,
      ],
      [
        'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1 Version/19.0 Mobile Safari/604.1',
        'Safari, iOS',
        true,
      ],
      [
        'Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 Chrome/150.0 Mobile Safari/537.36',
        'Chrome, Android',
        true,
      ],
      ['curl/8.0', null, false],
      [null, null, false],
    ] as const)
    .run(({ assert }, [agent, name, isMobile]) => {
      assert.deepEqual(deviceOf(agent), { name, isMobile })
    })
})
