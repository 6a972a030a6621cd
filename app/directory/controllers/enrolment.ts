import { beginSecondFactor } from '#directory/actions/begin_second_factor'
import type User from '#directory/models/user'
import UserSecondFactor from '#directory/models/user_second_factor'
import { secretOf } from '#directory/queries/second_factor'
import { totpUri } from '#directory/workflow/totp'
import QRCode from 'qrcode'

/** What a person needs to add Opora to their app. A reload shows the same secret. */
export async function enrolmentOf(user: User) {
  const begun = await UserSecondFactor.query()
    .where('userId', user.id)
    .whereNull('confirmedAt')
    .first()
  const secret = secretOf(begun ?? (await beginSecondFactor.handle({ userId: user.id })))
  const uri = totpUri(secret, user.email)
  const svg = await QRCode.toString(uri, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' })
  const picture = `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`
  return { picture, uri, secret: secret.replace(/(.{4})(?=.)/g, '$1 ') }
}
