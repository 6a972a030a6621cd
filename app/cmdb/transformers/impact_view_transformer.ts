import type ImpactView from '#cmdb/models/impact_view'
import { BaseTransformer } from '@adonisjs/core/transformers'

/** A kept view in the page's menu, with what is needed to draw it again. */
export default class ImpactViewTransformer extends BaseTransformer<ImpactView> {
  toObject() {
    const view = this.resource
    return {
      ...this.pick(view, ['id', 'name', 'version', 'address', 'teamId', 'ownerUserId']),
      ...this.pick(view, ['positions', 'knownNodes']),
      team: view.team?.name ?? null,
      owner: view.owner.person.displayName,
    }
  }
}
