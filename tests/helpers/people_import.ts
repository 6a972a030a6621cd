import DataImport from '#core/models/data_import'
import ImportRow from '#core/models/import_row'
import type User from '#directory/models/user'
import { csvOf } from '#tests/helpers/spreadsheets'
import type { ApiClient } from '@japa/api-client'

export const DEFAULTS = {
  sheet: '',
  organisationId: null as number | null,
  createsOrganisations: false,
  createsDepartments: true,
  createsSites: true,
  clearsEmpty: false,
}
export type Settings = Partial<typeof DEFAULTS> & { columns?: Record<string, string> }

/** The journey of a file through the pages, as one person goes it. */
export class Journey {
  constructor(
    private client: ApiClient,
    readonly user: User
  ) {}

  async upload(rows: string[][]) {
    const answer = await this.#sign(this.client.post('/people/imports')).file('file', csvOf(rows), {
      filename: 'people.csv',
    })
    answer.assertStatus(302)
    return DataImport.query().orderBy('id', 'desc').firstOrFail()
  }

  check(dataImport: DataImport, settings: Settings = {}) {
    const { columns } = dataImport.settings
    const body = { ...DEFAULTS, columns, ...settings }
    return this.#sign(this.client.put(`/people/imports/${dataImport.id}`)).json(body)
  }

  run(dataImport: DataImport, body: object = {}) {
    return this.#sign(this.client.post(`/people/imports/${dataImport.id}/run`)).json(body)
  }

  /** Uploads and checks; gives the rows as the preview shows them. */
  async preview(rows: string[][], settings: Settings = {}) {
    const dataImport = await this.upload(rows)
    const answer = await this.check(dataImport, settings)
    answer.assertStatus(302)
    await dataImport.refresh()
    return { dataImport, rows: await rowsOf(dataImport) }
  }

  async import(rows: string[][], settings: Settings = {}) {
    const { dataImport } = await this.preview(rows, settings)
    const answer = await this.run(dataImport)
    answer.assertStatus(302)
    await dataImport.refresh()
    return { dataImport, rows: await rowsOf(dataImport) }
  }

  choose(dataImport: DataImport, rowNumber: number, body: object) {
    const address = `/people/imports/${dataImport.id}/rows/${rowNumber}/choice`
    return this.#sign(this.client.put(address)).json(body)
  }

  #sign(request: ReturnType<ApiClient['post']>) {
    return request.loginAs(this.user).withCsrfToken().accept('json').redirects(0)
  }
}

export function rowsOf({ id }: DataImport) {
  return ImportRow.query().where('dataImportId', id).orderBy('rowNumber')
}

/** Problems as `field: last part of the key`. */
export function problemsOf({ problems }: ImportRow) {
  return problems.map(({ field, key }) => `${field}: ${key.split('.').at(-1)}`)
}

export const statuses = (rows: ImportRow[]) => rows.map(({ status }) => status)
export const outcomes = (rows: ImportRow[]) => rows.map(({ outcome }) => outcome)
