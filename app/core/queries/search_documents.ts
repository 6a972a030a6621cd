import { isSqlite } from '#core/dialect'
import { stemsOf } from '#core/stems'
import db from '@adonisjs/lucid/services/db'
import type { DatabaseQueryBuilderContract } from '@adonisjs/lucid/types/querybuilder'

type Search = { text: string; subjectType: string; includeInternal: boolean }

/**
 * A query for the ids of records whose text holds every word of the search; the last word may be
 * unfinished. Null when the text has no words. Callers narrow by isolation before they run or count.
 */
export function matchingSubjects({
  text,
  subjectType,
  includeInternal,
}: Search): DatabaseQueryBuilderContract | null {
  const tokens = stemsOf(text)
  if (tokens.length === 0) return null
  // The plus keeps SQLite from walking all records of the type instead of the few the text matches.
  const query = db
    .from('search_documents')
    .whereRaw(`${isSqlite() ? '+' : ''}search_documents.subject_type = ?`, [subjectType])
  return isSqlite()
    ? matchSqlite(query, tokens, includeInternal)
    : matchMysql(query, tokens, includeInternal)
}

function matchSqlite(
  query: DatabaseQueryBuilderContract,
  tokens: string[],
  includeInternal: boolean
) {
  const terms = tokens
    .map((token, index) => `"${token}"${index === tokens.length - 1 ? '*' : ''}`)
    .join(' AND ')
  const expression = includeInternal ? terms : `{stems} : (${terms})`
  return query
    .whereRaw(
      'search_documents.id in (select rowid from search_documents_fts where search_documents_fts match ?)',
      [expression]
    )
    .select('search_documents.subject_id')
}

function matchMysql(
  query: DatabaseQueryBuilderContract,
  tokens: string[],
  includeInternal: boolean
) {
  const terms = tokens
    .map((token, index) => `+${token}${index === tokens.length - 1 ? '*' : ''}`)
    .join(' ')
  const columns = includeInternal ? 'stems, internal_stems' : 'stems'
  return query
    .whereRaw(`match(${columns}) against (? in boolean mode)`, [terms])
    .select('search_documents.subject_id')
}
