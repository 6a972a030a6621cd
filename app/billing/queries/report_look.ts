import type { OptionalSection, EngineersBy } from '#billing/workflow/report_sections'
import ReportTemplate from '#billing/models/report_template'
import type { LocalText } from '#billing/queries/report_types'
import type { Logo } from '#core/documents/document_table'
import { storagePath } from '#core/storage'
import logger from '@adonisjs/core/services/logger'
import { readFile } from 'node:fs/promises'

/** What a template makes of a report. */
export type ReportLook = {
  accentColour: string
  cover: LocalText | null
  footer: LocalText | null
  leftOut: readonly OptionalSection[]
  engineers: EngineersBy
  logo: Logo | null
}

/** That of the template a contract has chosen, else of the usual one; null is the plain look. */
export async function lookOfContract(contractId: number): Promise<ReportLook | null> {
  const template = await ReportTemplate.query()
    .leftJoin('contract_report_templates as chosen', (join) => {
      void join
        .on('chosen.report_template_id', 'report_templates.id')
        .andOnVal('chosen.contract_id', contractId)
    })
    .where((query) => {
      void query.whereNotNull('chosen.contract_id').orWhere('report_templates.is_default', true)
    })
    .orderByRaw('case when chosen.contract_id is null then 1 else 0 end')
    .select('report_templates.*')
    .first()
  return template && lookOf(template)
}

export async function lookOf(template: ReportTemplate): Promise<ReportLook> {
  const { accentColour, coverRu, coverEn, footerRu, footerEn, leftOut, engineers } = template
  return {
    ...{ accentColour, leftOut, engineers, logo: await logoOf(template) },
    ...{ cover: inBoth(coverRu, coverEn), footer: inBoth(footerRu, footerEn) },
  }
}

function inBoth(ru: string | null, en: string | null): LocalText | null {
  return ru || en ? { ru: ru ?? '', en: en ?? '' } : null
}

/** A report without its logo is better than none. */
async function logoOf(template: ReportTemplate): Promise<Logo | null> {
  if (template.logoUploadId === null) return null
  await template.load('logo')
  const { file, type } = template.logo
  try {
    return { type: type === 'png' ? 'png' : 'jpeg', content: await readFile(storagePath(file)) }
  } catch (error) {
    logger.error({ err: error, templateId: template.id }, 'the logo of a template is missing')
    return null
  }
}
