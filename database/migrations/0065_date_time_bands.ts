import { BaseSchema } from '@adonisjs/lucid/schema'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

/**
 * Hours that cost more get dates of force, as rates have them (domain §7.3). Those of before count
 * since the first rate of their card; going back, those that are over are lost.
 */
export default class extends BaseSchema {
  override async up() {
    this.defer((db) =>
      rewrite(db, async (windows, cardId) => {
        const first = await db
          .from('rates')
          .where('rate_card_id', cardId)
          .orderBy('valid_from')
          .first()
        const validFrom: string = first?.valid_from ?? '2000-01-01'
        return windows.map((window) => ({ ...window, validFrom, validTo: null }))
      })
    )
  }

  override async down() {
    this.defer((db) =>
      rewrite(db, (windows) =>
        windows
          .filter(({ validTo }) => validTo === null)
          .map(({ validFrom: _from, validTo: _to, ...window }) => window)
      )
    )
  }
}

type Window = Record<string, unknown>
type Rewritten = Window[] | Promise<Window[]>

async function rewrite(
  db: QueryClientContract,
  change: (windows: Window[], cardId: number) => Rewritten
) {
  const cards = await db.from('rate_cards').whereNotNull('bands').select('id', 'bands')
  for (const { id, bands } of cards) {
    const { windows }: { windows: Window[] } = typeof bands === 'string' ? JSON.parse(bands) : bands
    const changed = await change(windows, id)
    const kept = changed.length > 0 ? JSON.stringify({ windows: changed }) : null
    await db.from('rate_cards').where({ id }).update({ bands: kept })
  }
}
