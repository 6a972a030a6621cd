import { CI_SUBJECT } from '#cmdb/actions/index_configuration_item'
import type ConfigurationItem from '#cmdb/models/configuration_item'
import { describeChanges } from '#cmdb/queries/describe_changes'
import AuditEvent from '#core/models/audit_event'
import i18nManager from '@adonisjs/i18n/services/main'
import type { Principal } from '#directory/queries/principal'

type HistoryItem = Pick<ConfigurationItem, 'id'> & { ciClass: { code: string } }

const READ_BACK = 500

/** The fields that changed in an item lately, by name, for the filter of its history. */
export async function historyFields({ id, ciClass }: HistoryItem, principal: Principal) {
  const events = await AuditEvent.query()
    .where({ subjectType: CI_SUBJECT, subjectId: id })
    .orderBy('id', 'desc')
    .limit(READ_BACK)
    .select('changes')
  const fields = new Set(events.flatMap(({ changes }) => changes.map(({ field }) => field)))
  const hasRelations = fields.delete('relation')
  const changes = [...fields].map((field) => ({ field, before: null, after: null }))
  const [named] = await describeChanges([{ classCode: ciClass.code, changes }], principal)
  const relation = i18nManager.locale(principal.locale).t('fields.relation')
  return [
    ...named!.map(({ field, label }) => ({ value: field, label })),
    ...(hasRelations ? [{ value: 'relation', label: relation }] : []),
  ].toSorted((left, right) => left.label.localeCompare(right.label))
}
