import { unretiredService } from '#catalog/queries/offered_service'
import { refuseUnknownHolders } from '#cmdb/actions/refuse_unknown_holders'
import { refuseUnknownReferences } from '#cmdb/actions/refuse_unknown_references'
import type { KnownOfItem } from '#cmdb/actions/refuse_wrong_step'
import { refuseWrongStatus } from '#cmdb/actions/refuse_wrong_status'
import type { ItemWrites } from '#cmdb/actions/item_writes'
import type { FieldProblem } from '#cmdb/models/bulk_edit_types'
import type ConfigurationItem from '#cmdb/models/configuration_item'
import CiClass from '#cmdb/models/ci_class'
import { lockedClassSchema } from '#cmdb/queries/class_schema'
import { controlledItems } from '#cmdb/queries/controlled_items'
import { itemDependants, type ItemDependants } from '#cmdb/queries/item_dependants'
import { itemOrigins } from '#cmdb/queries/item_origins'
import { NO_DEPENDANTS } from '#cmdb/queries/step_message'
import { changedKeys } from '#cmdb/workflow/attribute_values'
import {
  editAttribute,
  editColumn,
  isSharedAttribute,
  type FieldEdit,
} from '#cmdb/workflow/bulk_edit'
import { attributeField, attributeKeyOf } from '#cmdb/workflow/field_names'
import type { AttributeInput, ClassSchema } from '#cmdb/workflow/class_schema'
import { pendingChanges } from '#core/actions/record_audit'
import { Refusal, type FieldChange, type Plain } from '#core/errors'
import type { Principal } from '#directory/queries/principal'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/** What the same edits are to one item: values to write, or why it is refused. */
export type PlannedEdit = {
  item: ConfigurationItem
  writes: ItemWrites
  changes: FieldChange[]
  problems: FieldProblem[]
}

type Wanted = { edits: readonly FieldEdit[]; principal: Principal; reason: string | null }
type Check = (refuse: () => Promise<void>) => Promise<void>

/**
 * What edits would do to each of some items, by the rules of the item's own form, with few statements
 * however many items there are. The items themselves are altered in memory and are not to be saved.
 */
export async function planEdits(
  trx: TransactionClientContract,
  items: readonly ConfigurationItem[],
  wanted: Wanted
): Promise<PlannedEdit[]> {
  const ids = items.map(({ id }) => id)
  const status = wanted.edits.find(({ field }) => field === 'status')?.value ?? null
  const knownOf = status === null ? () => undefined : await lifeOf(trx, items, status === 'retired')
  const origins = await itemOrigins(ids, trx)
  const schemas = await schemasOf(trx, items)
  const once = new Map<string, Promise<void>>()
  const planned: PlannedEdit[] = []
  for (const item of items) {
    const schema = schemas.get(item.ciClassId)!
    const plan: PlannedEdit = { item, writes: {}, changes: [], problems: [] }
    planned.push(plan)
    if (!isTheirs(item, wanted.principal)) {
      plan.problems.push(problem(null, 'not_yours'))
      continue
    }
    const check: Check = async (refuse) => {
      try {
        await refuse()
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        const { messageKey: key, params, field = null } = error
        plan.problems.push({ field, key, params })
      }
    }
    await editColumns(trx, plan, { ...wanted, known: knownOf(item), once, check })
    await editAttributes(trx, plan, { ...wanted, schema, once, check })
    for (const field of Object.keys(plan.writes)) {
      if (origins.get(item.id)?.[field]?.isLocked) plan.problems.push(problem(field, 'locked'))
    }
  }
  return planned
}

/** What the guards of the lifecycle go by, read once for all. */
async function lifeOf(
  trx: TransactionClientContract,
  items: readonly ConfigurationItem[],
  isRetiring: boolean
) {
  const ids = items.map(({ id }) => id)
  const classIds = new Set(items.map(({ ciClassId }) => ciClassId))
  const classes = await CiClass.query({ client: trx }).whereIn('id', [...classIds])
  const lifecycles = new Map(classes.map(({ id, lifecycle }) => [id, lifecycle]))
  const controlled = await controlledItems(ids, trx)
  const needed = isRetiring ? await itemDependants(ids, trx) : new Map<number, ItemDependants>()
  return ({ id, ciClassId }: ConfigurationItem): KnownOfItem => ({
    lifecycle: lifecycles.get(ciClassId)!,
    needed: needed.get(id) ?? NO_DEPENDANTS,
    isControlled: controlled.has(id),
  })
}

async function schemasOf(trx: TransactionClientContract, items: readonly ConfigurationItem[]) {
  const schemas = new Map<number, ClassSchema>()
  const ids = new Set(items.map(({ ciClassId }) => ciClassId))
  for (const id of [...ids].sort((a, b) => a - b)) {
    schemas.set(id, await lockedClassSchema(trx, id))
  }
  return schemas
}

function isTheirs({ organisationId }: ConfigurationItem, principal: Principal): boolean {
  return (['cis.view', 'cis.edit'] as const).every((permission) =>
    principal.canOn(permission, { organisationId })
  )
}

type Columns = Wanted & { known?: KnownOfItem; once: Map<string, Promise<void>>; check: Check }

async function editColumns(
  trx: TransactionClientContract,
  plan: PlannedEdit,
  { edits, principal, reason, known, once, check }: Columns
) {
  const { item } = plan
  for (const edit of edits) {
    if (attributeKeyOf(edit.field) !== null) continue
    const current = (item as unknown as Record<string, Plain>)[edit.field] ?? null
    await check(async () => void item.merge({ [edit.field]: editColumn(edit, current) }))
  }
  const changes = pendingChanges(item)
  plan.changes.push(...changes)
  for (const { field, after } of changes) plan.writes[field] = after
  const { siteId, supportTeamId, changeTeamId, ownerPersonId, serviceId } = item.$dirty
  const holders = [siteId, supportTeamId, changeTeamId, ownerPersonId]
  if (holders.some(Boolean)) {
    // Sites are of one organisation; the rest of the answer is the same for everybody.
    const key = ['holders', item.organisationId, ...holders].join()
    await check(() => remember(once, key, () => refuseUnknownHolders(trx, item, principal)))
  }
  if (serviceId) {
    const refuse = async () => void (await unretiredService(Number(serviceId), { client: trx }))
    await check(() => remember(once, `service ${String(serviceId)}`, refuse))
  }
  await check(async () => void (await refuseWrongStatus(trx, item, { principal, reason }, known)))
}

type Attributes = Wanted & { schema: ClassSchema; once: Map<string, Promise<void>>; check: Check }

async function editAttributes(
  trx: TransactionClientContract,
  plan: PlannedEdit,
  { edits, principal, schema, once, check }: Attributes
) {
  const { attributes } = plan.item
  for (const edit of edits) {
    const key = attributeKeyOf(edit.field)
    if (key === null) continue
    const definition = schema.byKey.get(key)
    if (!definition || !isSharedAttribute(definition)) {
      plan.problems.push(problem(edit.field, 'not_shared'))
      continue
    }
    await check(async () => {
      const input: AttributeInput = { [key]: editAttribute(edit, attributes[key]) }
      const edited = schema.edit(attributes, input)
      if (changedKeys(attributes, edited).length === 0) return
      const memo = `${definition.id} ${definition.referenceClass} ${String(edited[key])}`
      const refuse = () => refuseUnknownReferences(trx, [definition], edited, principal)
      await remember(once, memo, refuse)
      const [before, after] = [plainOf(attributes[key]), plainOf(edited[key])]
      plan.writes[edit.field] = after
      plan.changes.push({ field: attributeField(key), before, after })
    })
  }
}

function plainOf(value: unknown): Plain {
  return (value ?? null) as Plain
}

/** Many items ask the same: one answer does, a refusal as well. */
function remember(once: Map<string, Promise<void>>, key: string, ask: () => Promise<void>) {
  const known = once.get(key) ?? ask()
  once.set(key, known)
  return known
}

function problem(field: string | null, reason: string): FieldProblem {
  return { field, key: `bulk_edits.problems.${reason}`, params: {} }
}
