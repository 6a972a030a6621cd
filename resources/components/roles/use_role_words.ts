import { useLanguage } from '~/composables/use_language'

/** Fields of a role in words: every permission is one. */
export function useRoleWords() {
  const { t } = useLanguage()

  function fieldName(field: string): string {
    const ofPermission = `roles.permission.${field}.name`
    return t(ofPermission) === ofPermission ? t(`fields.${field}`) : t(ofPermission)
  }

  function fieldValue(field: string, value: unknown): string {
    if (typeof value === 'boolean') return t(value ? 'audit_log.yes' : 'audit_log.no')
    if (isPermission(field)) return t(`roles.scope.${value === null ? 'none' : String(value)}`)
    return value === null || value === undefined || value === '' ? '—' : String(value)
  }

  function isPermission(field: string): boolean {
    const key = `roles.permission.${field}.name`
    return t(key) !== key
  }

  return { fieldName, fieldValue, isPermission }
}
