import CiHealthRule from '#cmdb/models/ci_health_rule'
import { ciClassTable } from '#cmdb/queries/ci_class_table'
import { loadClassSchema } from '#cmdb/queries/class_schema'
import {
  isHealthColumn,
  typeOfEnd,
  type HealthRuleKind,
  type HealthRuleTerms,
} from '#cmdb/workflow/health_rules'
import { recordAudit } from '#core/actions/record_audit'
import { refuseStale } from '#core/actions/refuse_stale'
import type { Actor } from '#core/actor'
import { Refusal, ReferenceNotFound } from '#core/errors'
import { inTransaction } from '#core/transaction'
import { saveVersioned } from '#directory/actions/save_versioned'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

export type HealthRuleValues = HealthRuleTerms & { ciClassId: number | null; isActive: boolean }
type Creation = { actor: Actor; values: HealthRuleValues }
type Edit = { actor: Actor; id: number; seenVersion: number; values: HealthRuleValues }
type Removal = { actor: Actor; id: number; seenVersion: number }

const SUBJECT = 'ci_health_rule'
const OF_RELATIONS: readonly HealthRuleKind[] = ['must_relate', 'has_relation']
const OF_FIELD: readonly HealthRuleKind[] = ['not_empty', 'allowed_values', 'expires_later']

/** What items are judged by (domain §4.7); the next run goes by what is saved here. */
export const saveHealthRule = {
  /** Throws a Refusal on the field that the kind needs or that does not fit it. */
  async create({ actor, values }: Creation): Promise<CiHealthRule> {
    return inTransaction(async (trx) => {
      const rule = new CiHealthRule().fill({ code: null, version: 0 })
      return write(trx, actor, rule, values)
    })
  },

  /** Throws StaleRecord, E_ROW_NOT_FOUND, a Refusal. */
  async update({ actor, id, seenVersion, values }: Edit): Promise<CiHealthRule> {
    return inTransaction(async (trx) => {
      return write(trx, actor, await locked(trx, id, seenVersion), values)
    })
  },

  /** One that Opora ships with is switched off instead. Throws StaleRecord, a Refusal. */
  async remove({ actor, id, seenVersion }: Removal) {
    await inTransaction(async (trx) => {
      const rule = await locked(trx, id, seenVersion)
      if (rule.code !== null) throw new Refusal('ci_health.errors.shipped_rule')
      await rule.delete()
      await recordAudit(trx, {
        ...{ actor, subjectType: SUBJECT, subjectId: id, organisationId: null },
        action: 'ci_health_rule.deleted',
        changes: [{ field: 'kind', before: rule.kind, after: null }],
      })
    })
  },
}

async function locked(trx: TransactionClientContract, id: number, seenVersion: number) {
  const rule = await CiHealthRule.query({ client: trx }).where({ id }).forUpdate().firstOrFail()
  await refuseStale(trx, SUBJECT, rule, seenVersion)
  return rule
}

async function write(
  trx: TransactionClientContract,
  actor: Actor,
  rule: CiHealthRule,
  values: HealthRuleValues
) {
  await refuseBadTerms(trx, values)
  const isNew = !rule.$isPersisted
  const { isActive, ...terms } = onlyOwnTerms(values)
  const before = isNew ? {} : rule.serialize()
  // SQLite reads a boolean as 0 or 1, and JSON is compared by what it says.
  if (isNew || Boolean(rule.isActive) !== isActive) rule.isActive = isActive
  for (const [key, value] of Object.entries(terms)) {
    if (JSON.stringify(before[key]) !== JSON.stringify(value)) rule.merge({ [key]: value })
  }
  await saveVersioned(trx, rule, {
    ...{ actor, subjectType: SUBJECT, organisationId: () => null },
    action: isNew ? 'ci_health_rule.created' : 'ci_health_rule.changed',
  })
  return rule
}

/** What the kind does not read is not kept. */
function onlyOwnTerms(values: HealthRuleValues): HealthRuleValues {
  const { kind } = values
  const isStale = kind === 'stale_after'
  return {
    ...values,
    environments: isStale ? [] : values.environments,
    relationTypes: OF_RELATIONS.includes(kind) ? values.relationTypes : [],
    field: OF_FIELD.includes(kind) ? values.field : null,
    allowedValues: kind === 'allowed_values' ? values.allowedValues : [],
    days: isStale || kind === 'expires_later' ? values.days : null,
    verifiedDays: isStale ? values.verifiedDays : null,
  }
}

async function refuseBadTerms(trx: TransactionClientContract, values: HealthRuleValues) {
  const { kind, ciClassId, field } = values
  const missing = (name: string) => new Refusal('ci_health.errors.needed', {}, name)
  if (OF_RELATIONS.includes(kind)) {
    if (values.relationTypes.length === 0) throw missing('relationTypes')
    const codes = new Set(values.relationTypes.map(typeOfEnd))
    const known = await trx.from('relation_types').whereIn('code', [...codes])
    if (known.length < codes.size) throw new ReferenceNotFound('relationTypes')
  }
  if (kind === 'allowed_values' && values.allowedValues.length === 0) throw missing('allowedValues')
  if ((kind === 'stale_after' || kind === 'expires_later') && values.days === null) {
    throw missing('days')
  }
  if (kind === 'stale_after' && values.verifiedDays === null) throw missing('verifiedDays')
  if (ciClassId !== null) {
    const classes = await ciClassTable(trx)
    if (!classes.some(({ id }) => id === ciClassId)) throw new ReferenceNotFound('ciClassId')
  }
  if (!OF_FIELD.includes(kind)) return
  if (field === null) throw missing('field')
  await refuseWrongField(trx, kind, ciClassId, field)
}

/** A secret is nobody's to compare; an expiry is a day. */
async function refuseWrongField(
  trx: TransactionClientContract,
  kind: HealthRuleKind,
  ciClassId: number | null,
  field: string
) {
  if (isHealthColumn(field)) {
    if (kind === 'expires_later') throw new Refusal('ci_health.errors.not_a_day', {}, 'field')
    return
  }
  const schema = ciClassId === null ? null : await loadClassSchema(ciClassId, trx)
  const definition = schema?.byKey.get(field)
  if (!definition || definition.isRetired || definition.type === 'secret') {
    throw new ReferenceNotFound('field')
  }
  if (kind === 'expires_later' && !['date', 'datetime'].includes(definition.type)) {
    throw new Refusal('ci_health.errors.not_a_day', {}, 'field')
  }
}
