import type ConfigurationItem from '#cmdb/models/configuration_item'
import type { Principal } from '#directory/queries/principal'

export type CiPanelRow = {
  label: string
  href: string
  /** A second, quieter text, for example a state or a date as ISO text. */
  meta: string | null
  tone: 'neutral' | 'info' | 'success' | 'warning' | 'error'
}

/** What an upper floor shows on the page of a configuration item. */
export type CiPanel = {
  kind: 'list'
  key: string
  /** A key of the language catalogue, for example `incidents.panel.open`. */
  titleKey: string
  rows: CiPanelRow[]
  /** How many there are in all, when only the first are listed. */
  total: number
  /** Where all of them are. */
  href: string | null
}

type Loaded = Omit<CiPanel, 'key' | 'kind'>

/** Null when the principal may not see the panel; the loader scopes its rows itself. */
type Source = {
  key: string
  load(item: ConfigurationItem, principal: Principal): Promise<Loaded | null>
}

const sources = new Map<string, Source>()

/** Domains above the CMDB put a panel onto the item's page. A second one of a key replaces the first. */
export function registerCiPanel(source: Source): void {
  sources.set(source.key, source)
}

export async function loadCiPanels(
  item: ConfigurationItem,
  principal: Principal
): Promise<CiPanel[]> {
  const panels: CiPanel[] = []
  for (const { key, load } of sources.values()) {
    const loaded = await load(item, principal)
    if (loaded) panels.push({ kind: 'list', key, ...loaded })
  }
  return panels
}
