import type LdapRun from '#directory/models/ldap_run'
import type LdapSource from '#directory/models/ldap_source'
import LdapRunTransformer from '#directory/transformers/ldap_run_transformer'
import { BaseTransformer } from '@adonisjs/core/transformers'

/** A directory. Of its password only whether there is one is told. */
export default class LdapSourceTransformer extends BaseTransformer<LdapSource> {
  constructor(
    resource: LdapSource,
    protected lastRuns: ReadonlyMap<number, LdapRun> = new Map()
  ) {
    super(resource)
  }

  toObject() {
    const { organisation } = this.resource
    return {
      ...this.pick(this.resource, ['id', 'name', 'kind', 'url', 'isActive', 'isScheduled']),
      organisation: { code: organisation.code, name: organisation.name },
      peopleCount: Number(this.resource.$extras.people_count ?? 0),
    }
  }

  forList() {
    const run = this.lastRuns.get(this.resource.id)
    return { ...this.toObject(), lastRun: run ? new LdapRunTransformer(run).toObject() : null }
  }

  forPage() {
    const { mappings } = this.resource
    return {
      ...this.toObject(),
      ...this.pick(this.resource, [
        ...(['usesStartTls', 'caCertificate', 'bindDn', 'baseDn', 'userFilter'] as const),
        ...(['groupFilter', 'attributes', 'pageSize', 'organisationId', 'creates'] as const),
        ...(['takesOverAccounts', 'clearsMissing', 'guardPercent', 'version'] as const),
      ]),
      hasBindPassword: this.resource.bindPassword !== null,
      mappings: mappings.map(({ groupDn, roleId, role, organisationId, organisation }) => ({
        ...{ groupDn, roleId, organisationId },
        role: { labelRu: role.labelRu, labelEn: role.labelEn },
        organisation: organisation?.name ?? null,
      })),
    }
  }
}
