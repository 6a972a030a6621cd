import { LdapPersonSchema } from '#database/schema'

/** Which entry of a directory a person is, for as long as they are known. */
export default class LdapPerson extends LdapPersonSchema {
  static override table = 'ldap_people'
}
