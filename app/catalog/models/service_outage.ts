import Service from '#catalog/models/service'
import type { OutageStage } from '#catalog/models/outage_types'
import type { OutageFacts } from '#catalog/workflow/availability'
import Organisation from '#directory/models/organisation'
import type { Principal } from '#directory/queries/principal'
import { ServiceOutageSchema } from '#database/schema'
import db from '@adonisjs/lucid/services/db'
import { belongsTo, manyToMany } from '@adonisjs/lucid/orm'
import type { BelongsTo, ManyToMany } from '@adonisjs/lucid/types/relations'
import type { DateTime } from 'luxon'

/** A time in which a service stood still or worked badly, for some clients or for all (SLM-10). */
export default class ServiceOutage extends ServiceOutageSchema {
  @belongsTo(() => Service)
  declare service: BelongsTo<typeof Service>

  /** Whom it concerns unless it is for all; those below them are concerned too. */
  @manyToMany(() => Organisation, {
    pivotTable: 'service_outage_organisations',
    pivotForeignKey: 'outage_id',
    pivotRelatedForeignKey: 'organisation_id',
  })
  declare organisations: ManyToMany<typeof Organisation>

  /**
   * What concerns the organisations one reaches: it is for all, or it names one of them, or one
   * above them.
   */
  static visibleTo(principal: Principal) {
    const services = Service.visibleTo(principal).select('services.id')
    const query = this.query().whereIn('service_outages.service_id', services)
    if (!principal.can('outages.view')) return query.whereRaw('1 = 0')
    const { all, organisationIds } = principal.reach('outages.view')
    if (all) return query
    return query.where((concerning) => {
      void concerning
        .where('service_outages.is_for_all', true)
        .orWhereIn('service_outages.id', naming(organisationIds))
    })
  }

  /** What availability is counted from. */
  get facts(): OutageFacts {
    const { kind, effect, announcedAt, announcedUntil } = this
    const announced =
      announcedAt && announcedUntil
        ? { at: announcedAt.toMillis(), until: announcedUntil.toMillis() }
        : null
    const [from, to] = [this.startsAt.toMillis(), this.endsAt?.toMillis() ?? null]
    return { kind, effect, from, to, announced }
  }

  stageAt(moment: DateTime): OutageStage {
    if (this.startsAt > moment) return 'coming'
    return this.endsAt !== null && this.endsAt <= moment ? 'over' : 'ongoing'
  }
}

/** Ids of outages that name one of the organisations or one above it; paths tell who is above. */
function naming(organisationIds: number[]) {
  return db
    .from('service_outage_organisations as links')
    .join('organisations as named', 'named.id', 'links.organisation_id')
    .joinRaw(
      'join organisations as reached on substr(reached.path, 1, length(named.path)) = named.path'
    )
    .whereIn('reached.id', organisationIds)
    .select('links.outage_id')
}
