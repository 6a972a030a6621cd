import { parse } from 'vue/compiler-sfc'

type Attribute = { type: number; name: string; value?: { content: string } }
type TemplateNode = {
  type: number
  tag?: string
  content?: unknown
  props?: Attribute[]
  children?: TemplateNode[]
}

const TEXT = 2
const STATIC_ATTRIBUTE = 6
const SPOKEN = new Set(['title', 'label', 'placeholder', 'description', 'alt', 'aria-label'])
const WORD = /\p{L}{2,}/u

/** Words a component shows without asking the catalogue: texts and spoken attributes. */
export function hardCodedTexts(source: string): string[] {
  const root = parse(source).descriptor.template?.ast
  return root ? textsOf(root as unknown as TemplateNode) : []
}

/** Comments do not reach the screen. */
export function cyrillic(source: string): string[] {
  return source.match(/\p{Script=Cyrillic}+/gu) ?? []
}

function textsOf(node: TemplateNode): string[] {
  if (node.type === TEXT && typeof node.content === 'string') return wordy([node.content])
  const spoken = (node.props ?? [])
    .filter((prop) => prop.type === STATIC_ATTRIBUTE && SPOKEN.has(prop.name))
    .map((prop) => prop.value?.content ?? '')
  // Keys of the keyboard are the same in every language.
  const children = node.tag === 'UKbd' || node.tag === 'kbd' ? [] : (node.children ?? [])
  return [...wordy(spoken), ...children.flatMap(textsOf)]
}

function wordy(texts: string[]): string[] {
  return texts.map((text) => text.trim()).filter((text) => WORD.test(text))
}
