import { openApiDocument } from '#api/openapi/open_api_document'
import type { HttpContext } from '@adonisjs/core/http'

/** The description of the API that tools read; it tells nothing of the data. */
export default class OpenApiController {
  show({ response }: HttpContext) {
    response.header('Content-Type', 'application/json; charset=utf-8')
    return response.send(JSON.stringify(openApiDocument()))
  }
}
