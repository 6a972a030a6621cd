import { chooseReportTemplate } from '#billing/actions/choose_report_template'
import { saveReportTemplate } from '#billing/actions/save_report_template'
import Upload from '#core/models/upload'
import { storeFile } from '#core/storage'
import { drawLogo } from '#database/demo/report_templates/draw_logo'
import { named, type World } from '#database/demo/world'
import { randomBytes } from 'node:crypto'

const TEMPLATES = [
  {
    contract: null,
    values: {
      ...{ name: 'Опора Сервис', isDefault: true, accentColour: '#0f766e' },
      ...{ coverRu: 'Спасибо, что работаете с нами.', coverEn: 'Thank you for working with us.' },
      ...{ footerRu: 'ООО «Опора Сервис»', footerEn: 'Opora Service LLC' },
      ...{ leftOut: [], engineers: 'name' as const },
    },
  },
  {
    contract: 'OS-EU-2026/01',
    values: {
      ...{ name: 'Opora Service, Europe', isDefault: false, accentColour: '#1e3a8a' },
      ...{ coverRu: null, coverEn: 'Questions about this report: your account manager.' },
      ...{ footerRu: null, footerEn: 'Opora Service LLC, European clients' },
      // Clients abroad see what somebody works as and not their name.
      ...{ leftOut: [], engineers: 'role' as const },
    },
  },
]

/** How reports look: one for everybody, one for the client who reads English. */
export async function seedReportTemplates(world: World) {
  const { actor } = world.person('ershov')
  for (const { contract, values } of TEMPLATES) {
    const { id: templateId } = await saveReportTemplate.handle({ actor, templateId: null, values })
    const logo = await logoOf(values.accentColour, actor.userId)
    await saveReportTemplate.changeLogo({ actor, templateId }, logo)
    if (contract === null) continue
    const contractId = named(world.contracts, contract)
    await chooseReportTemplate.handle({ actor, contractId, templateId })
  }
}

async function logoOf(colour: string, uploadedByUserId: number | null): Promise<Upload> {
  const file = `uploads/${randomBytes(16).toString('hex')}`
  const content = drawLogo(colour)
  await storeFile(file, content)
  const size = content.length
  return Upload.create({ file, name: 'opora.png', size, type: 'png', uploadedByUserId })
}
