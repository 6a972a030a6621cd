import {
  MOST_VALUES,
  type AttributeDefinition,
  type AttributeInputValue,
  type AttributeValue,
} from '#cmdb/workflow/attribute_types'
import { toMinor } from '#core/money'
import { DateTime } from 'luxon'
import { isIP } from 'node:net'

const LONGEST = { string: 500, text: 5000, secret: 1000, url: 2000, fqdn: 253, email: 254 }
const MAC = /^[0-9a-f]{12}$/i
const FQDN = /^[\p{L}\d_-]+(\.[\p{L}\d_-]+)*\.?$/u
const EMAIL = /^[^\s@<>]+@[^\s@<>]+$/
const INTEGER = /^[+-]?\d{1,16}$/
const DECIMAL = /^-?\d{1,20}([.,]\d{1,10})?$/
const MONEY = /^(-?\d{1,13}(?:[.,]\d{1,2})?) ([A-Z]{3})$/
const CURRENCIES = new Set(Intl.supportedValuesOf('currency'))

type Readable = Pick<AttributeDefinition, 'type' | 'options'> & { isMultiple?: boolean }

/**
 * The value as it is stored, or undefined when it does not fit the type. Numbers may come as text, a
 * sum as `1500.00 RUB`; a MAC address is kept in pairs of upper-case digits, a host name in lower
 * case without the last dot; several values each once, in order. Reading what was stored gives the same again.
 */
export function readAttributeValue(
  { type, options, isMultiple }: Readable,
  input: AttributeInputValue
): AttributeValue | undefined {
  if (type === 'multi_enum') return readChoices(options, [input].flat().map(String))
  if (isMultiple) return readSeveral({ type, options }, [input].flat().map(String))
  if (Array.isArray(input)) return undefined
  const text = String(input).trim()
  switch (type) {
    case 'string':
    case 'text':
    case 'secret':
      return text.length <= LONGEST[type] ? text : undefined
    case 'int':
      return INTEGER.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : undefined
    case 'decimal':
      return DECIMAL.test(text) ? text.replace(',', '.') : undefined
    case 'bool':
      return readBoolean(text)
    case 'date':
      return isDay(text) ? text : undefined
    case 'datetime':
      return readMoment(text)
    case 'enum':
      return options?.some(({ value }) => value === text) ? text : undefined
    case 'ip':
      return isIP(text) > 0 ? text.toLowerCase() : undefined
    case 'cidr':
      return isCidr(text) ? text.toLowerCase() : undefined
    case 'mac':
      return readMac(text)
    case 'fqdn':
      return readHostName(text)
    case 'url':
      return text.length <= LONGEST.url && isWebAddress(text) ? text : undefined
    case 'email':
      return text.length <= LONGEST.email && EMAIL.test(text) ? text : undefined
    case 'money':
      return readMoney(text)
    case 'reference':
    case 'user':
      return /^\d{1,10}$/.test(text) && Number(text) > 0 ? Number(text) : undefined
    default:
      return type satisfies never
  }
}

/** In an order that does not depend on who names them when. */
function readSeveral(each: Readable, input: string[]): string[] | undefined {
  const read = input.map((text) => readAttributeValue(each, text))
  if (read.includes(undefined)) return undefined
  const values = [...new Set(read.map(String))].filter((text) => text !== '').toSorted()
  return values.length > 0 && values.length <= MOST_VALUES ? values : undefined
}

function readChoices(options: Readable['options'], chosen: string[]): string[] | undefined {
  const known = options?.map(({ value }) => value) ?? []
  if (chosen.some((value) => !known.includes(value))) return undefined
  return known.filter((value) => chosen.includes(value))
}

function readBoolean(text: string): boolean | undefined {
  if (text === 'true') return true
  return text === 'false' ? false : undefined
}

function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && DateTime.fromISO(text, { zone: 'utc' }).isValid
}

/** A moment without a zone is taken as UTC; seconds are the finest step. */
function readMoment(text: string): string | undefined {
  if (!/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/.test(text) || text.length > 40) return undefined
  const moment = DateTime.fromISO(text.replace(' ', 'T'), { zone: 'utc' })
  return moment.isValid ? moment.toFormat("yyyy-MM-dd'T'HH:mm:ss'Z'") : undefined
}

function isCidr(text: string): boolean {
  const [address = '', bits = '', rest] = text.split('/')
  const version = isIP(address)
  if (version === 0 || rest !== undefined || !/^\d{1,3}$/.test(bits)) return false
  return Number(bits) <= (version === 4 ? 32 : 128)
}

function readMac(text: string): string | undefined {
  const digits = text.replace(/[:.-]/g, '')
  return MAC.test(digits) ? digits.toUpperCase().match(/../g)!.join(':') : undefined
}

function readHostName(text: string): string | undefined {
  if (text.length > LONGEST.fqdn || !FQDN.test(text)) return undefined
  return text.replace(/\.$/, '').toLowerCase()
}

/** Only addresses a page may safely link to. */
function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
}

function readMoney(text: string): AttributeValue | undefined {
  const [, amount, currency] = MONEY.exec(text) ?? []
  if (!amount || !CURRENCIES.has(currency!)) return undefined
  return { amountMinor: toMinor(amount.replace(',', '.')), currency: currency! }
}
