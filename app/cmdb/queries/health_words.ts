import type CiHealthFinding from '#cmdb/models/ci_health_finding'
import CiHealthRule from '#cmdb/models/ci_health_rule'
import ConfigurationItem from '#cmdb/models/configuration_item'
import RelationType from '#cmdb/models/relation_type'
import { ciClassTable } from '#cmdb/queries/ci_class_table'
import { classSchema } from '#cmdb/queries/class_schema'
import { isHealthColumn, typeOfEnd } from '#cmdb/workflow/health_rules'
import { fromSqlUtc } from '#core/columns'
import type { Principal } from '#directory/queries/principal'
import db from '@adonisjs/lucid/services/db'
import type { I18n } from '@adonisjs/i18n'
import { DateTime } from 'luxon'

/** Says rules and findings in the reader's language. */
export type HealthWords = {
  rule(rule: CiHealthRule): string
  className(rule: CiHealthRule): string
  finding(finding: CiHealthFinding): string
}

/** Loads once what the sentences of these findings, whose items and classes are loaded, name. */
export async function healthWords(
  i18n: I18n,
  principal: Principal,
  findings: readonly CiHealthFinding[] = []
): Promise<HealthWords> {
  const isRussian = i18n.locale === 'ru'
  const pick = (ru: string, en: string) => (isRussian ? ru : en)
  const classes = await ciClassTable()
  const rules = new Map((await CiHealthRule.query()).map((each) => [each.id, each]))
  const types = new Map((await RelationType.query()).map((type) => [type.code, type]))
  const originals = await originalsOf(findings, principal)
  const labels = await attributeLabels([...rules.values()], findings, pick)

  const endName = (end: string) => {
    const type = types.get(typeOfEnd(end))
    if (!type) return end
    return typeOfEnd(end) === end
      ? pick(type.forwardRu, type.forwardEn)
      : pick(type.inverseRu, type.inverseEn)
  }
  const quoted = (end: string) => pick(`«${endName(end)}»`, `“${endName(end)}”`)
  const day = (text: string) => i18n.formatDate(fromSqlUtc(text)!, { dateStyle: 'medium' })

  function rule(of: CiHealthRule): string {
    const sentence = i18n.t(`ci_health.rule.${of.kind}`, {
      relations: of.relationTypes.map(quoted).join(', '),
      field: fieldName(of),
      values: of.allowedValues.join(', '),
      days: of.days ?? 0,
      verified: of.verifiedDays ?? 0,
    })
    const environments = of.environments.map((each) => i18n.t(`cmdb.environment.${each}`))
    if (environments.length === 0) return sentence
    return `${sentence} (${environments.join(', ')})`
  }

  function fieldName({ field, ciClassId }: CiHealthRule): string {
    if (field === null) return ''
    if (isHealthColumn(field)) return i18n.t(`fields.${field}`)
    return (ciClassId !== null && labels.get(`${ciClassId}/${field}`)) || field
  }

  function className({ ciClassId }: CiHealthRule): string {
    const found = classes.find(({ id }) => id === ciClassId)
    return found ? pick(found.labelRu, found.labelEn) : i18n.t('ci_health.rules.all_classes')
  }

  function finding({ reason, ruleId, details, item }: CiHealthFinding): string {
    const own = rules.get(ruleId)
    if (reason === 'check' || reason === 'orphan') {
      const what = own
        ? i18n.t('ci_health.reason.not_so', { rule: rule(own) })
        : i18n.t('ci_health.reason.rule_gone')
      const value = /^\d{4}-\d{2}-\d{2}$/.test(details.value ?? '')
        ? i18n.formatDate(DateTime.fromISO(details.value!, { zone: 'utc' }), {
            dateStyle: 'medium',
          })
        : details.value
      return value ? i18n.t('ci_health.reason.failed_by', { what, value }) : what
    }
    const original = originals.get(details.duplicateOf ?? 0)
    return i18n.t(`ci_health.sentence.${reason}`, {
      attributes: (details.missing ?? [])
        .map((key) => labels.get(`${item.ciClassId}/${key}`) ?? key)
        .join(', '),
      n: details.missing?.length ?? 0,
      since: details.since ? day(details.since) : '',
      original: original ?? i18n.t('ci_health.reason.hidden_item'),
    })
  }

  return { rule, className, finding }
}

/** Numbers and names of those the reader may see. */
async function originalsOf(findings: readonly CiHealthFinding[], principal: Principal) {
  const ids = findings.flatMap(({ details }) => details.duplicateOf ?? [])
  if (ids.length === 0) return new Map<number, string>()
  const items = await ConfigurationItem.visibleTo(principal)
    .whereIn('configuration_items.id', [...new Set(ids)])
    .select('id', 'number', 'name')
  return new Map(items.map(({ id, number, name }) => [id, `${number} ${name}`]))
}

/** Labels of attributes by id of the class and key. Compiled classes are kept, so this is cheap. */
async function attributeLabels(
  rules: readonly CiHealthRule[],
  findings: readonly CiHealthFinding[],
  pick: (ru: string, en: string) => string
): Promise<Map<string, string>> {
  const ids = new Set([
    ...rules.flatMap(({ field, ciClassId }) => (field && ciClassId ? [ciClassId] : [])),
    ...findings.filter(({ details }) => details.missing).map(({ item }) => item.ciClassId),
  ])
  const rows = await db
    .from('ci_classes')
    .whereIn('id', [...ids])
    .select('id', 'schema_version')
  const labels = new Map<string, string>()
  for (const { id, schema_version: version } of rows) {
    const { definitions } = await classSchema({ id, schemaVersion: Number(version) })
    for (const each of definitions) {
      labels.set(`${id}/${each.key}`, pick(each.labelRu, each.labelEn))
    }
  }
  return labels
}
