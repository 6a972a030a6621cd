import { BaseSchema } from '@adonisjs/lucid/schema'

/** A contract that ended either came to its last day or was terminated before it (domain §2.8). */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.from('contracts').where('state', 'ended').update({ state: 'expired' })
    })
  }

  override async down() {
    this.defer(async (db) => {
      const ends = ['expired', 'terminated']
      await db.from('contracts').whereIn('state', ends).update({ state: 'ended' })
    })
  }
}
