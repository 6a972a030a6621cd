import { readdirSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { judgeFile } from '#tests/helpers/conformance/files'

const TRUTHS = ['calendar.json', 'billing.json', 'impact.json']

/** Judges every truth file in the folder, prints what differs, and says whether nothing does. */
export function runConformance(folder: string): boolean {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => TRUTHS.includes(basename(path)))
    .sort()
  if (paths.length === 0) throw new Error(`Neither of ${TRUTHS.join(', ')} is in ${folder}`)

  const verdicts = paths.flatMap((path) => report(folder, path))
  const failed = verdicts.filter(({ failure }) => failure !== null).length
  print(`${verdicts.length - failed} passed, ${failed} failed`)
  return failed === 0
}

function report(folder: string, path: string) {
  const verdicts = judgeFile(join(folder, path))
  for (const { id, failure } of verdicts) {
    if (failure !== null) print(`FAILED ${relative('.', path)} ${id}: ${failure}`)
  }
  return verdicts
}

function print(line: string) {
  process.stdout.write(`${line}\n`)
}
