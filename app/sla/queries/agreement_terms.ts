import AgreementVersion from '#sla/models/agreement_version'
import type Clock from '#sla/models/clock'
import { toldTarget } from '#sla/queries/agreement_content'
import type { AgreementContent, ToldTarget } from '#sla/workflow/agreement_content'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

/** What an agreement does with a clock that runs. */
export type ClockTerms = Pick<
  AgreementContent,
  'pauseStates' | 'switchPolicy' | 'reopenPolicy' | 'deliveryStart'
>

/**
 * The terms of each clock, by its id, as they were when it began (SLM-08). Their agreements must be
 * loaded; without an edit since then there is nothing to read.
 */
export async function agreementTerms(
  clocks: readonly Clock[],
  client: QueryClientContract
): Promise<Map<number, ClockTerms>> {
  const contents = await formerContents(clocks, client)
  return new Map(clocks.map((clock) => [clock.id, contents.get(clock.id) ?? clock.agreement]))
}

/**
 * The target of each clock, by its id, as it was when the clock began; null when it is not known
 * any more. Agreements must be loaded, and targets with everything they name.
 */
export async function agreementTargets(
  clocks: readonly Clock[],
  client: QueryClientContract
): Promise<Map<number, ToldTarget | null>> {
  const contents = await formerContents(clocks, client)
  return new Map(
    clocks.map((clock) => {
      const former = contents.get(clock.id)?.targets
      const live = clock.agreementTarget ? toldTarget(clock.agreementTarget) : null
      const told = former ? former.find(({ id }) => id === clock.agreementTargetId) : live
      return [clock.id, told ?? null]
    })
  )
}

/** Of clocks whose agreement was edited since they began, by the id of the clock. */
async function formerContents(clocks: readonly Clock[], client: QueryClientContract) {
  const behind = clocks.filter((clock) => clock.agreementVersion !== clock.agreement.version)
  const ids = new Set(behind.map(({ agreementId }) => agreementId))
  const versions =
    ids.size === 0
      ? []
      : await AgreementVersion.query({ client })
          .whereIn('agreementId', [...ids])
          .orderBy('version')
  return new Map(behind.map((clock) => [clock.id, versionFor(clock, versions)?.content]))
}

/** Versions that changed nothing of the content have no row of their own. */
function versionFor({ agreementId, agreementVersion }: Clock, versions: AgreementVersion[]) {
  const own = versions.filter((each) => each.agreementId === agreementId)
  return own.findLast(({ version }) => version <= agreementVersion) ?? own[0]
}
