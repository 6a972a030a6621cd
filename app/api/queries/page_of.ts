import type { ListPage } from '#core/queries/list_page'

/** Where in a list an answer stands. `total` is exact up to 10,000. */
export function pageOf({ page, perPage, total, isTotalExact }: Omit<ListPage<unknown>, 'rows'>) {
  return { number: page, size: perPage, total, isTotalExact }
}
