import { readdirSync, readFileSync } from 'node:fs'
import { IntlMessageFormat } from 'intl-messageformat'

type Tree = { [name: string]: string | Tree }
type Element = ReturnType<IntlMessageFormat['getAst']>[number]
type Options = Record<string, { value: Element[] }>
type Plural = { name: string; forms: string[] }

const LANGUAGES = new URL('../../../resources/lang/', import.meta.url)

/** All messages of a language by key, as the pages and the server ask for them. */
export function catalogue(language: string): Map<string, string> {
  const folder = new URL(`${language}/`, LANGUAGES)
  const messages = new Map<string, string>()
  for (const file of readdirSync(folder)) {
    const tree = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Tree
    collect(tree, file.replace(/\.json$/, ''), messages)
  }
  return messages
}

/** What a message asks for: its placeholders with their kinds, and its plurals with their forms. */
export function anatomy(message: string) {
  const placeholders = new Set<string>()
  const plurals: Plural[] = []
  const ast = new IntlMessageFormat(message, 'en', undefined, { ignoreTag: true }).getAst()
  for (const element of elementsOf(ast)) {
    if (!('value' in element) || element.type === LITERAL) continue
    placeholders.add(`${element.value} ${KINDS[element.type]}`)
    if (element.type === PLURAL && 'options' in element) {
      plurals.push({ name: element.value, forms: Object.keys(element.options) })
    }
  }
  return { placeholders: [...placeholders].sort(), plurals }
}

const LITERAL = 0
const PLURAL = 6
// In the order of the parser's numbers; Russian may decline what English only inserts.
const KINDS = ['text', 'value', 'value', 'date', 'time', 'select', 'value']

function collect(tree: Tree, prefix: string, messages: Map<string, string>) {
  for (const [name, value] of Object.entries(tree)) {
    const key = `${prefix}.${name}`
    if (typeof value === 'string') messages.set(key, value)
    else collect(value, key, messages)
  }
}

function elementsOf(elements: Element[]): Element[] {
  return elements.flatMap((element) => {
    if (!('options' in element)) return [element]
    const options = Object.values(element.options as Options)
    return [element, ...options.flatMap((option) => elementsOf(option.value))]
  })
}
