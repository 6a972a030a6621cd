import type { ImpactList } from '#cmdb/queries/impact_list'
import type { ShownImpact } from '#cmdb/queries/shown_impact'
import { clock } from '#core/clock'
import type { DocumentColumn, PrintedDocument } from '#core/documents/document_table'
import type { DocumentTexts } from '#core/documents/document_texts'

type Origin = { number: string; name: string }

const STATES = { d: 'down', g: 'degraded' } as const

/** The answer on paper: what was asked, when and by whom, and every object by name. */
export function impactDocument(
  origin: Origin,
  shown: ShownImpact,
  list: ImpactList,
  texts: DocumentTexts,
  author: string
): PrintedDocument {
  const say = (key: string, params?: Record<string, unknown>) =>
    texts.i18n.t(`cmdb.impact.${key}`, params)
  const title = say('title', { name: origin.name })
  return {
    title,
    ...{ subtitle: `${origin.number} ${origin.name}`, author },
    facts: [
      { label: say('document.item'), value: `${origin.number} ${origin.name}` },
      { label: say('document.asked'), value: askedFor(shown, texts) },
      {
        label: say('document.answer'),
        value: say('announce', { ...shown.counts }),
      },
      { label: say('document.made_at'), value: texts.moment(clock.now().toISO()!) },
      { label: say('document.author'), value: author },
      { label: say('legend'), value: legend(texts) },
    ],
    sections: [
      {
        ...{ sheet: say('tab_list'), title: say('document.objects'), notes: [], startsPage: true },
        tables: [{ title: null, columns: columnsOf(say), rows: rowsOf(list, texts), totals: null }],
      },
    ],
  }
}

function askedFor({ query, picture }: ShownImpact, texts: DocumentTexts): string {
  const say = (key: string, params?: Record<string, unknown>) =>
    texts.i18n.t(`cmdb.impact.${key}`, params)
  const environments = query.environments.map((each) => texts.i18n.t(`cmdb.environment.${each}`))
  const statuses = picture.statuses.map((each) => texts.i18n.t(`cmdb.status.${each}`))
  return [
    say(`directions.${query.direction}`),
    query.depth === null ? say('depth_all') : say('depth_n', { n: query.depth }),
    query.asOf === null ? '' : say('document.as_of', { day: texts.date(query.asOf) }),
    environments.join(', '),
    statuses.join(', '),
    query.also.length > 0 ? say('document.also', { list: query.also.join(', ') }) : '',
    query.spared.length > 0 ? say('document.spared', { list: query.spared.join(', ') }) : '',
    picture.hiddenClasses.length + picture.hiddenTypes.length > 0 ? say('document.filtered') : '',
  ]
    .filter(Boolean)
    .join('; ')
}

function legend(texts: DocumentTexts): string {
  return ['origin', 'down', 'degraded', 'needed', 'group', 'hidden', 'edge']
    .map((key) => texts.i18n.t(`cmdb.impact.legend_${key}`))
    .join('; ')
}

function columnsOf(say: (key: string) => string): DocumentColumn[] {
  const column = (key: string, width: number, points: DocumentColumn['points']) => ({
    ...{ key, title: say(`csv.${key}`), kind: 'text' as const, width, points },
  })
  return [
    { ...column('level', 8, 45), kind: 'count' },
    ...[column('number', 14, 70), column('name', 40, '*'), column('class', 24, 120)],
    ...[column('state', 14, 70), column('via', 40, 200)],
  ]
}

function rowsOf(list: ImpactList, texts: DocumentTexts) {
  return list.rows.map(([number, name, classCode, level, state, side, via, viaType]) => {
    const ciClass = list.classes[classCode]!
    const type = viaType === null ? undefined : list.types[viaType]
    const words =
      type &&
      (side === 'i'
        ? texts.pick({ ru: type.consumerRu, en: type.consumerEn })
        : texts.pick({ ru: type.memberRu, en: type.memberEn }))
    return [
      ...[level, number, name, texts.pick({ ru: ciClass.labelRu, en: ciClass.labelEn })],
      state === null ? '' : texts.i18n.t(`cmdb.impact.state.${STATES[state]}`),
      [words, via === null ? '' : list.rows[via]![1]].filter(Boolean).join(' '),
    ]
  })
}
