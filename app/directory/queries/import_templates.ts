import ImportTemplate from '#core/models/import_template'
import type { Principal } from '#directory/queries/principal'

/** A person's own templates and those of organisations whose records they may import. */
export async function importTemplates(
  principal: Principal,
  kind: string,
  permission: 'directory.edit' | 'cis.edit'
) {
  const { all, organisationIds } = principal.reach(permission)
  return ImportTemplate.query()
    .where('kind', kind)
    .where((query) => {
      void query.where('userId', principal.userId)
      if (all) void query.orWhereNotNull('organisationId')
      else void query.orWhereIn('organisationId', organisationIds)
    })
    .orderBy('name')
}

/** A template of the person's own; only its owner removes it. */
export async function ownImportTemplate({ userId }: Principal, kind: string, id: number) {
  return ImportTemplate.query().where({ id, kind, userId }).firstOrFail()
}
