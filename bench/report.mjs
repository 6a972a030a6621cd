const COLUMNS = [
  ['', 28],
  ['bar', 9],
  ['SQLite', 17],
  ['MariaDB', 17],
  ['CPU ms', 13],
  ['queries', 9],
  ['bytes', 8],
  ['verdict', 8],
]

/** The measurements of both databases side by side, p50 / p95 in milliseconds. */
export function tableOf(results) {
  const names = [...new Set(results.flatMap(({ rows }) => rows.map(({ name }) => name)))]
  const lines = names.map((name) => {
    const [sqlite, mysql] = ['sqlite', 'mysql'].map((database) => rowOf(results, database, name))
    const { bar, queries, bytes } = sqlite ?? mysql
    return line([
      name,
      bar ? bar.join(' / ') : '-',
      times(sqlite),
      times(mysql),
      cpus(sqlite, mysql),
      queries,
      bytes,
      verdictOf(bar, [sqlite, mysql]),
    ])
  })
  const mixed = results.map(
    ({ database, mixed: { perSecond, p50, p95, n }, memory, load }) =>
      `${database}: mixed ${perSecond} actions per second, ${p50} / ${p95} ms, ${n} actions; web process ${memory} MB; load average ${load.join(' to ')}`
  )
  return [line(COLUMNS.map(([title]) => title)), ...lines, '', ...mixed, missedOf(results)].join(
    '\n'
  )
}

/** Whether both databases kept to the bar, p50 and p95. */
function verdictOf(bar, rows) {
  if (!bar) return '-'
  return rows.every((row) => row === undefined || isKept(row)) ? 'kept' : 'MISSED'
}

function isKept({ bar, p50, p95 }) {
  return !bar || (p50 <= bar[0] && p95 <= bar[1])
}

function missedOf(results) {
  const missed = results.flatMap(({ database, rows }) =>
    rows.filter((row) => !isKept(row)).map(({ name }) => `${name} (${database})`)
  )
  return missed.length === 0 ? 'Every bar is kept.' : `Missed: ${missed.join(', ')}.`
}

function rowOf(results, database, name) {
  return results
    .find((result) => result.database === database)
    ?.rows.find((row) => row.name === name)
}

function times(row) {
  return row ? `${row.p50} / ${row.p95}` : '-'
}

/** Of the web process, per action: SQLite's work is part of it, MariaDB's is not. */
function cpus(...rows) {
  return rows.map((row) => row?.cpu ?? '-').join(' / ')
}

function line(cells) {
  return cells
    .map((cell, index) => String(cell).padEnd(COLUMNS[index][1]))
    .join(' ')
    .trimEnd()
}
