import { extractText, getDocumentProxy } from 'unpdf'

/** The text of each page, with single plain spaces. */
export async function pdfPages(content: Uint8Array): Promise<string[]> {
  const document = await getDocumentProxy(new Uint8Array(content), { verbosity: 0 })
  const { text } = await extractText(document)
  await document.cleanup()
  return text.map((page) => page.replace(/\s+/g, ' '))
}
