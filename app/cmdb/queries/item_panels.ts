import CiHealthFinding from '#cmdb/models/ci_health_finding'
import type ConfigurationItem from '#cmdb/models/configuration_item'
import UnauthorisedChange from '#cmdb/models/unauthorised_change'
import type { CiPanelRow } from '#cmdb/queries/ci_panels'
import { describeChanges, type ShownChange } from '#cmdb/queries/describe_changes'
import { healthWords } from '#cmdb/queries/health_words'
import type { Principal } from '#directory/queries/principal'
import i18nManager from '@adonisjs/i18n/services/main'

const LISTED = 5

/** What sources changed in an item without a change that covers it, and nobody decided yet. */
export async function unauthorisedOfItem(item: ConfigurationItem, principal: Principal) {
  const open = () =>
    UnauthorisedChange.visibleTo(principal)
      .where('unauthorised_changes.item_id', item.id)
      .where('unauthorised_changes.state', 'open')
  const findings = await open().orderBy('unauthorised_changes.id', 'desc').limit(LISTED)
  if (findings.length === 0) return null
  const told = findings.map(({ change }) => ({
    ...{ classCode: item.ciClass.code, changes: [change] },
  }))
  const shown = await describeChanges(told, principal)
  const rows = findings.map((finding, index): CiPanelRow => ({
    ...{ label: sentence(shown[index]![0]!), href: addressOf(item) },
    ...{ meta: finding.lastAt.setZone(principal.timeZone).toISODate(), tone: 'warning' },
  }))
  const total = await countOf(findings, open)
  return { titleKey: 'unauthorised_changes.of_item', rows, total, href: addressOf(item) }
}

/** Why an item fails the figures of health: what is missing, and which rule says so. */
export async function healthOfItem(item: ConfigurationItem, principal: Principal) {
  if (!principal.can('ci_health.view')) return null
  const present = () =>
    CiHealthFinding.visibleTo(principal)
      .where('ci_health_findings.item_id', item.id)
      .where('ci_health_findings.is_present', true)
  const findings = await present().orderBy('ci_health_findings.id').limit(LISTED)
  if (findings.length === 0) return null
  for (const finding of findings) finding.$setRelated('item', item)
  const i18n = i18nManager.locale(principal.locale)
  const words = await healthWords(i18n, principal, findings)
  const rows = findings.map((finding): CiPanelRow => ({
    ...{ label: words.finding(finding), href: `/cmdb-health/findings/${finding.id}` },
    ...{ meta: i18n.t(`ci_health.kpi.${finding.kpi}`), tone: 'warning' },
  }))
  const total = await countOf(findings, present)
  const href = `/cmdb-health/findings?q=${item.number}`
  return { titleKey: 'ci_health.of_item', rows, total, href }
}

function sentence({ label, before, after }: ShownChange): string {
  return `${label}: ${before?.text ?? '—'} → ${after?.text ?? '—'}`
}

function addressOf({ number }: ConfigurationItem): string {
  return `/unauthorised-changes?q=${number}`
}

type Counting = { count(column: string): PromiseLike<{ $extras: Record<string, unknown> }[]> }

/** A list that is not full says itself how many there are. */
async function countOf(listed: readonly unknown[], all: () => Counting): Promise<number> {
  if (listed.length < LISTED) return listed.length
  const [row] = await all().count('* as total')
  return Number(row!.$extras.total)
}
