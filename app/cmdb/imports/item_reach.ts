import { Refusal } from '#core/errors'
import Organisation from '#directory/models/organisation'
import { loadPrincipal } from '#directory/queries/load_principal'
import type { Principal } from '#directory/queries/principal'

/** Whoever began the import may not edit items any more (T8). */
export class MayNotImportItems extends Refusal {
  constructor() {
    super('ci_imports.refusals.may_not_import')
  }
}

export type ItemReach = { organisations: OrganisationFacts[]; principal: Principal }
export type OrganisationFacts = { id: number; code: string; name: string; timeZone: string }

/** Organisations whose items the user both sees and edits, read anew for each step. Throws MayNotImportItems. */
export async function itemReach(userId: number | null): Promise<ItemReach> {
  const principal = userId === null ? null : await loadPrincipal(userId)
  if (!principal?.can('cis.edit') || !principal.can('cis.view')) throw new MayNotImportItems()
  const [edit, view] = [principal.reach('cis.edit'), principal.reach('cis.view')]
  const query = Organisation.query().where('isActive', true).orderBy('id')
  if (!edit.all) void query.whereIn('id', edit.organisationIds)
  if (!view.all) void query.whereIn('id', view.organisationIds)
  const found = await query.select('id', 'code', 'name', 'timeZone')
  return {
    organisations: found.map(({ id, code, name, timeZone }) => ({ id, code, name, timeZone })),
    principal,
  }
}
