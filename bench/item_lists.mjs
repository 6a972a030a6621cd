/** Narrowed by attributes: broad by broad, of which much is left, and narrow by broad. */
const QUESTIONS = [
  { name: 'items, two broad attributes', where: 'attr.os~is~Debian 12;attr.ram_gb~more~32' },
  { name: 'items, two attributes', where: 'attr.os_version~is~7;attr.cpu_cores~less~16' },
  { name: 'items, part of a name', where: 'attr.fqdn~contains~042;attr.os~is~RHEL 9' },
]

/** Rows of the workload: the first page of the list of items, with its total (CFG-03). */
export function itemListRows(visit) {
  return QUESTIONS.map(({ name, where }) => ({
    name,
    bar: [50, 50],
    act: (client) =>
      visit(
        client,
        `/configuration-items?class=server&where=${encodeURIComponent(where)}`,
        ({ props }) => isRight(props)
      ),
  }))
}

function isRight({ items, page, conditions }) {
  return (
    page.total > 0 &&
    items.length === Math.min(page.perPage, page.total) &&
    conditions.length === 2 &&
    conditions.every(({ problem }) => problem === null)
  )
}
