import { outageHistory } from '#catalog/actions/outage_history'
import {
  MaintenanceWithoutEnd,
  OutageEndsTooEarly,
  OutageForNobody,
  OutageInFuture,
} from '#catalog/errors'
import type { OutageEffect, OutageKind } from '#catalog/models/outage_types'
import ServiceOutage from '#catalog/models/service_outage'
import { announcementOf } from '#catalog/workflow/announcement'
import { refuseStale } from '#core/actions/refuse_stale'
import type { Actor } from '#core/actor'
import { clock } from '#core/clock'
import { ReferenceNotFound } from '#core/errors'
import { inTransaction } from '#core/transaction'
import Organisation from '#directory/models/organisation'
import type { Principal } from '#directory/queries/principal'
import { saveVersioned } from '#directory/actions/save_versioned'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { DateTime } from 'luxon'

export type OutageValues = {
  kind: OutageKind
  effect: OutageEffect
  /** Whole minutes. */
  startsAt: DateTime
  /** Null while it goes on. */
  endsAt: DateTime | null
  isForAll: boolean
  organisationIds: number[]
  reason: string
  ticketNumber: string | null
}

type Input = {
  actor: Actor
  /** Whose view of the directory decides; null knows everybody. */
  principal: Principal | null
  serviceId: number
  /** Null registers a new one. */
  outageId: number | null
  seenVersion?: number
  values: OutageValues
}

/**
 * Registers or corrects an outage of a service (SLM-10). Throws StaleRecord, ReferenceNotFound and
 * the refusals of outages in `#catalog/errors`.
 */
export const saveOutage = {
  async handle({ actor, principal, serviceId, outageId, seenVersion, values }: Input) {
    return inTransaction(async (trx) => {
      const outage = await lockOrNew(trx, serviceId, outageId)
      await refuseStale(trx, 'service_outage', outage, seenVersion)
      refuseTimes(values)
      const before = outage.$isPersisted ? await concernedBy(trx, outage) : []
      const named = values.isForAll ? [] : [...new Set(values.organisationIds)]
      const organisations = await knownOrganisations(trx, principal, named, before)
      if (!values.isForAll && organisations.length === 0) throw new OutageForNobody()

      const { organisationIds: unresolved, ...plain } = values
      const announced = announcement(outage, before, { ...plain, organisations })
      outage.merge({
        ...plain,
        announcedAt: announced && DateTime.fromMillis(announced.at, { zone: 'utc' }),
        announcedUntil: announced && DateTime.fromMillis(announced.until, { zone: 'utc' }),
      })
      const isNew = !outage.$isPersisted
      const changes = await saveVersioned(trx, outage, {
        ...outageHistory(actor, organisations, isNew ? 'registered' : 'changed'),
        also: concernedChange(before, organisations),
      })
      if (changes.length > 0) {
        await outage.related('organisations').sync(organisations.map(({ id }) => id))
      }
      return outage
    })
  },
}

async function lockOrNew(trx: TransactionClientContract, serviceId: number, id: number | null) {
  if (id === null) return new ServiceOutage().fill({ serviceId, version: 0 })
  return ServiceOutage.query({ client: trx }).where({ id, serviceId }).forUpdate().firstOrFail()
}

function concernedBy(trx: TransactionClientContract, outage: ServiceOutage) {
  return outage.useTransaction(trx).related('organisations').query().orderBy('organisations.id')
}

function refuseTimes({ kind, startsAt, endsAt }: OutageValues) {
  if (endsAt && endsAt <= startsAt) throw new OutageEndsTooEarly()
  if (kind === 'planned') {
    if (!endsAt) throw new MaintenanceWithoutEnd()
    return
  }
  const now = clock.now()
  if (startsAt > now) throw new OutageInFuture('startsAt')
  if (endsAt && endsAt > now) throw new OutageInFuture('endsAt')
}

/** Those named, and those named before whom the editor does not see and so could not name again. */
async function knownOrganisations(
  trx: TransactionClientContract,
  principal: Principal | null,
  named: number[],
  before: Organisation[]
): Promise<Organisation[]> {
  if (named.length === 0) return []
  const visible = (ids: number[]) =>
    (principal ? Organisation.visibleTo(principal) : Organisation.query())
      .useTransaction(trx)
      .whereIn('organisations.id', ids)
      .orderBy('organisations.id')
  const found = await visible([...named, ...before.map(({ id }) => id)])
  const seen = new Map(found.map((organisation) => [organisation.id, organisation]))
  if (named.some((id) => !seen.has(id))) throw new ReferenceNotFound('organisationIds')
  const unseen = before.filter(({ id }) => !seen.has(id))
  return [...named.map((id) => seen.get(id)!), ...unseen]
}

type Standing = Pick<OutageValues, 'kind' | 'effect' | 'startsAt' | 'endsAt' | 'isForAll'>

function announcement(
  outage: ServiceOutage,
  before: Organisation[],
  after: Standing & { organisations: Organisation[] }
) {
  const was = outage.$isPersisted
    ? { ...windowOf(outage, before), announced: outage.facts.announced }
    : null
  return announcementOf(was, windowOf(after, after.organisations), clock.now().toMillis())
}

function windowOf({ kind, effect, startsAt, endsAt, isForAll }: Standing, named: Organisation[]) {
  return {
    ...{ kind, effect, startsAt: startsAt.toMillis(), endsAt: endsAt?.toMillis() ?? null },
    concerned: isForAll ? 'all' : codesOf(named),
  }
}

/** Of organisations as history tells them: by their codes. */
function concernedChange(before: Organisation[], after: Organisation[]) {
  const change = {
    ...{ field: 'organisationIds', before: codesOf(before) || null },
    after: codesOf(after) || null,
  }
  return change.before === change.after ? [] : [change]
}

function codesOf(organisations: Organisation[]): string {
  return organisations
    .map(({ code }) => code)
    .sort()
    .join(', ')
}
