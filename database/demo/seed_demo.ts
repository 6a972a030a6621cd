import { demoDay, FOUNDED_DAYS, withMovedTime } from '#database/demo/demo_time'
import { seedBulkEdit } from '#database/demo/deliveries/seed_bulk_edit'
import { seedImports } from '#database/demo/deliveries/seed_imports'
import { seedSources } from '#database/demo/deliveries/seed_sources'
import { seedDirectory } from '#database/demo/directory/seed_directory'
import { ORGANISATIONS } from '#database/demo/directory/organisations'
import { DUPLICATE_COUNT, mergeDuplicates } from '#database/demo/incidents/duplicates'
import { finishedPlans } from '#database/demo/incidents/finished_plans'
import { OPEN_COUNT, openPlans } from '#database/demo/incidents/open_plans'
import { playPlans } from '#database/demo/incidents/play'
import { seedDatedRelations, seedSinglePoints } from '#database/demo/items/seed_graph'
import { changeItems, seedItems } from '#database/demo/items/seed_items'
import { seedBilling } from '#database/demo/seed_billing'
import { seedContractContacts } from '#database/demo/seed_contract_contacts'
import { seedHealth } from '#database/demo/seed_health'
import { seedQuality } from '#database/demo/seed_quality'
import { seedConfigurationControl } from '#database/demo/seed_configuration_control'
import { seedImpactViews } from '#database/demo/seed_impact_views'
import { seedPersonalData } from '#database/demo/seed_personal_data'
import { seedTimeApprovals } from '#database/demo/seed_time_approvals'
import { seedOutages } from '#database/demo/service_levels/seed_outages'
import { seedReportTemplates } from '#database/demo/report_templates/seed_report_templates'
import { seedServiceLevels } from '#database/demo/service_levels/seed_service_levels'
import { withQuickCommits } from '#database/demo/quick_commits'
import { summarise, type DemoSummary } from '#database/demo/summary'
import { World } from '#database/demo/world'
import { syncReferenceData } from '#database/reference/sync'
import { Exception } from '@adonisjs/core/exceptions'
import db from '@adonisjs/lucid/services/db'

const DAY = 24 * 60 * 60_000
const INCIDENTS = 400

/** The demonstration is for empty installations alone. */
export class InstallationInUse extends Exception {
  static override code = 'E_INSTALLATION_IN_USE'
}

export type DemoOptions = {
  /** `YYYY-MM-DD`, the day the story ends on; today in Moscow when absent. */
  today?: string
  /** Of three months, those that are still open included. */
  incidents?: number
}

/**
 * Fills an empty installation with a provider, six clients, their CMDB and three months of
 * incidents, made by the same actions as in daily work while the clock is moved along.
 * @throws InstallationInUse when there are tickets or organisations of an earlier demonstration,
 * UnknownDay on a date that is none
 */
export async function seedDemo({
  today,
  incidents = INCIDENTS,
}: DemoOptions = {}): Promise<DemoSummary> {
  const day = demoDay(today)
  await refuseUsedInstallation()
  await syncReferenceData()
  await withQuickCommits(() => withMovedTime((moveTo) => tell(new World(day, moveTo), incidents)))
  return summarise()
}

async function tell(world: World, incidents: number) {
  const { day } = world
  world.moveTo(day.startOfDay - FOUNDED_DAYS * DAY)
  await readReferences(world)
  await seedDirectory(world)
  await seedServiceLevels(world)
  await seedItems(world)
  await seedDatedRelations(world)
  await changeItems(world)
  const finishedCount = Math.max(0, incidents - OPEN_COUNT - DUPLICATE_COUNT)
  const finished = finishedPlans(finishedCount, day.startOfDay)
  await playPlans(world, [...finished, ...openPlans(day.now)])
  await mergeDuplicates(world)
  await seedTimeApprovals(world)
  await seedContractContacts(world)
  await seedReportTemplates(world)
  await seedBilling(world)
  await seedOutages(world)
  await seedConfigurationControl(world)
  await seedImpactViews(world)
  await seedPersonalData(world)
  await seedQuality(world)
  await seedSinglePoints(world)
  await seedHealth(world)
  await seedSources(world)
  await seedBulkEdit(world)
  await seedImports(world)
}

async function refuseUsedInstallation() {
  const ticket = await db.from('tickets').first()
  if (ticket) {
    throw new InstallationInUse(
      'There are tickets already: the demonstration needs an empty installation.'
    )
  }
  const codes = ORGANISATIONS.map(({ code }) => code)
  const organisation = await db.from('organisations').whereIn('code', codes).first()
  if (organisation) {
    throw new InstallationInUse(
      'An earlier demonstration was interrupted: empty the database and start again.'
    )
  }
}

async function readReferences(world: World) {
  for (const { id, code } of await db.from('ticket_categories').select('id', 'code')) {
    world.categories.set(code, Number(id))
  }
  for (const { id, code } of await db.from('work_types').select('id', 'code')) {
    world.workTypes.set(code, Number(id))
  }
}
