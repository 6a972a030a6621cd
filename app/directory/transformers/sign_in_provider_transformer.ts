import type SignInProvider from '#directory/models/sign_in_provider'
import type { Admits } from '#directory/models/sign_in_provider_types'
import { BaseTransformer } from '@adonisjs/core/transformers'

/** A provider for its administrators, without its secret. Organisation and groups must be loaded. */
export default class SignInProviderTransformer extends BaseTransformer<SignInProvider> {
  toObject() {
    const { organisation, clientSecret } = this.resource
    return {
      ...this.pick(this.resource, [
        ...(['id', 'name', 'issuer', 'clientId', 'scopes', 'emailClaim', 'nameClaim'] as const),
        ...([
          'groupsClaim',
          'secondFactorAcr',
          'takesOverAccounts',
          'isActive',
          'version',
        ] as const),
      ]),
      admits: this.resource.admits as Admits,
      hasSecret: clientSecret !== null,
      organisation: organisation ? { id: organisation.id, name: organisation.name } : null,
      groups: this.resource.groups.map((group) => ({
        ...{ groupName: group.groupName, roleId: group.roleId },
        roleRu: group.role.labelRu,
        roleEn: group.role.labelEn,
        organisation: group.organisation
          ? { id: group.organisation.id, name: group.organisation.name }
          : null,
      })),
    }
  }
}
