import type Service from '#catalog/models/service'
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
    return { ...this.toObject(), supportTeam: this.#team() }
  }

  forPage() {
    const { owner } = this.resource
    return {
      ...this.toObject(),
      ...this.pick(this.resource, ['descriptionRu', 'descriptionEn']),
      supportTeam: this.#team(),
      owner: owner ? { id: owner.id, name: owner.displayName } : null,
    }
  }

  #team() {
    const team = this.teams.get(this.resource.supportTeamId ?? 0)
    return team ? { code: team.code, name: team.name } : null
  }
}
