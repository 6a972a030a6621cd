import type { ImportSettings } from '#core/imports/import_types'
import ImportTemplate from '#core/models/import_template'

type Input = {
  kind: string
  userId: number
  /** With an organisation everybody who imports into it may use the template. */
  organisationId: number | null
  name: string
  settings: ImportSettings
}

/** Keeps columns and options under a name; the same name of the same person is replaced. */
export const saveImportTemplate = {
  async handle({ kind, userId, name, ...values }: Input): Promise<ImportTemplate> {
    return ImportTemplate.updateOrCreate({ kind, userId, name }, values)
  },
}
