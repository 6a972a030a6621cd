import { isIP } from 'node:net'

export const CI_ATTRIBUTE_TYPES = [
  'string',
  'text',
  'int',
  'decimal',
  'bool',
  'date',
  'enum',
  'ip',
  'cidr',
  'mac',
  'fqdn',
  'url',
] as const
export type CiAttributeType = (typeof CI_ATTRIBUTE_TYPES)[number]

/** What an attribute of a class may hold; decimals are text, so that no digit is lost. */
export type AttributeValue = string | number | boolean

export type AttributeDefinition = { key: string; type: string; options: string[] | null }

const MAC = /^([0-9a-f]{2}[:-]?){5}[0-9a-f]{2}$/i
const FQDN = /^[\p{L}\d_-]+(\.[\p{L}\d_-]+)*\.?$/u
const DECIMAL = /^-?\d+([.,]\d+)?$/
const DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/

/**
 * The value as it is stored, or undefined when it does not fit the type. Numbers may come as text;
 * a MAC address is kept as twelve upper-case digits in pairs, a host name in lower case.
 */
export function readAttributeValue(
  definition: AttributeDefinition,
  input: AttributeValue
): AttributeValue | undefined {
  const text = String(input).trim()
  const type = definition.type as CiAttributeType
  switch (type) {
    case 'string':
    case 'text':
      return text.length <= (type === 'text' ? 5000 : 500) ? text : undefined
    case 'int':
      return /^-?\d+$/.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : undefined
    case 'decimal':
      return DECIMAL.test(text) ? text.replace(',', '.') : undefined
    case 'bool':
      return readBoolean(text)
    case 'date':
      return DATE.test(text) ? text : undefined
    case 'enum':
      return definition.options?.includes(text) ? text : undefined
    case 'ip':
      return isIP(text) > 0 ? text : undefined
    case 'cidr':
      return isCidr(text) ? text : undefined
    case 'mac':
      return MAC.test(text) ? toMac(text) : undefined
    case 'fqdn':
      return FQDN.test(text) ? text.replace(/\.$/, '').toLowerCase() : undefined
    case 'url':
      return isWebAddress(text) ? text : undefined
    default:
      return type satisfies never
  }
}

function readBoolean(text: string): boolean | undefined {
  if (text === 'true') return true
  return text === 'false' ? false : undefined
}

function isCidr(text: string): boolean {
  const [address = '', bits = '', rest] = text.split('/')
  const version = isIP(address)
  if (version === 0 || rest !== undefined || !/^\d{1,3}$/.test(bits)) return false
  return Number(bits) <= (version === 4 ? 32 : 128)
}

function toMac(text: string): string {
  const digits = text.replace(/[:-]/g, '').toUpperCase()
  return digits.match(/../g)!.join(':')
}

/** Only addresses a page may safely link to. */
function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
}
