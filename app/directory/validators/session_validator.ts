import vine from '@vinejs/vine'

export const signInValidator = vine.create({
  email: vine
    .string()
    .email()
    .normalizeEmail({ all_lowercase: true, gmail_remove_dots: false })
    .maxLength(200),
  password: vine.string().minLength(1).maxLength(200),
})

export const preferencesValidator = vine.create({
  locale: vine.enum(['ru', 'en'] as const).optional(),
  theme: vine.enum(['system', 'light', 'dark'] as const).optional(),
  singleKeyShortcuts: vine.boolean().optional(),
})

export const languageValidator = vine.create({ locale: vine.enum(['ru', 'en'] as const) })
