import type { ClassAttribute, FormAttribute } from '~/components/cmdb/types'

export const ATTRIBUTE_TYPES = [
  ...(['string', 'text', 'int', 'decimal', 'bool', 'date', 'datetime', 'enum'] as const),
  ...(['multi_enum', 'ip', 'cidr', 'mac', 'fqdn', 'url', 'email', 'money'] as const),
  ...(['reference', 'user', 'secret'] as const),
] as const
type Type = (typeof ATTRIBUTE_TYPES)[number]

const of = (...types: Type[]) => new Set<string>(types)
const NO_DEFAULT = of('text', 'datetime', 'multi_enum', 'money', 'reference', 'user', 'secret')
const NEVER_UNIQUE = of('text', 'secret', 'bool', 'enum', 'multi_enum', 'money')

/** Which settings the editor offers for a type; the server drops the others. */
export function settingsOf(type: string) {
  return {
    unit: of('string', 'int', 'decimal').has(type),
    options: of('enum', 'multi_enum').has(type),
    default: !NO_DEFAULT.has(type),
    pattern: of('string', 'fqdn', 'url', 'email').has(type),
    bounds: of('string', 'text', 'secret', 'int', 'decimal', 'money', 'date', 'datetime').has(type),
    unique: !NEVER_UNIQUE.has(type),
    search: !of('text', 'secret').has(type),
    multiple: of('string', 'ip', 'cidr', 'mac', 'fqdn', 'url', 'email').has(type),
    reference: type === 'reference',
  }
}

/** What the editor of an attribute holds; empty text is none. */
export function settingsForm(attribute: ClassAttribute | null) {
  const text = (value: string | null | undefined) => value ?? ''
  return {
    key: text(attribute?.key),
    type: attribute?.type ?? ('string' as Type),
    ...{ labelRu: text(attribute?.labelRu), labelEn: text(attribute?.labelEn) },
    ...{ hintRu: text(attribute?.hintRu), hintEn: text(attribute?.hintEn) },
    ...{ sectionRu: text(attribute?.sectionRu), sectionEn: text(attribute?.sectionEn) },
    ...{ unit: text(attribute?.unit), options: optionsText(attribute?.options ?? []) },
    ...{
      isRequired: attribute?.isRequired ?? false,
      isSearchable: attribute?.isSearchable ?? false,
    },
    isRecommended: attribute?.isRecommended ?? false,
    uniqueScope: (attribute?.uniqueScope ?? 'none') as 'class' | 'organisation' | 'none',
    isMultiple: attribute?.isMultiple ?? false,
    isDiscovered: attribute?.isDiscovered ?? false,
    keepsHistory: attribute?.keepsHistory ?? true,
    ...{ defaultValue: text(attribute?.defaultValue), pattern: text(attribute?.pattern) },
    ...{ minValue: text(attribute?.minValue), maxValue: text(attribute?.maxValue) },
    referenceClass: text(attribute?.referenceClass),
  }
}
export type SettingsForm = ReturnType<typeof settingsForm>

/** What the server gets of it. */
export function toSettings({ options, uniqueScope, ...form }: SettingsForm) {
  return {
    ...form,
    options: settingsOf(form.type).options ? readOptions(options) : null,
    uniqueScope: uniqueScope === 'none' ? null : uniqueScope,
  }
}

/** The field that the settings would make, for the preview. */
export function previewField(form: SettingsForm): FormAttribute {
  const { key, type, labelRu, labelEn, hintRu, hintEn, sectionRu, sectionEn } = form
  return {
    ...{ key: key || 'preview', type, isMultiple: form.isMultiple && settingsOf(type).multiple },
    ...{ labelRu, labelEn, hintRu, hintEn, sectionRu, sectionEn },
    ...{ unit: form.unit || null, options: readOptions(form.options) },
    ...{ isRequired: form.isRequired, isRecommended: form.isRecommended, isRetired: false },
    ...{ minValue: null, maxValue: null, defaultValue: null },
    referenceClass: form.referenceClass || null,
  }
}

type Option = { value: string; labelRu: string; labelEn: string }

function optionsText(options: Option[]): string {
  return options
    .map(({ value, labelRu, labelEn }) =>
      labelRu === value && labelEn === value ? value : `${value} | ${labelRu} | ${labelEn}`
    )
    .join('\n')
}

function readOptions(text: string): Option[] {
  return text
    .split('\n')
    .map((line) => line.split('|').map((part) => part.trim()))
    .filter(([value]) => value)
    .map(([value = '', labelRu, labelEn]) => ({
      ...{ value, labelRu: labelRu || value },
      labelEn: labelEn || labelRu || value,
    }))
}
