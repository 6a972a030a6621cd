import type PersonAbsence from '#directory/models/person_absence'
import { BaseTransformer } from '@adonisjs/core/transformers'

/** Days of absence with their substitute, who must be loaded; the reason only for those who may know it. */
export default class AbsenceTransformer extends BaseTransformer<PersonAbsence> {
  constructor(
    absence: PersonAbsence,
    private knowsReason: boolean
  ) {
    super(absence)
  }

  toObject() {
    const { id, startsOn, endsOn, reasonKind, substituteId, substitute } = this.resource
    return {
      ...{ id, startsOn, endsOn, substituteId },
      reasonKind: this.knowsReason ? reasonKind : null,
      substitute: substitute?.displayName ?? null,
    }
  }
}
