import { draftBulkEdit } from '#cmdb/actions/draft_bulk_edit'
import { lockItemField } from '#cmdb/actions/lock_item_field'
import { requestBulkPreview } from '#cmdb/actions/preview_bulk_edit'
import { requestBulkEdit } from '#cmdb/actions/request_bulk_edit'
import type { FieldEdit } from '#cmdb/workflow/bulk_edit'
import { named, type World } from '#database/demo/world'
import { loadPrincipal } from '#directory/queries/load_principal'

const DAY = 24 * 60 * 60_000
const DAYS_AGO = 8
/** The director's computer stays what it is, whatever is decided for the others. */
const KEPT = 'rmk-hq-pc04'

/** The computers of a client's shops and office, more important together for the season of sales. */
export async function seedBulkEdit(world: World) {
  const { startOfDay, now } = world.day
  const { actor } = world.person('shubin')
  world.moveTo(startOfDay - DAYS_AGO * DAY + DAY / 2)
  const locked = { itemId: named(world.items, KEPT), field: 'criticality', isLocked: true }
  await lockItemField.handle({ actor, ...locked })
  const principal = (await loadPrincipal(actor.userId!))!
  const names = [...world.items.keys()].filter((name) => /^rmk-.*-pc\d+$/.test(name))
  const ids = names.map((name) => named(world.items, name))
  const { id: bulkEditId } = await draftBulkEdit.handle({ principal, scope: { ids } })
  const edits: FieldEdit[] = [
    { field: 'tags', mode: 'add', value: ['сезон-2026'] },
    { field: 'criticality', mode: 'set', value: 3 },
  ]
  const reason = 'На время распродаж отказ рабочего места останавливает приём товара.'
  await requestBulkPreview.handle({ principal, bulkEditId, edits, reason })
  await requestBulkEdit.handle({ principal, bulkEditId })
  world.moveTo(now)
}
