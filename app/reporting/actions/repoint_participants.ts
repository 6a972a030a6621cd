import type { Repointing } from '#directory/queries/person_references'

/** Of two records of one person that sat in the same review, one seat stays. */
export async function repointParticipants({ trx, from, to }: Repointing) {
  const seats = () => trx.from('service_review_participants')
  const taken = await seats().where('person_id', to).select('service_review_id')
  const reviews = taken.map((row) => row.service_review_id)
  await seats().where('person_id', from).whereIn('service_review_id', reviews).delete()
  await seats().where('person_id', from).update({ person_id: to })
}
