import { test } from '@japa/runner'
import fc from 'fast-check'
import { ZoneOffsets } from '#calendars/workflow/zone_offsets'
import { MINUTE, ZONES } from '#tests/helpers/arbitrary_calendars'
import { INVARIANTS, scenes } from '#tests/helpers/calendar_invariants'

/** `npm run properties` goes through a million of them. */
const SCENES = 2000
const seed = Math.trunc(Math.random() * 2 ** 31)
const sample = fc.sample(scenes, { numRuns: SCENES, seed })

test.group('SLM-03 working time keeps its invariants (§3.5)', () => {
  test('{$self}')
    .with(Object.keys(INVARIANTS))
    .run((_, name) => {
      const check = INVARIANTS[name]!
      try {
        sample.forEach(check)
      } catch {
        // The same scenes once more, now to find the smallest that fails.
        fc.assert(fc.property(scenes, check), { numRuns: SCENES, seed })
      }
    })

  test('I22 the time zone of the server changes nothing', ({ assert, cleanup }) => {
    const own = process.env.TZ
    cleanup(() => {
      process.env.TZ = own ?? 'UTC'
    })
    const segments = ['UTC', 'Asia/Kolkata', 'America/New_York'].map((serverZone) => {
      process.env.TZ = serverZone
      return ZONES.map((zone) => yearOfSegments(new ZoneOffsets(zone)))
    })
    assert.notDeepEqual(segments[0]?.at(2), segments[0]?.at(0))
    assert.deepEqual(segments[1], segments[0])
    assert.deepEqual(segments[2], segments[0])
  })
})

function yearOfSegments(zone: ZoneOffsets): unknown[] {
  const first = Date.UTC(2026, 0, 1) / MINUTE
  return Array.from({ length: 365 }, (_, day) => zone.segmentAt(first + day * 1440))
}
