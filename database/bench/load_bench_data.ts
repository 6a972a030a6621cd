import { loadDirectory } from '#database/bench/load_directory'
import { loadItems, loadRelations } from '#database/bench/load_items'
import { loadServiceLevels } from '#database/bench/load_service_levels'
import { loadTickets } from '#database/bench/load_tickets'
import CiClass from '#cmdb/models/ci_class'
import db from '@adonisjs/lucid/services/db'
import { access } from 'node:fs/promises'
import { join } from 'node:path'

export const BENCH_PASSWORD = 'opora-bench'

const FILES = ['orgs', 'persons', 'cis', 'edges', 'tickets', 'ticket_ci', 'comments']
const TABLES_THAT_MUST_BE_EMPTY = [
  'organisations',
  'people',
  'users',
  'teams',
  'configuration_items',
  'tickets',
]

/** Why nothing was loaded. */
export class BenchLoadRefused extends Error {}

type Report = { part: string; rows: number }

/**
 * Loads the files of the benchmark's generator into an empty database with reference data. Rows keep
 * the ids of the files; every account has the password BENCH_PASSWORD. Throws BenchLoadRefused.
 */
export async function loadBenchData(
  directory: string,
  onRows: (report: Report) => void
): Promise<void> {
  await refuseMissingFiles(directory)
  await refuseUsedDatabase()
  onRows({ part: 'directory', rows: await loadDirectory(directory, BENCH_PASSWORD) })
  onRows({ part: 'service levels', rows: await loadServiceLevels() })
  await loadItems(directory, (rows) => onRows({ part: 'configuration items', rows }))
  await loadRelations(directory, (rows) => onRows({ part: 'relations', rows }))
  await loadTickets(directory, (rows) => onRows({ part: 'tickets', rows }))
}

async function refuseMissingFiles(directory: string) {
  const checks = FILES.map((name) =>
    access(join(directory, `${name}.tsv`)).then(
      () => [],
      () => [`${name}.tsv`]
    )
  )
  const missing = (await Promise.all(checks)).flat()
  if (missing.length > 0) throw new BenchLoadRefused(`${directory} has no ${missing.join(', ')}.`)
}

async function refuseUsedDatabase() {
  if (!(await CiClass.query().first())) {
    throw new BenchLoadRefused('Run "node ace reference:sync" first.')
  }
  for (const table of TABLES_THAT_MUST_BE_EMPTY) {
    if (await db.from(table).first()) {
      throw new BenchLoadRefused(
        `The benchmark's data go into an empty database only; ${table} has rows.`
      )
    }
  }
}
