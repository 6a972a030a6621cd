import type { Principal } from '#directory/queries/principal'
import type Improvement from '#quality/models/improvement'
import { isImprovementOverdue } from '#quality/queries/list_improvements'
import { stepsOfImprovement } from '#quality/workflow/improvement_steps'
import { BaseTransformer } from '@adonisjs/core/transformers'

export default class ImprovementTransformer extends BaseTransformer<Improvement> {
  constructor(
    resource: Improvement,
    protected principal: Principal
  ) {
    super(resource)
  }

  toObject() {
    const improvement = this.resource
    const { owner, service } = improvement
    return {
      ...this.pick(improvement, ['id', 'number', 'title', 'source', 'state', 'priority', 'dueOn']),
      isOverdue: isImprovementOverdue(improvement, this.principal.timeZone),
      organisation: this.pick(improvement.organisation, ['id', 'code', 'name']),
      owner: owner ? { id: owner.id, name: owner.displayName } : null,
      service: service ? this.pick(service, ['id', 'code', 'nameRu', 'nameEn']) : null,
    }
  }

  forPage() {
    const improvement = this.resource
    return {
      ...this.toObject(),
      ...this.pick(improvement, ['version', 'description', 'sourceNumber', 'expectedBenefit']),
      ...this.pick(improvement, ['effort', 'value', 'rejectionReason', 'result', 'doneOn']),
      proposer: improvement.proposer?.displayName ?? null,
      proposedAt: improvement.createdAt.toISO(),
      steps: stepsOfImprovement(improvement),
    }
  }
}
