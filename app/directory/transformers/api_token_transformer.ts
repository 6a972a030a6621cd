import { clock } from '#core/clock'
import type ApiToken from '#directory/models/api_token'
import { BaseTransformer } from '@adonisjs/core/transformers'

/** A token for its owner's and the administrators' lists. */
export default class ApiTokenTransformer extends BaseTransformer<ApiToken> {
  toObject() {
    const { createdAt, expiresAt, lastUsedAt } = this.resource
    return {
      ...this.pick(this.resource, ['id', 'name', 'hint', 'scopes', 'lastUsedIp']),
      createdAt: createdAt.toISO()!,
      expiresAt: expiresAt.toISO()!,
      lastUsedAt: lastUsedAt?.toISO() ?? null,
      isExpired: expiresAt <= clock.now(),
    }
  }
}
