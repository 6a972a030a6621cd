import vine from '@vinejs/vine'

/** More rows than a page of the queue can hold. */
const SOURCES_MAX = 100
const number = () => vine.string().maxLength(20)
const version = () => vine.number().positive().withoutDecimals()

export const mergeCandidatesValidator = vine.create({
  q: vine.string().trim().maxLength(200).optional(),
})

export const mergePreviewValidator = vine.create({
  sources: vine.array(number()).minLength(1).maxLength(SOURCES_MAX).distinct(),
})

export const mergeValidator = vine.create({
  version: version(),
  sources: vine
    .array(vine.object({ number: number(), version: version() }))
    .minLength(1)
    .maxLength(SOURCES_MAX)
    .distinct('number'),
  reason: vine.string().trim().maxLength(2_000).nullable().optional(),
})
