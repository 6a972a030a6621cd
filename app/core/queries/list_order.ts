/** Parses `-opened` against the sortable keys of a list; an unknown key gives the default. */
export function listOrder<Key extends string>(
  sort: string | undefined,
  columns: Record<Key, string>,
  fallback: NoInfer<Key> | `-${NoInfer<Key>}`
) {
  const known = sort && sort.replace(/^-/, '') in columns ? sort : fallback
  const key = known.replace(/^-/, '') as Key
  return {
    sort: known,
    column: columns[key],
    direction: known.startsWith('-') ? ('desc' as const) : ('asc' as const),
  }
}
