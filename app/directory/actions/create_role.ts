import type { Actor } from '#core/actor'
import { inTransaction } from '#core/transaction'
import { saveRole } from '#directory/actions/save_role'
import { CodeTaken } from '#directory/errors/organisations'
import { UnknownReference } from '#directory/errors/references'
import Role from '#directory/models/role'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Values = { code: string; labelRu: string; labelEn: string; copyOf: string | null }
type Input = { actor: Actor; values: Values }

/** A new role without rights, or with those of another one. Throws CodeTaken, UnknownReference. */
export const createRole = {
  async handle({ actor, values: { copyOf, ...values } }: Input): Promise<Role> {
    return inTransaction(async (trx) => {
      if (await Role.findBy('code', values.code, { client: trx })) throw new CodeTaken()
      const model = copyOf === null ? null : await findModel(trx, copyOf)
      const role = new Role().fill({
        ...values,
        isBuiltin: false,
        isClient: model?.isClient ?? false,
        requiresSecondFactor: model?.requiresSecondFactor ?? false,
      })
      return saveRole(trx, role, { grants: model?.grants ?? {} }, { actor, action: 'role.created' })
    })
  },
}

async function findModel(trx: TransactionClientContract, code: string): Promise<Role> {
  const found = await Role.query({ client: trx }).where({ code }).preload('permissions').first()
  if (!found) throw new UnknownReference('copyOf')
  return found
}
