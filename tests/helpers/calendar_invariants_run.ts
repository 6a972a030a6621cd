import fc from 'fast-check'
import { INVARIANTS, scenes } from '#tests/helpers/calendar_invariants'

const BATCH = 10_000

/** All invariants on so many scenes, in batches; tells the smallest scene that breaks one. */
export function checkInvariants(runs: number, seed: number): boolean {
  const started = performance.now()
  const property = fc.property(scenes, (scene) => {
    for (const check of Object.values(INVARIANTS)) check(scene)
  })
  for (let done = 0; done < runs; done += BATCH) {
    const result = fc.check(property, {
      numRuns: Math.min(BATCH, runs - done),
      seed: seed + done,
    })
    if (result.failed) {
      process.stderr.write(`${fc.defaultReportMessage(result)}\n`)
      return false
    }
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  const count = Object.keys(INVARIANTS).length
  process.stdout.write(`${count} invariants hold on ${runs} scenes (seed ${seed}), ${seconds} s\n`)
  return true
}
