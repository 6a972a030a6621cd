import vine from '@vinejs/vine'

const MOST_NODES = 1_000
/** What a name and a value of an address consist of, so that it leads nowhere else. */
const ADDRESS = /^[A-Za-z0-9_.,=&%+-]*$/

const id = () => vine.number().positive().withoutDecimals()
const place = () => vine.number().range([-1_000_000, 1_000_000])
const node = () => vine.string().regex(/^[cgh]-?\d{1,12}$/)

const values = {
  name: vine.string().trim().minLength(1).maxLength(120),
  teamId: id().nullable(),
  address: vine.string().maxLength(2_000).regex(ADDRESS).nullable(),
  positions: vine.array(vine.object({ id: node(), x: place(), y: place() })).maxLength(MOST_NODES),
  knownNodes: vine.array(node()).maxLength(MOST_NODES),
}

export const newImpactViewValidator = vine.create(values)
export const impactViewValidator = vine.create({ ...values, version: id() })
