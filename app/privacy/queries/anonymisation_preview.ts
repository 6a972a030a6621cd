import { personalDataSources, type Obstacle } from '#directory/queries/personal_data'
import { namesOf } from '#privacy/queries/former_names'
import { subjectOf } from '#privacy/queries/subject_of'
import { findNamedTexts, type TextHit } from '#tickets/actions/mask_ticket_texts'

export type AnonymisationPreview = {
  obstacles: Obstacle[]
  /** How many rows each source keeps. */
  kept: { key: string; count: number }[]
  texts: TextHit[]
}

/** Why a person cannot be anonymised yet. */
export async function obstaclesOf(personId: number): Promise<Obstacle[]> {
  const subject = await subjectOf(personId)
  const found: Obstacle[] = []
  for (const source of personalDataSources()) {
    found.push(...((await source.obstacles?.(subject)) ?? []))
  }
  return found.filter(({ count }) => count > 0)
}

/** What anonymising would meet: obstacles, what is kept, texts that name the person. */
export async function anonymisationPreview(personId: number): Promise<AnonymisationPreview> {
  const subject = await subjectOf(personId)
  const kept: AnonymisationPreview['kept'] = []
  for (const source of personalDataSources()) {
    const { length: count } = await source.read(subject)
    if (count > 0) kept.push({ key: source.key, count })
  }
  const texts = await findNamedTexts(personId, await namesOf(personId))
  return { obstacles: await obstaclesOf(personId), kept, texts }
}
