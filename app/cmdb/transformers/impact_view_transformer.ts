import type { ListedImpactView } from '#cmdb/queries/impact_views'
import { BaseTransformer } from '@adonisjs/core/transformers'

/** A kept view in the page's menu, with what is needed to draw it again. */
export default class ImpactViewTransformer extends BaseTransformer<ListedImpactView> {
  toObject() {
    const { view, isOwn } = this.resource
    return {
      ...this.pick(view, ['id', 'name', 'version', 'address', 'teamId']),
      ...this.pick(view, ['positions', 'knownNodes']),
      team: view.team?.name ?? null,
      isOwn,
      owner: view.owner.person.displayName,
    }
  }
}
