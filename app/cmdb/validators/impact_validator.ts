import vine from '@vinejs/vine'

const code = () => vine.string().trim().maxLength(60).nullable().optional()

export const singlePointsValidator = vine.create({ organisation: code(), service: code() })
