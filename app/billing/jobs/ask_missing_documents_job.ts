import { askMissingDocuments } from '#billing/actions/ask_missing_documents'
import { Job } from '@adonisjs/queue'

/** Each hour: documents of locked periods that nobody asked for, or whose job was lost. */
export default class AskMissingDocumentsJob extends Job<Record<string, never>> {
  async execute() {
    await askMissingDocuments.handle()
  }
}
