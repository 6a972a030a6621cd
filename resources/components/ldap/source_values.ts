import type { LdapPresets, LdapSource } from '~/components/ldap/types'
import type { GroupRole } from '~/components/roles/GroupRoles.vue'

/** What the form begins with: the source as it is, or what Active Directory usually looks like. */
export function sourceValues(source: LdapSource | undefined, presets: LdapPresets) {
  const preset = presets[source?.kind ?? 'active_directory']
  return {
    name: source?.name ?? '',
    kind: source?.kind ?? 'active_directory',
    url: source?.url ?? '',
    usesStartTls: source?.usesStartTls ?? false,
    caCertificate: source?.caCertificate ?? '',
    bindDn: source?.bindDn ?? '',
    bindPassword: '',
    dropsPassword: false,
    baseDn: source?.baseDn ?? '',
    userFilter: source?.userFilter ?? preset.userFilter,
    groupFilter: source ? (source.groupFilter ?? '') : preset.groupFilter,
    attributes: { ...preset.attributes, ...source?.attributes },
    pageSize: source?.pageSize ?? 500,
    organisationId: source?.organisationId ?? null,
    creates: source?.creates ?? 'account',
    takesOverAccounts: source?.takesOverAccounts ?? false,
    clearsMissing: source?.clearsMissing ?? false,
    isScheduled: source?.isScheduled ?? false,
    guardPercent: source?.guardPercent ?? 10,
    isActive: source?.isActive ?? true,
    mappings: (source?.mappings ?? []).map(
      ({ groupDn, roleId, organisationId, organisation }): GroupRole => ({
        group: groupDn,
        roleId,
        organisation: organisationId ? { id: organisationId, name: organisation ?? '' } : null,
      })
    ),
  }
}

export type SourceValues = ReturnType<typeof sourceValues>

/** Without a word about it the password stays. */
export function sourceRequest({ bindPassword, dropsPassword, mappings, ...data }: SourceValues) {
  const password = bindPassword !== '' ? { bindPassword } : dropsPassword ? DROPPED : {}
  return {
    ...data,
    ...password,
    usesStartTls: data.usesStartTls && !data.url.startsWith('ldaps:'),
    mappings: mappings.map(({ group, roleId, organisation }) => ({
      groupDn: group,
      roleId: roleId ?? null,
      organisationId: organisation?.id ?? null,
    })),
  }
}

const DROPPED = { bindPassword: null }
