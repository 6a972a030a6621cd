import DataImport from '#core/models/data_import'
import type User from '#directory/models/user'
import { rowsOf } from '#tests/helpers/people_import'
import { csvOf } from '#tests/helpers/spreadsheets'
import type { ApiClient } from '@japa/api-client'

export const ITEM_DEFAULTS = {
  sheet: '',
  classCode: 'virtual_machine' as string | null,
  organisationId: null as number | null,
  createsItems: true,
  createsSites: false,
  clearsEmpty: false,
  identifiesByName: true,
}
export type ItemSettings = Partial<typeof ITEM_DEFAULTS> & { columns?: Record<string, string> }

/** The journey of a file of items through the pages, as one person goes it. */
export class ItemJourney {
  constructor(
    private client: ApiClient,
    readonly user: User,
    private defaults: ItemSettings = {}
  ) {}

  async upload(content: Buffer | string[][]) {
    const file = Buffer.isBuffer(content) ? content : csvOf(content)
    const request = this.#sign(this.client.post('/configuration-items/imports'))
    const answer = await request.file('file', file, { filename: 'items.csv' })
    answer.assertStatus(302)
    return DataImport.query().orderBy('id', 'desc').firstOrFail()
  }

  check(dataImport: DataImport, settings: ItemSettings = {}) {
    const { columns, sheet } = dataImport.settings
    const body = { ...ITEM_DEFAULTS, ...this.defaults, columns, sheet, ...settings }
    return this.#sign(this.client.put(`/configuration-items/imports/${dataImport.id}`)).json(body)
  }

  async preview(content: Buffer | string[][], settings: ItemSettings = {}) {
    const dataImport = await this.upload(content)
    const answer = await this.check(dataImport, settings)
    answer.assertStatus(302)
    await dataImport.refresh()
    return { dataImport, rows: await rowsOf(dataImport) }
  }

  run(dataImport: DataImport, body: object = {}) {
    return this.#sign(this.client.post(`/configuration-items/imports/${dataImport.id}/run`)).json(
      body
    )
  }

  async import(content: Buffer | string[][], settings: ItemSettings = {}) {
    const { dataImport } = await this.preview(content, settings)
    const answer = await this.run(dataImport)
    answer.assertStatus(302)
    await dataImport.refresh()
    return { dataImport, rows: await rowsOf(dataImport) }
  }

  async undo(dataImport: DataImport) {
    const path = `/configuration-items/imports/${dataImport.id}/run`
    const answer = await this.#sign(this.client.delete(path))
    answer.assertStatus(302)
    await dataImport.refresh()
  }

  choose(dataImport: DataImport, rowNumber: number, body: object) {
    const address = `/configuration-items/imports/${dataImport.id}/rows/${rowNumber}/choice`
    return this.#sign(this.client.put(address)).json(body)
  }

  #sign(request: ReturnType<ApiClient['post']>) {
    return request.loginAs(this.user).withCsrfToken().accept('json').redirects(0)
  }
}
