import type { ImpactAsked, ImpactPicture, ImpactQuery } from '~/components/cmdb/impact/types'

type ImpactForm = '' | '.json' | '.csv' | '.svg' | '.pdf' | '/badges.json' | '/consequences.json'

/** The address of an item's impact in one of its forms; what is usual is left out. */
export function impactAddress(
  number: string,
  asked: Partial<ImpactAsked>,
  form: ImpactForm = ''
): string {
  const text = addressText(asked, form === '.json' ? { full: '1' } : {})
  return `/configuration-items/${number}/impact${form}${text ? `?${text}` : ''}`
}

/** What stands behind the question mark; what is usual is left out. */
export function addressText(
  { query, picture }: Partial<ImpactAsked>,
  more: Record<string, string> = {}
): string {
  const params = new URLSearchParams(more)
  if (query) addQuery(params, query)
  if (picture) addPicture(params, picture)
  // Commas are part of an address as they are.
  return params.toString().replaceAll('%2C', ',')
}

function addQuery(params: URLSearchParams, query: ImpactQuery) {
  if (query.direction !== 'impacts') params.set('direction', query.direction)
  if (query.depth !== null) params.set('depth', String(query.depth))
  if (query.asOf !== null) params.set('asOf', query.asOf)
  if (query.environments.length > 0) params.set('env', query.environments.join(','))
  if (query.also.length > 0) params.set('also', query.also.join(','))
  if (query.spared.length > 0) params.set('spared', query.spared.join(','))
  if (query.mode !== 'failure') params.set('mode', query.mode)
}

function addPicture(params: URLSearchParams, picture: ImpactPicture) {
  if (picture.layout !== 'layered') params.set('layout', picture.layout)
  if (picture.grouping !== 'auto') params.set('group', picture.grouping)
  const lists = {
    open: picture.opened,
    expand: picture.expanded,
    hideClasses: picture.hiddenClasses,
    hideTypes: picture.hiddenTypes,
    status: picture.statuses,
    marks: picture.marks,
  }
  for (const [key, values] of Object.entries(lists)) {
    if (values.length > 0) params.set(key, values.join(','))
  }
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
