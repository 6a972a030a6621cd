export type TextEncodingName = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1251'

/** Control characters that no text holds, whatever its encoding; tab, line ends and form feed may. */
const CONTROL = /(?![\t\n\v\f\r])[\p{Cc}--[\u007f-\u009f]]/v

/**
 * How bytes are to be read as text, or null when they are none: a mark at the beginning decides,
 * then UTF-8 if they are sound UTF-8, else Windows-1251, which Russian spreadsheets save CSV in.
 * `isCut` says that more bytes follow, so that a character may be cut in two at the end.
 */
export function detectEncoding(bytes: Uint8Array, isCut = false): TextEncodingName | null {
  const marked = markOf(bytes)
  if (marked) return isText(bytes, marked, isCut) ? marked : null
  if (bytes.includes(0)) return null
  return (['utf-8', 'windows-1251'] as const).find((name) => isText(bytes, name, isCut)) ?? null
}

function markOf(bytes: Uint8Array): TextEncodingName | null {
  const [first, second, third] = bytes
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  return null
}

function isText(bytes: Uint8Array, encoding: TextEncodingName, isCut: boolean): boolean {
  try {
    const decoder = new TextDecoder(encoding, { fatal: true })
    return !CONTROL.test(decoder.decode(bytes, { stream: isCut }))
  } catch {
    return false
  }
}
