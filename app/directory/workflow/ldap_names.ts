const ESCAPED = /\\([0-9a-f]{2})/gi
const SPECIAL = new Set([...',+"\\<>;='])

type Pair = { type: string; value: string }

/**
 * A distinguished name in the form names are compared in: servers write one name with spaces or
 * without, letters as they are or as escaped bytes (RFC 4514), in any case.
 */
export function dnKey(dn: string): string {
  return rdnsOf(dn)
    .map((pairs) =>
      pairs
        .map(({ type, value }) => `${type.toLowerCase()}=${plainForm(value)}`)
        .sort()
        .join('+')
    )
    .join(',')
}

/** What stands in a DN between unescaped commas, and within that between unescaped plus signs. */
function rdnsOf(dn: string): Pair[][] {
  return split(dn, /[,;]/).map((rdn) =>
    split(rdn, /\+/).map((pair) => {
      const at = pair.indexOf('=')
      return { type: pair.slice(0, Math.max(at, 0)).trim(), value: pair.slice(at + 1) }
    })
  )
}

function split(text: string, separator: RegExp): string[] {
  const parts = ['']
  let isQuoted = false
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at]!
    if (sign === '\\' && at + 1 < text.length) {
      parts[parts.length - 1] += sign + text[at + 1]!
      at += 1
      continue
    }
    if (sign === '"') isQuoted = !isQuoted
    if (!isQuoted && separator.test(sign)) parts.push('')
    else parts[parts.length - 1] += sign
  }
  return parts
}

function plainForm(value: string): string {
  const plain = unescapeValue(value.trim()).normalize('NFC').toLowerCase().replace(/\s+/g, ' ')
  return [...plain].map((sign) => (SPECIAL.has(sign) ? `\\${sign}` : sign)).join('')
}

/** Bytes may be written one by one: they make letters together. */
function unescapeValue(value: string): string {
  const unquoted = /^".*"$/s.test(value) ? value.slice(1, -1) : value
  return unquoted
    .replace(/(?:\\[0-9a-f]{2})+/gi, (run) =>
      Buffer.from(run.replace(ESCAPED, '$1'), 'hex').toString('utf8')
    )
    .replace(/\\(.)/gs, '$1')
}

/** objectGUID as Microsoft writes it: the first three groups of bytes stand in reverse. */
export function guidText(bytes: Uint8Array): string {
  const hex = (from: number, to: number) => Buffer.from(bytes.subarray(from, to)).toString('hex')
  const back = (from: number, to: number) =>
    Buffer.from(bytes.subarray(from, to)).reverse().toString('hex')
  return [back(0, 4), back(4, 6), back(6, 8), hex(8, 10), hex(10, 16)].join('-')
}

export function guidBytes(text: string): Buffer {
  const [first, second, third, ...rest] = text.split('-').map((part) => Buffer.from(part, 'hex'))
  return Buffer.concat([first!.reverse(), second!.reverse(), third!.reverse(), ...rest])
}
