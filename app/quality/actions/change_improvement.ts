import { refuseStale } from '#core/actions/refuse_stale'
import type { Actor } from '#core/actor'
import { inTransaction } from '#core/transaction'
import { saveVersioned } from '#directory/actions/save_versioned'
import type { ImprovementValues } from '#quality/actions/propose_improvement'
import { ImprovementEnded, NotEvaluated, StepNotAllowed } from '#quality/errors'
import Improvement from '#quality/models/improvement'
import { improvementPriority } from '#quality/workflow/improvement_priority'
import { IMPROVEMENT_STEPS, OPEN_STATES } from '#quality/workflow/improvement_steps'
import { stepsOfImprovement, type ImprovementStep } from '#quality/workflow/improvement_steps'

type Command = { actor: Actor; id: number; version: number }
type Outcome = { rejectionReason?: string | null; result?: string; doneOn?: string }

export const changeImprovement = {
  /** Edits one that is not ended. Throws StaleRecord, ImprovementEnded. */
  async values(command: Command, values: Omit<ImprovementValues, 'organisationId'>) {
    return change(command, 'improvement.changed', (improvement) => {
      if (!OPEN_STATES.some((state) => state === improvement.state)) throw new ImprovementEnded()
      const priority = improvementPriority(values.value, values.effort)
      improvement.merge({ ...values, priority })
      // What was approved stays evaluated, owned and dated.
      if (improvement.state !== 'proposed') refuseMissing(improvement, 'approve')
    })
  },

  /** A decision or progress. Throws StaleRecord, StepNotAllowed, NotEvaluated. */
  async step(command: Command, step: ImprovementStep, outcome: Outcome = {}) {
    return change(command, `improvement.${step}`, (improvement) => {
      const allowed = stepsOfImprovement(improvement).some((each) => each.step === step)
      if (!allowed) throw new StepNotAllowed()
      refuseMissing(improvement, step)
      improvement.merge({ ...outcome, state: IMPROVEMENT_STEPS[step].to })
    })
  },
}

function refuseMissing(improvement: Improvement, step: ImprovementStep) {
  const missing = IMPROVEMENT_STEPS[step].needs.find((need) => improvement[need] === null)
  if (missing) throw new NotEvaluated(missing)
}

async function change(command: Command, action: string, work: (each: Improvement) => void) {
  const { actor, id, version } = command
  await inTransaction(async (trx) => {
    const improvement = await Improvement.query({ client: trx })
      .where({ id })
      .forUpdate()
      .firstOrFail()
    await refuseStale(trx, 'improvement', improvement, version)
    work(improvement)
    await saveVersioned(trx, improvement, {
      ...{ actor, subjectType: 'improvement', action },
      organisationId: () => improvement.organisationId,
    })
  })
}
