import { pendingChanges, recordAudit } from '#core/actions/record_audit'
import { refuseStale } from '#core/actions/refuse_stale'
import type { Actor } from '#core/actor'
import { inTransaction } from '#core/transaction'
import { HalfPoint, SiteNameTaken } from '#directory/errors/organisations'
import Organisation from '#directory/models/organisation'
import type { SiteValues } from '#directory/models/organisation_types'
import Site from '#directory/models/site'
import { refuseStillInUse } from '#directory/queries/dependants'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Input = {
  actor: Actor
  organisationId: number
  /** Null makes a new site. */
  siteId: number | null
  seenVersion?: number
  values: SiteValues
}

/**
 * Adds or changes a site. Sites belong to their organisation's version and history.
 * Throws StaleRecord, SiteNameTaken, HalfPoint, StillInUse, E_ROW_NOT_FOUND for a site of another organisation.
 */
export const saveSite = {
  async handle(input: Input): Promise<Site> {
    return inTransaction(async (trx) => {
      const organisation = await Organisation.query({ client: trx })
        .where('id', input.organisationId)
        .forUpdate()
        .firstOrFail()
      await refuseStale(trx, 'organisation', organisation, input.seenVersion)
      const site = await findOrNew(trx, input)
      refuseHalfPoint(input.values)
      await refuseTakenName(trx, site, input.values.name)
      const retires = site.$isPersisted && site.isActive && input.values.isActive === false
      if (retires) await refuseStillInUse(trx, 'site', site.id)
      await save(trx, organisation, site.merge(input.values), input.actor)
      return site
    })
  },
}

function refuseHalfPoint({ latitude = null, longitude = null }: SiteValues) {
  if (latitude !== null && longitude === null) throw new HalfPoint('longitude')
  if (latitude === null && longitude !== null) throw new HalfPoint('latitude')
}

async function findOrNew(trx: TransactionClientContract, { siteId, organisationId }: Input) {
  if (siteId === null) return new Site().merge({ organisationId, isActive: true })
  return Site.query({ client: trx }).where({ id: siteId, organisationId }).firstOrFail()
}

async function refuseTakenName(trx: TransactionClientContract, site: Site, name: string) {
  const other = await Site.query({ client: trx })
    .where('organisationId', site.organisationId)
    .whereRaw('lower(name) = ?', [name.toLowerCase()])
    .whereNot('id', site.id ?? 0)
    .first()
  if (other) throw new SiteNameTaken()
}

async function save(
  trx: TransactionClientContract,
  organisation: Organisation,
  site: Site,
  actor: Actor
) {
  const changes = pendingChanges(site).filter(
    ({ field, before, after }) => field !== 'organisationId' && before !== after
  )
  if (changes.length === 0) return

  const action = site.$isPersisted ? 'organisation.site_changed' : 'organisation.site_added'
  await site.useTransaction(trx).save()
  await organisation.merge({ version: organisation.version + 1 }).save()
  await recordAudit(trx, {
    actor,
    action,
    subjectType: 'organisation',
    subjectId: organisation.id,
    subjectVersion: organisation.version,
    organisationId: organisation.id,
    changes,
  })
}
