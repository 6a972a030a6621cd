import { SaxesParser, type SaxesTagPlain } from 'saxes'

export type XmlHandler = {
  open?: (name: string, attributes: Record<string, string>) => void
  close?: (name: string) => void
  text?: (text: string) => void
}

/**
 * Reads XML piece by piece; after each piece the caller may take away what its handler gathered.
 * Names come without their prefix. What is no sound XML throws.
 */
export async function* readXml(pieces: AsyncIterable<string>, handler: XmlHandler) {
  const parser = new SaxesParser()
  let failure: Error | null = null
  parser.on('error', (error) => (failure ??= error))
  parser.on('opentag', (tag: SaxesTagPlain) => handler.open?.(local(tag.name), tag.attributes))
  parser.on('closetag', (tag: SaxesTagPlain) => handler.close?.(local(tag.name)))
  parser.on('text', (text) => handler.text?.(text))
  parser.on('cdata', (text) => handler.text?.(text))
  for await (const piece of pieces) {
    parser.write(piece)
    if (failure) throw failure as Error
    yield piece.length
  }
}

/** The same to the end, for parts that are small. */
export async function readWholeXml(pieces: AsyncIterable<string>, handler: XmlHandler) {
  const reading = readXml(pieces, handler)
  while (!(await reading.next()).done) continue
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}
