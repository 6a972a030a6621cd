import { CONTENT_TYPES, type FileType } from '#core/file_type'
import type Upload from '#core/models/upload'
import { storagePath } from '#core/storage'
import type { HttpContext } from '@adonisjs/core/http'
import { createReadStream } from 'node:fs'

/** Sends what somebody uploaded: always as a file to save, never as a page of ours. */
export function sendUpload(response: HttpContext['response'], upload: Upload) {
  response.type(CONTENT_TYPES[upload.type as FileType])
  response.header(
    'Content-Disposition',
    `attachment; filename*=UTF-8''${encodeURIComponent(upload.name)}`
  )
  response.header('X-Content-Type-Options', 'nosniff')
  response.header('Cache-Control', 'private, no-store')
  return response.stream(createReadStream(storagePath(upload.file)))
}
