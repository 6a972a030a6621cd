import { lockContract } from '#billing/actions/move_period'
import ReportTemplate from '#billing/models/report_template'
import { recordAudit } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import { ReferenceNotFound } from '#core/errors'
import { inTransaction } from '#core/transaction'

type Choose = { actor: Actor; contractId: number; templateId: number | null }

/** Which template a contract's reports follow from now on; null is the usual one. Throws ReferenceNotFound. */
export const chooseReportTemplate = {
  async handle({ actor, contractId, templateId }: Choose): Promise<void> {
    await inTransaction(async (trx) => {
      const contract = await lockContract(trx, contractId)
      const chosen = await ReportTemplate.query({ client: trx })
        .where('id', templateId ?? 0)
        .forUpdate()
        .first()
      if (templateId !== null && !chosen) throw new ReferenceNotFound('templateId')
      const table = () => trx.from('contract_report_templates').where('contract_id', contractId)
      const row = await table()
        .join('report_templates', 'report_templates.id', 'report_template_id')
        .select('report_templates.id', 'report_templates.name')
        .first()
      if ((row ? Number(row.id) : null) === templateId) return
      await table().delete()
      if (chosen) {
        await trx
          .table('contract_report_templates')
          .insert({ contract_id: contractId, report_template_id: chosen.id })
      }
      await recordAudit(trx, {
        ...{ actor, subjectType: 'contract', subjectId: contractId },
        ...{ organisationId: contract.organisationId, action: 'contract.report_template_chosen' },
        changes: [
          { field: 'reportTemplate', before: row?.name ?? null, after: chosen?.name ?? null },
        ],
      })
    })
  },
}
