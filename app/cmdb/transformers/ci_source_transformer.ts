import type CiSource from '#cmdb/models/ci_source'
import { BaseTransformer } from '@adonisjs/core/transformers'

export default class CiSourceTransformer extends BaseTransformer<CiSource> {
  toObject() {
    const { ciClass, organisation } = this.resource
    return {
      ...this.pick(this.resource, ['id', 'code', 'name', 'authority', 'isActive', 'version']),
      ...this.pick(this.resource, ['createsItems', 'identifiesByName', 'missing']),
      ...this.pick(this.resource, ['missingLimitPercent', 'refreshDays', 'columns', 'policies']),
      class: { code: ciClass.code, labelRu: ciClass.labelRu, labelEn: ciClass.labelEn },
      organisation: { id: organisation.id, name: organisation.name },
    }
  }
}
