import ConfigurationItem from '#cmdb/models/configuration_item'
import { ciClassTable } from '#cmdb/queries/ci_class_table'
import { matchText } from '#cmdb/queries/match_text'
import { branchOf } from '#cmdb/workflow/class_tree'
import type { Principal } from '#directory/queries/principal'

/** A choice in two lines; `icon` is the class's. */
export type ItemOption = {
  value: number
  label: string
  description: string
  number: string
  icon: string
}

type Search = {
  text: string | null
  organisationId: number | null
  exceptNumber: string | null
  /** A class, whose subclasses count. */
  classCode?: string | null
}

const OFFERED = 20

/** Items whose name, number, serial number or address holds the typed words; the archive is left out. */
export async function lookUpConfigurationItems(
  principal: Principal,
  search: Search
): Promise<ItemOption[]> {
  const query = ConfigurationItem.visibleTo(principal)
    .whereNull('configuration_items.archived_at')
    .preload('ciClass')
    .preload('organisation')
    .orderBy('configuration_items.name')
    .orderBy('configuration_items.id')
    .limit(OFFERED)
  if (search.organisationId !== null) {
    void query.where('configuration_items.organisation_id', search.organisationId)
  }
  if (search.exceptNumber) void query.whereNot('configuration_items.number', search.exceptNumber)
  if (search.classCode) {
    void query.whereIn('configuration_items.ci_class_id', await classIds(search.classCode))
  }
  if (search.text) matchText(query, search.text)
  return (await query).map((item) => toOption(item, principal.locale))
}

async function classIds(code: string): Promise<number[]> {
  const classes = await ciClassTable()
  const asked = classes.find((each) => each.code === code)
  return asked ? branchOf(classes, asked.id) : []
}

function toOption(
  { id, number, name, ciClass, organisation }: ConfigurationItem,
  locale: 'ru' | 'en'
): ItemOption {
  const className = locale === 'ru' ? ciClass.labelRu : ciClass.labelEn
  return {
    value: id,
    label: name,
    description: [number, className, organisation.name].join(' · '),
    number,
    icon: ciClass.icon,
  }
}
