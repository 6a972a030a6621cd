import type { IncidentComment } from '#api/queries/find_incident'
import { BaseTransformer } from '@adonisjs/core/transformers'

/** A public reply or an internal note. */
export default class CommentTransformer extends BaseTransformer<IncidentComment> {
  toObject() {
    const { id, at, actor, visibility, body } = this.resource
    return { id: Number(id.split('-').at(-1)), at, author: actor, visibility, body }
  }
}
