type Searchable = {
  where(callback: (query: Searchable) => void): unknown
  orWhereRaw(sql: string, bindings: string[]): unknown
}

/**
 * Narrows a query to rows where every word of the text stands somewhere in one of the columns,
 * whatever the case, ё as е. `columns` are SQL of this code, never input.
 */
export function whereWords<Query extends object>(
  query: Query,
  text: string | null,
  columns: readonly string[]
): Query {
  const searchable = query as unknown as Searchable
  for (const word of text?.split(/\s+/).filter(Boolean) ?? []) {
    searchable.where((inner) => {
      for (const column of columns) {
        inner.orWhereRaw(`lower(${column}) like ? escape '!'`, [patternOf(word)])
      }
    })
  }
  return query
}

/** For `like … escape '!'`; `_` stands for any one letter, which makes ё and е alike. */
export function patternOf(word: string): string {
  const escaped = word.toLowerCase().replace(/[!%_]/g, '!$&')
  return `%${escaped.replace(/[её]/g, '_')}%`
}
