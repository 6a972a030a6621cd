import type { ClassTree } from '#cmdb/imports/class_tree'
import { isLost, type ItemDraft } from '#cmdb/imports/item_draft'
import { currentOf } from '#cmdb/imports/known_items'
import { refuse } from '#cmdb/imports/read_attributes'
import type { AttributeValue } from '#cmdb/workflow/attribute_types'
import { attributeKeyOf } from '#cmdb/workflow/field_names'
import { uniqueDigest } from '#cmdb/workflow/indexed_values'
import { portions } from '#core/portions'
import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { isDeepStrictEqual } from 'node:util'

type Claim = {
  draft: ItemDraft
  field: string
  attributeId: number
  scopeId: number
  digest: string
}

const PER_QUERY = 400

/** Rows that name a value only one item may have, when another item or an earlier row has it. */
export async function refuseTakenValues(drafts: readonly ItemDraft[], classes: ClassTree) {
  const claims = drafts.filter((draft) => !isLost(draft)).flatMap((each) => claimsOf(each, classes))
  const first = new Map<string, ItemDraft>()
  const taken = await takenBy(claims, db.connection())
  for (const claim of claims) {
    const key = keyOf(claim)
    const isTold = first.has(key) && first.get(key) !== claim.draft
    if (!first.has(key)) first.set(key, claim.draft)
    if (isTold || isOther(taken.get(key), claim.draft)) {
      refuse(claim.draft, claim.field, 'attribute.taken')
    }
  }
}

/** Rows whose value somebody took since the preview, in the transaction that writes them. */
export async function takenMeanwhile(
  trx: QueryClientContract,
  drafts: readonly ItemDraft[],
  classes: ClassTree
): Promise<Map<ItemDraft, string>> {
  const claims = drafts.flatMap((draft) => claimsOf(draft, classes))
  const taken = await takenBy(claims, trx)
  const lost = claims.filter((claim) => isOther(taken.get(keyOf(claim)), claim.draft))
  return new Map(lost.map(({ draft, field }) => [draft, field]))
}

function claimsOf(draft: ItemDraft, classes: ClassTree): Claim[] {
  const { item, ciClass, organisation, values } = draft
  const classId = item?.classId ?? ciClass?.id
  const organisationId = item?.organisationId ?? organisation?.id
  if (classId === undefined || organisationId === undefined) return []
  const attributes = classes.attributesOf(classId)
  return Object.entries(values).flatMap(([field, value]): Claim[] => {
    const definition = attributes.get(attributeKeyOf(field) ?? '')
    if (!definition?.uniqueScope || value === null) return []
    if (item && isDeepStrictEqual(currentOf(item, field), value)) return []
    const digest = uniqueDigest(definition.type, value as AttributeValue)
    const scopeId = definition.uniqueScope === 'class' ? 0 : organisationId
    return [{ draft, field, attributeId: definition.id, scopeId, digest }]
  })
}

async function takenBy(claims: readonly Claim[], client: QueryClientContract) {
  const taken = new Map<string, number>()
  for (const some of portions(claims, PER_QUERY)) {
    const query = client
      .from('ci_attribute_values')
      .whereIn('unique_digest', [...new Set(some.map(({ digest }) => digest))])
      .select('attribute_id', 'unique_scope_id', 'unique_digest', 'item_id')
    if (client.isTransaction) void query.forShare()
    for (const row of await query) {
      const key = `${row.attribute_id} ${row.unique_scope_id} ${row.unique_digest}`
      taken.set(key, Number(row.item_id))
    }
  }
  return taken
}

function isOther(itemId: number | undefined, { item }: ItemDraft): boolean {
  return itemId !== undefined && itemId !== item?.id
}

function keyOf({ attributeId, scopeId, digest }: Claim): string {
  return `${attributeId} ${scopeId} ${digest}`
}
