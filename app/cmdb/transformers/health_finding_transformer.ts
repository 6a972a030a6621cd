import type CiHealthFinding from '#cmdb/models/ci_health_finding'
import type { HealthWords } from '#cmdb/queries/health_words'
import { LIVE_STATES, stepsOfFinding } from '#cmdb/workflow/finding_steps'
import { clock } from '#core/clock'
import { BaseTransformer } from '@adonisjs/core/transformers'

/** A finding as a list and its page show it; the sentence is in the reader's language. */
export default class HealthFindingTransformer extends BaseTransformer<CiHealthFinding> {
  constructor(
    resource: CiHealthFinding,
    protected words: HealthWords,
    protected timeZone: string
  ) {
    super(resource)
  }

  toObject() {
    const { item, team, person, state, dueOn } = this.resource
    const isLive = LIVE_STATES.some((live) => live === state)
    return {
      ...this.pick(this.resource, [
        'id',
        'kpi',
        'reason',
        'state',
        'isPresent',
        'dueOn',
        'version',
      ]),
      item: {
        ...{ id: item.id, number: item.number, name: item.name },
        ...{ classRu: item.ciClass.labelRu, classEn: item.ciClass.labelEn },
        ...{ icon: item.ciClass.icon, organisation: item.organisation.name },
      },
      sentence: this.words.finding(this.resource),
      foundAt: this.resource.firstFoundAt.toISO()!,
      isOverdue: isLive && dueOn !== null && dueOn < clock.today(this.timeZone),
      team: team?.name ?? null,
      person: person?.displayName ?? null,
    }
  }

  forPage() {
    const { assignedTeamId, assignedPersonId, waiveReason, closedAt, state } = this.resource
    return {
      ...this.toObject(),
      ...{ assignedTeamId, assignedPersonId, waiveReason },
      closedAt: closedAt?.toISO() ?? null,
      steps: stepsOfFinding(state),
    }
  }
}
