import { saveReportTemplate } from '#billing/actions/save_report_template'
import { UnsoundLogo } from '#billing/errors'
import ReportTemplate from '#billing/models/report_template'
import ReportTemplatePolicy from '#billing/policies/report_template_policy'
import { isSoundImage } from '#core/documents/sound_image'
import { receiveUpload } from '#core/actions/receive_upload'
import { removeUpload } from '#core/actions/sweep_uploads'
import { CONTENT_TYPES, type FileType } from '#core/file_type'
import { storagePath } from '#core/storage'
import type { HttpContext } from '@adonisjs/core/http'
import { readFile } from 'node:fs/promises'

const MOST_BYTES = 512 * 1024

/** The logo of a template: a picture by its content, never one that can hold a script. */
export default class TemplateLogosController {
  async show({ params, bouncer, response }: HttpContext) {
    await bouncer.with(ReportTemplatePolicy).authorize('edit')
    const { logo } = await ReportTemplate.query()
      .where('id', params.id)
      .whereNotNull('logoUploadId')
      .preload('logo')
      .firstOrFail()
    response.type(CONTENT_TYPES[logo.type as FileType])
    response.header('x-content-type-options', 'nosniff')
    response.header('cache-control', 'private, max-age=3600')
    return response.send(await readFile(storagePath(logo.file)))
  }

  async update({ params, bouncer, request, response, actor }: HttpContext) {
    await bouncer.with(ReportTemplatePolicy).authorize('edit')
    const { id: templateId } = await ReportTemplate.findOrFail(params.id)
    const { userId } = actor
    const upload = await receiveUpload(request, {
      ...{ accepts: ['png', 'jpeg'], userId, maxBytes: MOST_BYTES },
    })
    try {
      if (!isSoundImage(await readFile(storagePath(upload.file)))) throw new UnsoundLogo()
      await saveReportTemplate.changeLogo({ actor, templateId }, upload)
    } catch (error) {
      await removeUpload(upload)
      throw error
    }
    return response.redirect().withQs().back()
  }

  async destroy({ params, bouncer, response, actor }: HttpContext) {
    await bouncer.with(ReportTemplatePolicy).authorize('edit')
    await saveReportTemplate.changeLogo({ actor, templateId: Number(params.id) }, null)
    return response.redirect().withQs().back()
  }
}
