import { DefaultTemplate, TemplateInUse, TemplateNameTaken } from '#billing/errors'
import ReportTemplate from '#billing/models/report_template'
import type { EngineersBy, OptionalSection } from '#billing/workflow/report_sections'
import { pendingChanges, recordAudit } from '#core/actions/record_audit'
import { refuseStale } from '#core/actions/refuse_stale'
import type { Actor } from '#core/actor'
import type { FieldChange } from '#core/errors'
import type Upload from '#core/models/upload'
import { inTransaction } from '#core/transaction'
import { errors } from '@adonisjs/lucid'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

export type ReportTemplateValues = {
  name: string
  isDefault: boolean
  accentColour: string
  coverRu: string | null
  coverEn: string | null
  footerRu: string | null
  footerEn: string | null
  leftOut: OptionalSection[]
  engineers: EngineersBy
}

type Named = { actor: Actor; templateId: number }
type Save = {
  actor: Actor
  /** Null makes a new one. */
  templateId: number | null
  version?: number
  values: ReportTemplateValues
  /** Of a copy: whose logo it takes. */
  copyOf?: number | null
}

/** Templates of reports (§7.7) with their history. Documents that were made stay as they are. */
export const saveReportTemplate = {
  /** Throws StaleRecord, TemplateNameTaken. */
  async handle({ actor, templateId, version, values, copyOf = null }: Save) {
    return inTransaction(async (trx) => {
      const all = await ReportTemplate.query({ client: trx }).orderBy('id').forUpdate()
      const template = templateId === null ? new ReportTemplate() : byId(all, templateId)
      if (templateId !== null) await refuseStale(trx, 'report_template', template, version)
      const isTaken = all.some(({ id, name }) => id !== template.id && same(name, values.name))
      if (isTaken) throw new TemplateNameTaken()
      const isNew = !template.$isPersisted
      template.merge(values)
      if (isNew && copyOf !== null) template.logoUploadId = byId(all, copyOf).logoUploadId
      const changes = pendingChanges(template).filter(({ before, after }) => before !== after)
      if (!isNew && changes.length === 0) return template
      template.version = isNew ? 1 : template.version + 1
      await template.useTransaction(trx).save()
      await tell(trx, actor, template, isNew ? 'created' : 'changed', changes)
      if (values.isDefault) await endOtherDefaults(trx, actor, all, template)
      return template
    })
  },

  /** Null takes the logo away. A logo that no template has any more goes with the sweep. */
  async changeLogo({ actor, templateId }: Named, upload: Upload | null) {
    await inTransaction(async (trx) => {
      const all = await ReportTemplate.query({ client: trx }).orderBy('id').forUpdate()
      const template = byId(all, templateId)
      const before = template.logoUploadId
      if (before === null && upload === null) return
      template.merge({ logoUploadId: upload?.id ?? null, version: template.version + 1 })
      await template.useTransaction(trx).save()
      if (upload) await keep(trx, upload.id, true)
      await letGo(trx, before)
      const name = upload?.name ?? null
      await tell(trx, actor, template, 'changed', [
        { field: 'logo', before: before === null ? null : 'logo', after: name },
      ])
    })
  },

  /** Throws TemplateInUse, DefaultTemplate. */
  async remove({ actor, templateId }: Named) {
    await inTransaction(async (trx) => {
      const template = await ReportTemplate.query({ client: trx })
        .where('id', templateId)
        .forUpdate()
        .firstOrFail()
      if (template.isDefault) throw new DefaultTemplate()
      const used = await trx
        .from('contract_report_templates')
        .where('report_template_id', templateId)
        .count('* as total')
        .first()
      if (Number(used.total) > 0) throw new TemplateInUse(Number(used.total))
      await template.delete()
      await letGo(trx, template.logoUploadId)
      await tell(trx, actor, template, 'removed', [
        { field: 'name', before: template.name, after: null },
      ])
    })
  },
}

function byId(all: readonly ReportTemplate[], id: number): ReportTemplate {
  const found = all.find((each) => each.id === id)
  if (!found) throw new errors.E_ROW_NOT_FOUND()
  return found
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}

/** One template at most is the usual one. */
async function endOtherDefaults(
  trx: TransactionClientContract,
  actor: Actor,
  all: readonly ReportTemplate[],
  template: ReportTemplate
) {
  for (const other of all) {
    if (other.id === template.id || !other.isDefault) continue
    other.merge({ isDefault: false, version: other.version + 1 })
    await other.useTransaction(trx).save()
    await tell(trx, actor, other, 'changed', [{ field: 'isDefault', before: true, after: false }])
  }
}

async function keep(trx: TransactionClientContract, uploadId: number, isKept: boolean) {
  await trx.from('uploads').where('id', uploadId).update({ is_kept: isKept })
}

/** A copy may have the same logo. */
async function letGo(trx: TransactionClientContract, uploadId: number | null) {
  if (uploadId === null) return
  const other = await trx.from('report_templates').where('logo_upload_id', uploadId).first()
  if (!other) await keep(trx, uploadId, false)
}

async function tell(
  trx: TransactionClientContract,
  actor: Actor,
  template: ReportTemplate,
  act: 'created' | 'changed' | 'removed',
  changes: FieldChange[]
) {
  await recordAudit(trx, {
    ...{ actor, changes, subjectType: 'report_template', subjectId: template.id },
    ...{ subjectVersion: template.version, organisationId: null },
    action: `report_template.${act}`,
  })
}
