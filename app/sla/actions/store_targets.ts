import { ReferenceNotFound } from '#core/errors'
import { TargetEscalates } from '#sla/errors'
import AgreementTarget from '#sla/models/agreement_target'
import { targetsOfRows, type PlacedTarget, type TargetRowValues } from '#sla/workflow/target_rows'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/** What the rows of an editor change: targets to write, new ones among them, and to take out. */
export type TargetPlan = { written: AgreementTarget[]; removed: AgreementTarget[] }

/**
 * Compares the rows with the targets of an agreement, null for one that is new. A target keeps its
 * number whatever changes in it, because escalation rules and clocks know it by that. Clocks on a
 * target that is taken out keep their time; with escalation rules of its own it stays. Throws
 * ReferenceNotFound, TargetEscalates.
 */
export async function planTargets(
  trx: TransactionClientContract,
  agreementId: number | null,
  rows: readonly TargetRowValues[]
): Promise<TargetPlan> {
  const stored = agreementId
    ? await AgreementTarget.query({ client: trx }).where({ agreementId }).orderBy('id')
    : []
  const left = new Map(stored.map((target) => [target.id, target]))
  const written = targetsOfRows(rows).map((placed) => {
    const target = takeOut(left, placed)
    return target.merge(valuesOf(placed))
  })
  const removed = [...left.values()]
  await refuseEscalating(trx, removed)
  return { written: written.filter((target) => target.$isNew || target.$isDirty), removed }
}

export async function writeTargets(
  trx: TransactionClientContract,
  agreementId: number,
  { written, removed }: TargetPlan
) {
  for (const target of removed) await target.useTransaction(trx).delete()
  for (const target of written) await target.merge({ agreementId }).useTransaction(trx).save()
}

/** No number may come twice, and none from another agreement or metric. */
function takeOut(left: Map<number, AgreementTarget>, { id, metric, row }: PlacedTarget) {
  if (id === null) return new AgreementTarget()
  const target = left.get(id)
  if (target?.metric !== metric) throw new ReferenceNotFound(`rows.${row}.cells.${metric}.id`)
  left.delete(id)
  return target
}

function valuesOf({ metric, targetMinutes, calendarId, ...placed }: PlacedTarget) {
  const { ticketKind, serviceId, organisationId, ciCriticality, isVipOnly, priority } = placed
  return {
    ...{ metric, targetMinutes, calendarId },
    ...{ ticketKind, serviceId, organisationId, ciCriticality, isVipOnly, priority },
  }
}

async function refuseEscalating(trx: TransactionClientContract, removed: AgreementTarget[]) {
  if (removed.length === 0) return
  const rules = await trx
    .from('escalation_rules')
    .whereIn(
      'agreement_target_id',
      removed.map(({ id }) => id)
    )
    .select('id')
  if (rules.length > 0) throw new TargetEscalates(rules.length)
}
