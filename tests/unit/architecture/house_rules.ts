import { FLOORS, PUBLIC_FOLDERS } from '#config/floors'

export type SourceFile = { path: string; source: string }
type Import = { path: string; specifier: string }

const IMPORT = /(?:\bfrom|\bimport)\s*\(?\s*(['"])(?<specifier>[^'"\n]+)\1/g
const ALIAS = /^#(?<domain>[a-z]+)\/(?<folder>[^/]+)(?<rest>\/)?/

/** Every breach of the floors in these files (paths from the project's root), as sentences. */
export function breaches(files: SourceFile[]): string[] {
  return files.flatMap(importsOf).flatMap(({ path, specifier }) => {
    const reason = breachOf(domainOf(path), specifier)
    return reason ? [`${path} imports ${specifier}: ${reason}`] : []
  })
}

/** Domains that import each other in a ring, types included; empty when there is none. */
export function circle(files: SourceFile[]): string[] {
  const targets = domainGraph(files)
  const done = new Set<string>()
  for (const domain of targets.keys()) {
    const found = walk(domain, [], targets, done)
    if (found.length > 0) return found
  }
  return []
}

export function domainOf(path: string): string {
  return path.split('/')[1] ?? ''
}

export function levelOf(domain: string): number {
  return FLOORS.findIndex((floor) => floor.includes(domain))
}

function importsOf({ path, source }: SourceFile): Import[] {
  const found = [...source.matchAll(IMPORT)]
  return found.map((match) => ({ path, specifier: match.groups!.specifier! }))
}

function breachOf(domain: string, specifier: string): string | null {
  if (specifier.startsWith('.')) return 'a relative import'
  if (specifier.startsWith('#app/')) return 'a domain is imported by its own alias'

  const target = ALIAS.exec(specifier)?.groups
  if (!target || target.domain === domain || levelOf(target.domain!) === -1) return null
  if (levelOf(target.domain!) > levelOf(domain)) return 'upward'
  if (levelOf(target.domain!) === levelOf(domain)) return 'sideways'
  if (target.domain === 'core' || (target.rest && PUBLIC_FOLDERS.includes(target.folder!))) {
    return null
  }
  return 'a private folder'
}

function domainGraph(files: SourceFile[]): Map<string, Set<string>> {
  const targets = new Map<string, Set<string>>()
  for (const { path, specifier } of files.flatMap(importsOf)) {
    const target = ALIAS.exec(specifier)?.groups?.domain
    if (!target || target === domainOf(path) || levelOf(target) === -1) continue
    const known = targets.get(domainOf(path)) ?? new Set()
    targets.set(domainOf(path), known.add(target))
  }
  return targets
}

function walk(
  domain: string,
  way: string[],
  targets: Map<string, Set<string>>,
  done: Set<string>
): string[] {
  if (way.includes(domain)) return [...way.slice(way.indexOf(domain)), domain]
  if (done.has(domain)) return []
  for (const target of targets.get(domain) ?? []) {
    const found = walk(target, [...way, domain], targets, done)
    if (found.length > 0) return found
  }
  done.add(domain)
  return []
}
