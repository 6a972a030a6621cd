import { CATALOGUE_CLASS } from '#cmdb/queries/catalogue_nodes'
import type { ImpactSnapshot } from '#cmdb/queries/load_impact_snapshot'
import { inLanguage } from '#core/in_language'

/** The number of an item, or the code of a service that is a node itself. */
export type ItemName = { number: string; name: string }

/** A service of the catalogue that is a node itself. */
export function isCatalogueNode({ classes, classIndexes }: ImpactSnapshot, index: number): boolean {
  return classes[classIndexes[index]!] === CATALOGUE_CLASS
}

/** An item has one name, a service one in each language. */
export function nameAt(snapshot: ImpactSnapshot, index: number, locale: string): ItemName {
  const number = snapshot.numbers[index]!
  const service = isCatalogueNode(snapshot, index) ? serviceAt(snapshot, index) : undefined
  if (!service) return { number, name: snapshot.names[index]! }
  return { number, name: inLanguage(locale, service.nameRu, service.nameEn) }
}

/** The catalogue's service an item stands for, unless it is retired. */
export function serviceAt({ services, serviceIds }: ImpactSnapshot, index: number) {
  return services.get(serviceIds[index]!)
}
