import emitter from '@adonisjs/core/services/emitter'

/** How many statements the database runs while `work` goes on. */
export async function countQueries(work: () => Promise<unknown>): Promise<number> {
  const statements: string[] = []
  const listen = ({ sql }: { sql: string }) => void statements.push(sql)
  emitter.on('db:query', listen)
  await work()
  emitter.off('db:query', listen)
  return statements.filter((sql) => !/^(savepoint|release|begin|commit)/i.test(sql)).length
}
