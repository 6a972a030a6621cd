export type PersonSeed = {
  /** Names the person in the rest of the story. */
  key: string
  organisation: string
  site: string
  name: string
  email: string
  phone: string
  mobile: string | null
  jobTitle: string
  team: string | null
  role: string | null
  /** The part of a demo account's address before `@demo.opora`. */
  demoAccount: string | null
  locale: 'ru' | 'en'
  isVip: boolean
  /** Monitoring writes in the name of this person. */
  isItContact: boolean
}

type Flag = 'vip' | 'it' | 'manager' | 'user'

/** `[key, name, job, ...flags]`; `manager` and `user` get a demo account with that role. */
export type ClientRow = [key: string, name: string, jobTitle: string, ...flags: Flag[]]

type Place = {
  organisation: string
  site: string
  domain: string
  phonePrefix: string
  locale: 'ru' | 'en'
}

const ROLES = { manager: 'customer_manager', user: 'end_user' } as const

/** Invented, like everything here; each site has its own. */
function mobileOf(phonePrefix: string): string {
  return `+7 (900) 555-${phonePrefix.slice(-3, -1)}-01`
}

/** People of one site of a client. */
export function peopleOf(place: Place, rows: ClientRow[]): PersonSeed[] {
  return rows.map(([key, name, jobTitle, ...flags], at) => {
    const account = flags.find((flag) => flag === 'manager' || flag === 'user')
    return {
      key,
      organisation: place.organisation,
      site: place.site,
      name,
      email: `${key}@${place.domain}`,
      phone: `${place.phonePrefix}${String(10 + at)}`,
      mobile: place.locale === 'ru' && flags.includes('it') ? mobileOf(place.phonePrefix) : null,
      jobTitle,
      team: null,
      role: account ? ROLES[account] : null,
      demoAccount: account ? (place.locale === 'en' ? `${account}.en` : account) : null,
      locale: place.locale,
      isVip: flags.includes('vip'),
      isItContact: flags.includes('it'),
    }
  })
}
