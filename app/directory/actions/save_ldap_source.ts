import { LDAP_FIELDS } from '#config/ldap'
import { pendingChanges, recordAudit } from '#core/actions/record_audit'
import { refuseStale } from '#core/actions/refuse_stale'
import type { Actor } from '#core/actor'
import type { FieldChange } from '#core/errors'
import { inTransaction } from '#core/transaction'
import { refuseMissing } from '#directory/actions/refuse_missing'
import {
  LdapMappingsNeedRoles,
  LdapNameTaken,
  LdapPasswordAgain,
  LdapWrongCertificate,
  LdapWrongFilter,
} from '#directory/errors/ldap'
import LdapRoleMapping from '#directory/models/ldap_role_mapping'
import LdapSource from '#directory/models/ldap_source'
import type { LdapMappingValues, LdapSourceValues } from '#directory/models/ldap_types'
import { groupRolesText } from '#directory/workflow/group_roles'
import encryption from '@adonisjs/core/services/encryption'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { FilterParser } from 'ldapts'
import { X509Certificate } from 'node:crypto'

type Input = {
  actor: Actor
  /** Null makes a new source. */
  sourceId: number | null
  seenVersion?: number
  values: LdapSourceValues
  /** Whether the caller may map groups to roles. */
  mayMapRoles: boolean
}

/**
 * Adds or changes a directory with its map of groups. The password is encrypted and never read back.
 * Throws StaleRecord, LdapNameTaken, LdapWrongFilter, LdapWrongCertificate, LdapPasswordAgain,
 * LdapMappingsNeedRoles, UnknownReference.
 */
export const saveLdapSource = {
  async handle({ actor, sourceId, seenVersion, values, mayMapRoles }: Input): Promise<LdapSource> {
    refuseWrongForm(values)
    return inTransaction(async (trx) => {
      const source = await findOrNew(trx, sourceId)
      if (sourceId !== null) await refuseStale(trx, 'ldap_source', source, seenVersion)
      await refuseTakenName(trx, values.name, sourceId)
      await refuseUnknown(trx, values)
      const { mappings, bindPassword, ...own } = values
      const before = sourceId === null ? [] : await mappingsOf(trx, sourceId)
      const map = { field: 'mappings', before: textOf(before), after: textOf(mappings) }
      if (map.before !== map.after && !mayMapRoles) throw new LdapMappingsNeedRoles()
      refuseLentPassword(source, values)
      mergeValues(source, own)
      if (bindPassword !== undefined) {
        source.bindPassword = bindPassword && encryption.encrypt(bindPassword)
      }
      await save(trx, source, { actor, map, mappings })
      return source
    })
  },
}

/** What cannot be read by anybody is said before the directory says it. */
function refuseWrongForm({ userFilter, groupFilter, caCertificate }: LdapSourceValues) {
  if (!isFilter(userFilter)) throw new LdapWrongFilter('userFilter')
  if (groupFilter !== null && !isFilter(groupFilter)) throw new LdapWrongFilter('groupFilter')
  if (caCertificate === null) return
  try {
    void new X509Certificate(caCertificate)
  } catch {
    throw new LdapWrongCertificate()
  }
}

function isFilter(text: string): boolean {
  try {
    return isWrapped(text) && Boolean(FilterParser.parseString(text))
  } catch {
    return false
  }
}

/** The parser overlooks a parenthesis that is missing at the end. */
function isWrapped(text: string): boolean {
  let depth = 0
  for (const [at, sign] of [...text].entries()) {
    if (sign === '(') depth += 1
    if (sign === ')') depth -= 1
    if (depth <= 0 && at < [...text].length - 1) return false
  }
  return depth === 0
}

/** Whoever changes where a source lies could read its password there. */
function refuseLentPassword(source: LdapSource, values: LdapSourceValues) {
  if (!source.$isPersisted || !source.bindPassword || values.bindPassword !== undefined) return
  const isSafer = values.usesStartTls === source.usesStartTls || values.usesStartTls
  const isSame =
    values.url === source.url &&
    isSafer &&
    (values.caCertificate ?? null) === (source.caCertificate ?? null)
  if (!isSame) throw new LdapPasswordAgain()
}

/** Attributes compare as what they say, not as the object they came in. */
function mergeValues(
  source: LdapSource,
  values: Omit<LdapSourceValues, 'mappings' | 'bindPassword'>
) {
  const { attributes, ...others } = values
  source.merge(others)
  const isSame = LDAP_FIELDS.every((field) => source.attributes?.[field] === attributes[field])
  if (!isSame) source.merge({ attributes })
}

function findOrNew(trx: TransactionClientContract, id: number | null) {
  if (id === null) return new LdapSource()
  return LdapSource.query({ client: trx }).where('id', id).forUpdate().firstOrFail()
}

type Pending = { actor: Actor; map: FieldChange; mappings: LdapMappingValues[] }

/** One version and one entry of the history for the source and its map of groups. */
async function save(
  trx: TransactionClientContract,
  source: LdapSource,
  { actor, map, mappings }: Pending
) {
  const isNew = !source.$isPersisted
  const changes = [...pendingChanges(source).map(withoutPassword), map].filter(
    ({ before, after }) => before !== after
  )
  if (changes.length === 0) return
  source.version = isNew ? 1 : source.version + 1
  await source.useTransaction(trx).save()
  if (map.before !== map.after) await storeMappings(trx, source.id, mappings)
  await recordAudit(trx, {
    actor,
    ...{ subjectType: 'ldap_source', subjectId: source.id, organisationId: null },
    subjectVersion: source.version,
    action: isNew ? 'ldap_source.created' : 'ldap_source.changed',
    changes,
  })
}

/** The history says that the password changed, never from what or to what. */
function withoutPassword(change: FieldChange): FieldChange {
  if (change.field !== 'bindPassword') return change
  return { ...change, before: change.before && '•', after: change.after && '••' }
}

async function refuseTakenName(trx: TransactionClientContract, name: string, ownId: number | null) {
  const other = await LdapSource.query({ client: trx })
    .whereRaw('lower(name) = ?', [name.toLowerCase()])
    .whereNot('id', ownId ?? 0)
    .first()
  if (other) throw new LdapNameTaken()
}

async function refuseUnknown(trx: TransactionClientContract, values: LdapSourceValues) {
  const { organisationId, mappings } = values
  await refuseMissing(trx, 'organisations', [organisationId], 'organisationId')
  await refuseMissing(
    trx,
    'roles',
    mappings.map(({ roleId }) => roleId),
    'mappings'
  )
  const limits = mappings.flatMap((each) => each.organisationId ?? [])
  await refuseMissing(trx, 'organisations', limits, 'mappings')
}

function mappingsOf(trx: TransactionClientContract, sourceId: number) {
  return LdapRoleMapping.query({ client: trx }).where('ldapSourceId', sourceId).orderBy('id')
}

function textOf(mappings: LdapMappingValues[]): string {
  return groupRolesText(
    mappings.map(({ groupDn, roleId, organisationId }) => ({
      group: groupDn,
      roleId,
      organisationId,
    }))
  )
}

async function storeMappings(
  trx: TransactionClientContract,
  ldapSourceId: number,
  mappings: LdapMappingValues[]
) {
  await trx.from('ldap_role_mappings').where('ldap_source_id', ldapSourceId).delete()
  const rows = mappings.map((mapping) => ({ ...mapping, ldapSourceId }))
  await LdapRoleMapping.createMany(rows, { client: trx })
}
