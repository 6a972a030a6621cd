import { Refusal } from '#core/errors'
import Organisation from '#directory/models/organisation'
import { loadPrincipal } from '#directory/queries/load_principal'
import type { Reach } from '#directory/queries/principal'

/** Where somebody may import people: what they both see and edit. */
export type ImportReach = {
  /** Null means everywhere. */
  organisationIds: ReadonlySet<number> | null
  mayPlantRoots: boolean
  locale: 'ru' | 'en'
  timeZone: string
}

/** Whoever began the import may not edit people any more (T8). */
export class MayNotImport extends Refusal {
  constructor() {
    super('imports.refusals.may_not_import')
  }
}

/**
 * The reach of a user, read anew for each step, or of the command, whose import stays within one
 * organisation and all below it. Throws MayNotImport.
 */
export async function importReach(
  userId: number | null,
  withinId: number | null
): Promise<ImportReach> {
  if (userId === null) return reachBelow(withinId)
  const principal = await loadPrincipal(userId)
  if (!principal?.can('directory.edit') || !principal.can('directory.view')) {
    throw new MayNotImport()
  }
  const [edit, view] = [principal.reach('directory.edit'), principal.reach('directory.view')]
  const { locale, timeZone } = principal
  return { organisationIds: common(edit, view), mayPlantRoots: edit.all, locale, timeZone }
}

function common(one: Reach, other: Reach): ReadonlySet<number> | null {
  if (one.all) return other.all ? null : new Set(other.organisationIds)
  if (other.all) return new Set(one.organisationIds)
  return new Set(one.organisationIds).intersection(new Set(other.organisationIds))
}

async function reachBelow(organisationId: number | null): Promise<ImportReach> {
  if (organisationId === null) throw new MayNotImport()
  const top = await Organisation.findOrFail(organisationId)
  const below = await Organisation.query().where('path', 'like', `${top.path}%`).select('id')
  return {
    organisationIds: new Set(below.map(({ id }) => id)),
    mayPlantRoots: false,
    locale: top.locale as 'ru' | 'en',
    timeZone: top.timeZone,
  }
}
