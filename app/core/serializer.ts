import { BaseSerializer } from '@adonisjs/core/transformers'

/** Turns transformers into plain JSON where no page does it. */
class PlainSerializer extends BaseSerializer {
  override wrap = undefined

  override definePaginationMetaData() {
    return {}
  }
}

export const serializer = new PlainSerializer()
