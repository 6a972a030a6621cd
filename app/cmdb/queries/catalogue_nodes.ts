import Service from '#catalog/models/service'
import { serviceNeeds } from '#catalog/queries/service_needs'
import type { CiClassFacts } from '#cmdb/queries/ci_class_table'
import { itemsStandingFor } from '#cmdb/queries/items_standing_for'
import { serviceGraph, serviceNodeId, type ServiceGraph } from '#cmdb/workflow/service_edges'

/** A service of the catalogue as the graph names it. */
export type ServiceFacts = { id: number; code: string; nameRu: string; nameEn: string }

/** The catalogue's part of an impact snapshot. */
export type CatalogueNodes = ServiceGraph & {
  /** Services that are not retired, by id. */
  services: Map<number, ServiceFacts>
  /** The service of each own node, by the node's id. */
  serviceOfNode: Map<number, ServiceFacts>
}

/** In the place of a class, for services that no item of the provider stands for. */
export const CATALOGUE_CLASS: CiClassFacts = {
  id: 0,
  code: 'catalogue_service',
  group: 'service',
  labelRu: 'Услуга каталога',
  labelEn: 'Catalogue service',
  icon: 'lucide:concierge-bell',
  isAbstract: false,
  parentId: null,
}

/** Services and what they need of each other, as nodes and relations of the graph (CAT-04). */
export async function catalogueNodes(): Promise<CatalogueNodes> {
  const rows = await Service.query()
    .whereNot('status', 'retired')
    .orderBy('id')
    .select('id', 'code', 'nameRu', 'nameEn')
  const services = new Map(
    rows.map(({ id, code, nameRu, nameEn }) => [id, { id, code, nameRu, nameEn }])
  )
  const graph = serviceGraph({
    serviceIds: [...services.keys()],
    needs: await serviceNeeds(),
    standIns: await itemsStandingFor(),
  })
  const serviceOfNode = new Map(
    [...services.values()].map((service) => [serviceNodeId(service.id), service])
  )
  return { ...graph, services, serviceOfNode }
}
