import { loadWorkingTimeHistory } from '#calendars/queries/load_working_time'
import { clock } from '#core/clock'
import type { AgreementKind } from '#sla/models/agreement_types'
import { chainPromises, type ChainAgreement, type ChainTarget } from '#sla/queries/chain_promises'
import { chainsOfTargets, type TargetChain } from '#sla/workflow/chains_of_targets'
import { ChainJudge, momentsFrom, type ChainDanger, type Link } from '#sla/workflow/promise_chain'
import { isoOf } from '#sla/queries/read_clocks'
import db from '@adonisjs/lucid/services/db'
import { DateTime } from 'luxon'

type Only = { id: number; kind: string; validFrom: string }
type Carrier = {
  id: number
  code: string
  nameRu: string
  nameEn: string
  team: string | null
  olaId: number | null
}
type Judged = TargetChain<ChainTarget> & { agreement: ChainAgreement; danger: ChainDanger }

/**
 * Promises to clients that the team's and the supplier's together cannot hold (SLM-12), those of one
 * agreement or all. A supplier stands behind the services that the rows of its agreement name. A
 * plan is judged by what holds on its first day.
 */
export async function chainsInDanger(only?: Only) {
  const now = clock.now()
  const today = now.toISODate()!
  const isPlan = only !== undefined && only.validFrom > today
  const onDate = isPlan ? only.validFrom : today
  const kinds: AgreementKind[] = ['sla', 'ola', 'uc']
  const agreements = await chainPromises({ onDate, kinds, only })
  const carriers = agreements.some(({ kind }) => kind !== 'sla') ? await loadCarriers() : []
  const chains = chainsOf(agreements, carriers).filter(
    ({ ola, uc }) => !only || only.kind === 'sla' || isIn(agreements, only.id, ola, uc)
  )
  const judged = await judge(chains, isPlan ? DateTime.fromISO(onDate, { zone: 'utc' }) : now)
  return judged.map((chain) => toView(chain, agreements, carriers))
}

export type ChainInDanger = Awaited<ReturnType<typeof chainsInDanger>>[number]

/** Services one can open tickets for, with the team that carries each. */
async function loadCarriers(): Promise<Carrier[]> {
  return db
    .from('services')
    .leftJoin('teams', 'teams.id', 'services.support_team_id')
    .whereNot('services.status', 'retired')
    .orderBy('services.code')
    .select('services.id', 'services.code', 'services.name_ru as nameRu')
    .select('services.name_en as nameEn', 'teams.name as team')
    .select('teams.ola_agreement_id as olaId')
}

function chainsOf(agreements: ChainAgreement[], carriers: Carrier[]) {
  const of = (kind: AgreementKind) => agreements.filter((agreement) => agreement.kind === kind)
  const olas = new Map(of('ola').map((agreement) => [agreement.id, agreement]))
  const suppliers = of('uc').filter(({ supplier }) => supplier !== null)
  const services = carriers.map(({ id: serviceId, olaId }) => ({
    serviceId,
    ola: olas.get(olaId ?? 0) ?? null,
    ucs: suppliers.filter(({ targets }) => targets.some((each) => each.serviceId === serviceId)),
  }))
  return of('sla').flatMap((agreement) =>
    chainsOfTargets(agreement, services).map((chain) => ({ ...chain, agreement }))
  )
}

function isIn(agreements: ChainAgreement[], id: number, ...targets: (ChainTarget | null)[]) {
  const own = agreements.find((agreement) => agreement.id === id)?.targets ?? []
  return targets.some((target) => target !== null && own.includes(target))
}

async function judge(chains: Omit<Judged, 'danger'>[], at: DateTime): Promise<Judged[]> {
  if (chains.length === 0) return []
  const links = chains.flatMap(({ promised, ola, uc }) => [promised, ola, uc])
  const timeAt = await loadWorkingTimeHistory(links.flatMap((link) => link?.calendarId ?? []))
  const toLink = ({ targetMinutes: minutes, calendarId }: ChainTarget): Link => {
    return { minutes, time: timeAt(calendarId, at.toMillis()).time }
  }
  const chainJudge = new ChainJudge(momentsFrom(at.startOf('day').toMillis()))
  return chains.flatMap((chain) => {
    const behind = [chain.ola, chain.uc].filter((link) => link !== null)
    const danger = chainJudge.judge({ promised: toLink(chain.promised), links: behind.map(toLink) })
    return danger ? [{ ...chain, danger }] : []
  })
}

function toView(chain: Judged, agreements: ChainAgreement[], carriers: Carrier[]) {
  const { agreement, promised, ola, uc, serviceIds, danger } = chain
  const { openedAt, promisedUntil, neededUntil } = danger.example
  const own = carriers.filter(({ id }) => serviceIds.includes(id))
  return {
    agreement: named(agreement),
    target: promised.told,
    timeZone: promised.timeZone,
    ola: ola && {
      ...{ agreement: named(holding(agreements, ola)), target: ola.told },
      holders: [...new Set(own.flatMap(({ team }) => team ?? []))],
    },
    uc: uc && toSupplied(holding(agreements, uc), uc),
    services: own.map(named),
    ...{ excessMinutes: danger.excessMinutes, lateShare: danger.lateCount / danger.triedCount },
    example: {
      ...{ openedAt: isoOf(openedAt), promisedUntil: isoOf(promisedUntil) },
      neededUntil: isoOf(neededUntil),
    },
  }
}

function toSupplied(agreement: ChainAgreement, { told }: ChainTarget) {
  return { agreement: named(agreement), target: told, holders: [agreement.supplier!] }
}

function holding(agreements: ChainAgreement[], target: ChainTarget): ChainAgreement {
  return agreements.find(({ targets }) => targets.includes(target))!
}

function named({ code, nameRu, nameEn }: Pick<Carrier, 'code' | 'nameRu' | 'nameEn'>) {
  return { code, nameRu, nameEn }
}
