import { DOCUMENT_LANGUAGES } from '#core/documents/document_texts'
import vine from '@vinejs/vine'

const MOST_NODES = 500
const MOST_EDGES = 1_000
const MOST_BENDS = 40

const node = () => vine.string().regex(/^[cgh]-?\d{1,12}$/)
const place = () => vine.number().range([-1_000_000, 1_000_000])

const places = {
  nodes: vine.array(vine.object({ id: node(), x: place(), y: place() })).maxLength(MOST_NODES),
  edges: vine
    .array(
      vine.object({
        from: node(),
        to: node(),
        bends: vine.array(vine.object({ x: place(), y: place() })).maxLength(MOST_BENDS),
      })
    )
    .maxLength(MOST_EDGES),
}

export const impactSvgValidator = vine.create({ places: vine.object(places) })

export const impactPdfValidator = vine.create({
  places: vine.object(places),
  paper: vine.enum(['A4', 'A3'] as const),
  language: vine.enum(DOCUMENT_LANGUAGES),
})
