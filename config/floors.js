/**
 * The floors of the house: a domain may import only from domains below it; two domains on one floor
 * are strangers. ESLint and the architecture spec are made from this table.
 */
export const FLOORS = [
  ['core'],
  ['directory'],
  ['calendars'],
  ['catalog'],
  ['cmdb', 'sla'],
  ['assets', 'contracts'],
  ['tickets'],
  ['knowledge', 'changes', 'problems', 'quality'],
  ['billing'],
  ['reporting', 'automation', 'channels', 'privacy'],
  ['web', 'portal', 'api'],
]

/** Folders of a domain that other domains may import from. */
export const PUBLIC_FOLDERS = ['models', 'actions', 'queries', 'events', 'policies', 'validators']
