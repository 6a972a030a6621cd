import { pendingChanges, recordAudit } from '#core/actions/record_audit'
import { takeNumber } from '#core/actions/take_number'
import type { Actor } from '#core/actor'
import { inTransaction } from '#core/transaction'
import Improvement from '#quality/models/improvement'
import { improvementPriority, type Size } from '#quality/workflow/improvement_priority'
import type { ImprovementSource } from '#quality/workflow/improvement_steps'

export type ImprovementValues = {
  title: string
  description: string
  organisationId: number
  serviceId: number | null
  expectedBenefit: string | null
  effort: Size | null
  value: Size | null
  ownerId: number | null
  dueOn: string | null
}

type Input = {
  actor: Actor
  values: ImprovementValues
  source: ImprovementSource
  /** The number of the record it came from. */
  sourceNumber: string | null
}

/** Enters an opportunity into the register of improvements (ISO-05). */
export const proposeImprovement = {
  async handle({ actor, values, source, sourceNumber }: Input): Promise<Improvement> {
    return inTransaction(async (trx) => {
      const improvement = new Improvement().merge({
        ...{ ...values, source, sourceNumber, state: 'proposed', version: 1 },
        priority: improvementPriority(values.value, values.effort),
        proposedById: actor.personId,
        number: await takeNumber(trx, 'improvement'),
      })
      const changes = pendingChanges(improvement)
      await improvement.useTransaction(trx).save()
      await recordAudit(trx, {
        ...{ actor, subjectType: 'improvement', subjectId: improvement.id, subjectVersion: 1 },
        ...{ organisationId: values.organisationId, action: 'improvement.proposed', changes },
      })
      return improvement
    })
  },
}
