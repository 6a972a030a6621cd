import { useChangeWords } from '~/composables/use_change_words'
import { useRoleWords } from '~/components/roles/use_role_words'
import { useFormat } from '~/composables/use_format'
import { useLanguage } from '~/composables/use_language'

const MOMENT = /^\d{4}-\d{2}-\d{2}T/

/** Rows of the audit in words; what has no word yet is shown by its code. */
export function useAuditWords() {
  const { t, pick } = useLanguage()
  const { dateTime } = useFormat()
  const ofTicket = useChangeWords()
  const ofRole = useRoleWords()

  const wordOr = (key: string, code: string) => (t(key) === key ? code : t(key))
  const actionName = (action: string) => wordOr(`audit.${action}`, action)
  const subjectName = (subject: string) => wordOr(`audit_log.subject.${subject}`, subject)
  const channelName = (channel: string) => wordOr(`audit_log.channel.${channel}`, channel)
  const fieldName = (field: string) =>
    ofRole.isPermission(field) ? ofRole.fieldName(field) : wordOr(`fields.${field}`, field)

  function valueText(subjectType: string, field: string, value: unknown): string {
    if (ofRole.isPermission(field)) return ofRole.fieldValue(field, value)
    if (value === null || value === undefined || value === '') return '—'
    if (typeof value === 'boolean') return t(value ? 'audit_log.yes' : 'audit_log.no')
    if (typeof value === 'object') {
      return 'ru' in value
        ? pick(String(value.ru), 'en' in value ? String(value.en) : null)
        : JSON.stringify(value)
    }
    if (typeof value === 'string' && MOMENT.test(value)) return dateTime(value)
    const word = subjectType === 'ticket' ? ofTicket.valueText(field, value) : String(value)
    return word.startsWith('incidents.') ? String(value) : word
  }

  return { actionName, subjectName, channelName, fieldName, valueText }
}

export function isErased(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'erased' in value
}
