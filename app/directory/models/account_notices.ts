/** What the owner of an account is told about by mail, whoever did it. */
export const ACCOUNT_NOTICES = [
  'password_changed',
  'password_link_issued',
  'second_factor_enabled',
  'second_factor_disabled',
  'second_factor_reset',
  'email_changed',
] as const
export type AccountNotice = (typeof ACCOUNT_NOTICES)[number]
