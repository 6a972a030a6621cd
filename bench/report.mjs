const COLUMNS = [
  ['', 28],
  ['bar', 9],
  ['SQLite', 17],
  ['MariaDB', 17],
  ['CPU ms', 13],
  ['queries', 9],
  ['bytes', 8],
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
    ])
  })
  const mixed = results.map(
    ({ database, mixed: { perSecond, p50, p95, n }, memory, load }) =>
      `${database}: mixed ${perSecond} actions per second, ${p50} / ${p95} ms, ${n} actions; web process ${memory} MB; load average ${load.join(' to ')}`
  )
  return [line(COLUMNS.map(([title]) => title)), ...lines, '', ...mixed].join('\n')
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
