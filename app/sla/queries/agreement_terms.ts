import AgreementVersion from '#sla/models/agreement_version'
import type Clock from '#sla/models/clock'
import type { AgreementContent } from '#sla/workflow/agreement_content'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

/** What an agreement does with a clock that runs. */
export type ClockTerms = Pick<AgreementContent, 'pauseStates' | 'switchPolicy' | 'reopenPolicy'>

/**
 * The terms of each clock, by its id, as they were when it began (SLM-08). Their agreements must be
 * loaded; without an edit since then there is nothing to read.
 */
export async function agreementTerms(
  clocks: readonly Clock[],
  client: QueryClientContract
): Promise<Map<number, ClockTerms>> {
  const behind = clocks.filter((clock) => clock.agreementVersion !== clock.agreement.version)
  const versions = await versionsOf(new Set(behind.map(({ agreementId }) => agreementId)), client)
  return new Map(
    clocks.map((clock) => [clock.id, versionFor(clock, versions)?.content ?? clock.agreement])
  )
}

async function versionsOf(agreementIds: Set<number>, client: QueryClientContract) {
  if (agreementIds.size === 0) return []
  return AgreementVersion.query({ client })
    .whereIn('agreementId', [...agreementIds])
    .orderBy('version')
}

/** Versions that changed nothing of the content have no row of their own. */
function versionFor({ agreementId, agreementVersion }: Clock, versions: AgreementVersion[]) {
  const own = versions.filter((each) => each.agreementId === agreementId)
  return own.findLast(({ version }) => version <= agreementVersion) ?? own[0]
}
