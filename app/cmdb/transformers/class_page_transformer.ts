import type CiClass from '#cmdb/models/ci_class'
import { BaseTransformer } from '@adonisjs/core/transformers'

const NAMING = ['namingRule', 'namingHintRu', 'namingHintEn'] as const

/** A class with all its own columns, as its page and its editor know it. */
export default class ClassPageTransformer extends BaseTransformer<CiClass> {
  toObject() {
    return {
      ...this.pick(this.resource, ['id', 'code', 'version', 'parentId', 'labelRu', 'labelEn']),
      ...this.pick(this.resource, ['descriptionRu', 'descriptionEn', 'icon', 'lifecycle']),
      ...this.pick(this.resource, ['archiveAfterDays']),
      ...this.pick(this.resource, ['isAbstract', 'isHidden', 'isChangeControlled', 'isBuiltin']),
      ...this.pick(this.resource, [...NAMING, 'identifiers']),
      group: this.resource.classGroup,
    }
  }

  /** With its policy of the archive. */
  forArchive() {
    return this.pick(this.resource, ['code', 'labelRu', 'labelEn', 'icon', 'archiveAfterDays'])
  }

  /** As a step on the way or a link. */
  forLink() {
    return this.pick(this.resource, ['id', 'code', 'labelRu', 'labelEn', 'icon'])
  }
}
