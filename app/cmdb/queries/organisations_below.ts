import Organisation from '#directory/models/organisation'

/** An organisation and all below it in the tree. */
export async function organisationsBelow(id: number): Promise<Set<number>> {
  const { path } = await Organisation.findOrFail(id)
  const rows = await Organisation.query().where('path', 'like', `${path}%`).select('id')
  return new Set(rows.map((row) => row.id))
}
