import { failImport } from '#core/actions/fail_import'
import { undoImport } from '#core/actions/undo_import'
import { Refusal } from '#core/errors'
import { Job } from '@adonisjs/queue'

export default class UndoImportJob extends Job<{ importId: number }> {
  static override options = { maxRetries: 1, timeout: '60m' }

  /** What was refused is refused again: only accidents are tried anew. */
  async execute() {
    try {
      await undoImport.handle(this.payload.importId)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      await failImport(this.payload.importId, error)
    }
  }

  override async failed(error: Error) {
    await failImport(this.payload.importId, error)
  }
}
