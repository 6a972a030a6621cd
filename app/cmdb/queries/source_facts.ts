import CiSource from '#cmdb/models/ci_source'
import { FILE_SOURCE, MANUAL_SOURCE, type SourceFacts } from '#cmdb/workflow/authority'

/** All sources of values by code, people and files included. */
export async function sourceFacts(): Promise<Map<string, SourceFacts>> {
  const sources = await CiSource.query()
  const all = [MANUAL_SOURCE, FILE_SOURCE, ...sources.map(({ facts }) => facts)]
  return new Map(all.map((facts) => [facts.code, facts]))
}
