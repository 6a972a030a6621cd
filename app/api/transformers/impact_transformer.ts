import type { ImpactList } from '#cmdb/queries/impact_list'
import { BaseTransformer } from '@adonisjs/core/transformers'

const STATES = { d: 'down', g: 'degraded' } as const
const SIDES = { i: 'impacts', n: 'depends_on' } as const

/** What fails with an item and what it needs, each with the item it was reached from. */
export default class ImpactTransformer extends BaseTransformer<ImpactList> {
  toObject() {
    const { query, counts, rows } = this.resource
    return {
      ...{ direction: query.direction, depth: query.depth },
      counts: this.pick(counts, [
        ...(['objects', 'levels', 'down', 'degraded', 'services', 'hidden'] as const),
        'isCutByDepth',
      ]),
      items: rows.map(([number, name, classCode, level, state, side, via, viaType]) => ({
        ...{ number, name, class: classCode, level },
        state: state && STATES[state],
        side: SIDES[side],
        via: via === null ? null : rows[via]![0],
        relation: viaType,
      })),
    }
  }
}
