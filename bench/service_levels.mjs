import { runBuiltAce } from '../scripts/support/build.mjs'
import { say } from '../scripts/support/process.mjs'

/** Measured by commands of the application, each on an empty database; bars in seconds and in megabytes. */
export const SERVICE_LEVELS = [
  {
    ...{ name: 'item_import', bar: 180, command: 'bench:item-import', size: ['--rows', 50_000] },
    megabytes: 400,
  },
  { name: 'due_times', bar: 1, command: 'bench:due-times', size: ['--count', 10_000] },
  { name: 'timers', bar: 5, command: 'bench:timers', size: ['--clocks', 100_000] },
  { name: 'replay', bar: 60, command: 'bench:replay', size: ['--tickets', 100_000] },
]

/** Runs one and tells the seconds the command measured; null when it failed. */
export async function measureCommand(
  { name, bar, command, size, megabytes },
  database,
  env,
  isQuick
) {
  await database.clear()
  const databaseEnv = { ...env, ...database.env }
  for (const preparation of [['migration:run', '--force'], ['reference:sync']]) {
    const { code } = await runBuiltAce(preparation, databaseEnv, 'failure')
    if (code !== 0) return null
  }
  const [flag, full] = size
  const wanted = String(isQuick ? full / 10 : full)
  const { code, output } = await runBuiltAce([command, flag, wanted], databaseEnv, 'failure')
  await database.drop()
  const told = code === 0 ? /\] (.* in ([\d.]+) s.*)/.exec(output) : null
  if (told === null) return null
  const seconds = Number(told[2])
  const peak = Number(/peak (\d+) MB/.exec(told[1])?.[1] ?? 0)
  const isKept = seconds < bar && (megabytes === undefined || peak < megabytes)
  const bars = megabytes === undefined ? `${bar} s` : `${bar} s and ${megabytes} MB`
  say(`  ${name.padEnd(28)} ${told[1]}; bar ${bars} ${isKept ? 'kept' : 'MISSED'}`)
  return { database: database.name, name, bar, seconds, size: Number(wanted) }
}
