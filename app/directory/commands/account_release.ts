import { args, BaseCommand } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

// Every command is loaded before the application starts: what needs a database is imported later.
export default class AccountRelease extends BaseCommand {
  static override commandName = 'account:release'
  static override description =
    'Take an account back from the sign-in provider or directory that vouches for it'
  static override help = [
    'The account signs in with a password of Opora again; the link for setting it is printed once.',
    'Use it when a provider is gone and nobody else can let its people in.',
  ]

  static override options: CommandOptions = { startApp: true }

  @args.string({ description: 'E-mail address of the account' })
  declare email: string

  override async run() {
    const { releaseAccount } = await import('#directory/actions/release_account')
    const { SYSTEM_ACTOR } = await import('#core/actor')
    const { default: User } = await import('#directory/models/user')
    const user = await User.findBy('email', this.email.toLowerCase())
    if (!user || user.signInSource === 'local') {
      this.exitCode = 1
      return this.logger.error('No provider or directory vouches for an account of this address')
    }
    const link = await releaseAccount.handle({ actor: SYSTEM_ACTOR, userId: user.id })
    this.logger.success(`Released. A password can be set until ${link.expiresAt.toISO()}:`)
    this.logger.log(link.url)
  }
}
