import Organisation from '#directory/models/organisation'
import Person from '#directory/models/person'
import Team from '#directory/models/team'
import type Agreement from '#sla/models/agreement'
import { loadEscalationRules } from '#sla/queries/escalation_rules'

type Named = { id: number; name: string }

/** The escalation rules of an agreement, and whose promise it is, for its page. */
export async function agreementEscalations(agreement: Agreement) {
  const rules = await loadEscalationRules([agreement.id])
  const actions = rules.flatMap((rule) => rule.actions)
  const notices = actions.filter((action) => action.kind === 'notify')
  const reassigned = actions.flatMap((action) =>
    action.kind === 'reassign' ? [action.teamId] : []
  )
  return {
    rules: rules.map((rule) => ({
      id: rule.id,
      agreementTargetId: rule.agreementTargetId,
      metric: rule.metric,
      moment: rule.moment,
      amount: rule.amount,
      isWallClock: rule.isWallClock,
      repeatMinutes: rule.repeatMinutes,
      repeatMax: rule.repeatMax,
      actions: rule.actions,
    })),
    teams: await teamNames([...notices.flatMap(({ teamIds }) => teamIds), ...reassigned]),
    people: await personNames(notices.flatMap(({ personIds }) => personIds)),
    holders: await holdersOf(agreement),
  }
}

async function holdersOf({ id, kind, supplierId }: Agreement) {
  const teams = kind === 'ola' ? await Team.query().where('olaAgreementId', id).orderBy('name') : []
  const supplier = supplierId === null ? null : await Organisation.find(supplierId)
  return { teams: teams.map(named), supplier: supplier ? named(supplier) : null }
}

async function teamNames(ids: number[]): Promise<Named[]> {
  if (ids.length === 0) return []
  return (await Team.query().whereIn('id', ids)).map(named)
}

async function personNames(ids: number[]): Promise<Named[]> {
  if (ids.length === 0) return []
  const people = await Person.query().whereIn('id', ids)
  return people.map(({ id, displayName }) => ({ id, name: displayName }))
}

function named({ id, name }: Named): Named {
  return { id, name }
}
