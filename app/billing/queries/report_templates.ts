import ReportTemplate from '#billing/models/report_template'
import db from '@adonisjs/lucid/services/db'

/** All templates with how many contracts have chosen each. */
export async function listReportTemplates(): Promise<ReportTemplate[]> {
  const used = db
    .from('contract_report_templates')
    .whereColumn('report_template_id', 'report_templates.id')
    .count('*')
    .as('contracts')
  return ReportTemplate.query()
    .select('report_templates.*')
    .select(used)
    .preload('logo')
    .orderBy('name')
}

/** Which template a contract has chosen, and what there is to choose. */
export async function templateChoice(contractId: number) {
  const templates = await ReportTemplate.query().orderBy('name')
  const row = await db.from('contract_report_templates').where('contract_id', contractId).first()
  return {
    chosenId: row ? Number(row.report_template_id) : null,
    templates: templates.map(({ id, name, isDefault }) => ({ id, name, isDefault })),
  }
}
