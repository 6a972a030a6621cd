import type Service from '#catalog/models/service'
import type { Currency } from '#catalog/models/service_types'
import { stepsFrom } from '#catalog/workflow/service_workflow'
import type Team from '#directory/models/team'
import { BaseTransformer } from '@adonisjs/core/transformers'

export default class ServiceTransformer extends BaseTransformer<Service> {
  /** `teams` are the support teams the reader may see. */
  constructor(
    resource: Service,
    private teams: ReadonlyMap<number, Team> = new Map()
  ) {
    super(resource)
  }

  toObject() {
    return this.pick(this.resource, ['id', 'code', 'nameRu', 'nameEn', 'status', 'criticality'])
  }

  forList() {
    return { ...this.toObject(), family: this.#family(), supportTeam: this.#team() }
  }

  /** What everybody may know who sees the service (CAT-02). */
  forPage() {
    const { availabilityCalendar: calendar } = this.resource
    return {
      ...this.toObject(),
      ...this.pick(this.resource, ['descriptionRu', 'descriptionEn', 'availabilityTarget']),
      availabilityCalendar: calendar
        ? this.pick(calendar, ['code', 'nameRu', 'nameEn', 'timeZone'])
        : null,
      family: this.#family(),
      supportTeam: this.#team(),
      owner: this.#owner(),
    }
  }

  /** The same as a customer sees it, who is not shown the people behind it. */
  forCustomer() {
    return { ...this.forPage(), supportTeam: null, owner: null }
  }

  /** What the own people know besides: what is behind it. */
  forTechnical() {
    const { status, needs, neededBy } = this.resource
    return {
      ...this.pick(this.resource, ['technicalRu', 'technicalEn', 'version']),
      steps: stepsFrom(status),
      needs: needs.map(toLink),
      neededBy: neededBy.map(toLink),
    }
  }

  /** What it costs and is sold for in a month, in minor units; null when nothing is known. */
  forPrices() {
    const { costMinor, priceMinor, currency } = this.resource
    return {
      ...this.pick(this.resource, ['version']),
      costMinor,
      priceMinor,
      currency: currency as Currency | null,
    }
  }

  forEditor() {
    const { resource } = this
    const { needs } = resource
    return {
      ...this.toObject(),
      ...this.pick(resource, ['descriptionRu', 'descriptionEn', 'technicalRu', 'technicalEn']),
      ...this.pick(resource, ['familyId', 'ownerPersonId', 'supportTeamId', 'version']),
      ...this.pick(resource, ['availabilityTarget', 'availabilityCalendarId']),
      availabilityCalendar: this.forPage().availabilityCalendar,
      owner: this.#owner(),
      supportTeam: this.#team(),
      needs: needs.map(toLink),
    }
  }

  #family() {
    const { family } = this.resource
    return family ? this.pick(family, ['code', 'nameRu', 'nameEn']) : null
  }

  #team() {
    const team = this.teams.get(this.resource.supportTeamId ?? 0)
    return team ? { code: team.code, name: team.name } : null
  }

  #owner() {
    const { owner } = this.resource
    return owner ? { id: owner.id, name: owner.displayName } : null
  }
}

function toLink({ id, code, nameRu, nameEn, status, criticality }: Service) {
  return { id, code, nameRu, nameEn, status, criticality }
}
