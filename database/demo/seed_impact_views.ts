import { saveImpactView } from '#cmdb/actions/save_impact_view'
import ConfigurationItem from '#cmdb/models/configuration_item'
import { loadPrincipal } from '#directory/queries/load_principal'
import { named, type World } from '#database/demo/world'

/** Whose picture, of which item, and how it is shown: the address of the graph's page. */
const VIEWS = [
  {
    ...{ keeper: 'shubin', item: 'msk-dc1-esx03', name: 'Стойка ЦОД: что откажет' },
    address: 'direction=both&depth=3',
  },
  {
    ...{ keeper: 'shubin', item: 'msk-dc1-esx03', name: 'Кластер свободно' },
    address: 'layout=organic',
  },
  {
    ...{ keeper: 'shubin', item: 'msk-dc1-nas01', name: 'Хранилище по классам' },
    address: 'group=class',
  },
]

/** Pictures of the graph that somebody keeps. */
export async function seedImpactViews(world: World) {
  for (const { keeper, item, name, address } of VIEWS) {
    const { actor } = world.person(keeper)
    const principal = (await loadPrincipal(actor.userId!))!
    await saveImpactView.create({
      ...{ actor, principal },
      item: await ConfigurationItem.findOrFail(named(world.items, item)),
      values: { name, address, teamId: null, positions: {}, knownNodes: [] },
    })
  }
}
