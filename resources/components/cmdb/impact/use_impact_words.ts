import type {
  ClassLabel,
  ImpactNode,
  ImpactSide,
  ImpactState,
  TypeLabel,
} from '~/components/cmdb/impact/types'
import { useLanguage } from '~/composables/use_language'

type Words = { classes: Record<string, ClassLabel>; types: Record<string, TypeLabel> }

/** How the graph and its list name things. */
export function useImpactWords(words: () => Words) {
  const { t, pick } = useLanguage()

  function className(code: string): string {
    const label = words().classes[code]
    return label ? pick(label.labelRu, label.labelEn) : code
  }

  function nodeName(node: ImpactNode): string {
    return (
      node.name ??
      t('cmdb.impact.hidden_node', { n: node.count, name: node.title ?? className(node.classCode) })
    )
  }

  function stateName(state: ImpactState, level: number): string {
    if (state) return t(`cmdb.impact.state.${state}`)
    return t(level === 0 ? 'cmdb.impact.state.origin' : 'cmdb.impact.state.needed')
  }

  /** What an item says of the one it was reached from: "depends on". */
  function viaWords(type: string | null, side: ImpactSide): string {
    const label = type ? words().types[type] : undefined
    if (!label) return ''
    return side === 'impacts'
      ? pick(label.consumerRu, label.consumerEn)
      : pick(label.memberRu, label.memberEn)
  }

  /** What the end of an arrow says of its beginning. */
  function edgeWords(type: string | null): string {
    return type === null ? t('cmdb.impact.bridge') : viaWords(type, 'impacts')
  }

  return { className, nodeName, stateName, viaWords, edgeWords }
}
