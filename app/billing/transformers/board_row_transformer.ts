import type { BoardRow } from '#billing/queries/contract_board'
import { BaseTransformer } from '@adonisjs/core/transformers'

/** A contract in force on the board, with how its present period goes. */
export default class BoardRowTransformer extends BaseTransformer<BoardRow> {
  toObject() {
    return { ...this.resource }
  }
}
