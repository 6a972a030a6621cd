import { itemExample } from '#cmdb/imports/item_example'
import { ITEM_IMPORT } from '#cmdb/imports/item_import'
import { secretFields } from '#cmdb/imports/item_fields'
import ConfigurationItemPolicy from '#cmdb/policies/configuration_item_policy'
import { fieldChoices } from '#cmdb/queries/item_import_page'
import { cleanFileName } from '#core/file_name'
import { PROBLEM_FORMATS, problemFile } from '#core/imports/problem_file'
import { findImport } from '#core/queries/find_import'
import { filterOf } from '#core/queries/list_query'
import type { HttpContext } from '@adonisjs/core/http'
import type { Readable } from 'node:stream'

const TYPES = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
} as const

/** Files around an import: an example to fill in, and the rows that were not taken. */
export default class ItemImportFilesController {
  async example(ctx: HttpContext) {
    await ctx.bouncer.with(ConfigurationItemPolicy).authorize('create')
    const name = ctx.i18n.t('ci_imports.example_name')
    return this.#send(ctx, `${name}.xlsx`, await itemExample(ctx.i18n))
  }

  async problems(ctx: HttpContext) {
    await ctx.bouncer.with(ConfigurationItemPolicy).authorize('create')
    const { params, principal, request, i18n } = ctx
    const own = { kind: ITEM_IMPORT, userId: principal.userId }
    const dataImport = await findImport(own, params.id)
    const format = filterOf(request.qs().format, PROBLEM_FORMATS) ?? 'xlsx'
    const labels = new Map((await fieldChoices({})).map((each) => [each.key, each]))
    const fieldName = (field: string) => {
      const { labelRu = null, labelEn = null } = labels.get(field) ?? {}
      return (i18n.locale === 'ru' ? labelRu : labelEn) ?? i18n.t(`ci_imports.fields.${field}`)
    }
    const hidden = await secretFields()
    const file = await problemFile({ dataImport, format, i18n, fieldName, hidden })
    const name = `${i18n.t('imports.file.problems_name')}-${dataImport.id}.${format}`
    return this.#send(ctx, name, file)
  }

  #send({ response }: HttpContext, name: string, file: Readable) {
    const clean = cleanFileName(name)
    response.type(TYPES[clean.endsWith('csv') ? 'csv' : 'xlsx'])
    response.header(
      'Content-Disposition',
      `attachment; filename*=UTF-8''${encodeURIComponent(clean)}`
    )
    response.header('Cache-Control', 'private, no-store')
    return response.stream(file)
  }
}
