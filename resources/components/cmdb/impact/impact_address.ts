import type { ImpactQuery } from '~/components/cmdb/impact/types'

/** The address of an item's impact in one of its forms; what is usual is left out. */
export function impactAddress(
  number: string,
  query: ImpactQuery,
  form: '' | '.json' | '.csv' | '/consequences.json' = ''
): string {
  const params = new URLSearchParams()
  if (query.direction !== 'impacts') params.set('direction', query.direction)
  if (query.depth !== null) params.set('depth', String(query.depth))
  if (query.asOf !== null) params.set('asOf', query.asOf)
  if (query.environments.length > 0) params.set('env', query.environments.join(','))
  if (query.also.length > 0) params.set('also', query.also.join(','))
  if (query.spared.length > 0) params.set('spared', query.spared.join(','))
  if (query.mode !== 'failure') params.set('mode', query.mode)
  if (form === '.json') params.set('full', '1')
  const text = params.toString()
  return `/configuration-items/${number}/impact${form}${text ? `?${text}` : ''}`
}

/** In the place of a class: a service of the catalogue that no item of the provider stands for. */
const CATALOGUE_CLASS = 'catalogue_service'

/** Where what an answer names is at home; a service is named by its code. */
export function recordAddress(classCode: string, number: string): string {
  return classCode === CATALOGUE_CLASS ? serviceAddress(number) : `/configuration-items/${number}`
}

export function serviceAddress(code: string): string {
  return `/services/${encodeURIComponent(code)}`
}
