import { useLanguage } from '~/composables/use_language'
import { useSpan } from '~/composables/use_span'

type NamedThen = { ru: string; en: string }

/** A target as versions, history and the simulation tell it. */
export type ToldTarget = {
  id: number
  metric: string
  ticketKind: string
  service: NamedThen | null
  organisation: NamedThen | null
  ciCriticality: number | null
  isVipOnly: boolean
  priority: number | null
  targetMinutes: number
  calendar: NamedThen | null
}

export type TargetConditions = Omit<ToldTarget, 'id' | 'metric' | 'targetMinutes' | 'calendar'>
type PageRow = Omit<TargetConditions, 'service' | 'organisation'> & {
  service: { nameRu: string; nameEn: string } | null
  organisation: { name: string } | null
}

/** The conditions of a row of an agreement's page. */
export function toldConditions({ service, organisation, ...row }: PageRow): TargetConditions {
  return {
    ...row,
    service: service && { ru: service.nameRu, en: service.nameEn },
    organisation: organisation && { ru: organisation.name, en: organisation.name },
  }
}

/** Targets and what they ask of a ticket in words. */
export function useTargetWords() {
  const { t, pick } = useLanguage()
  const { hours } = useSpan()
  const name = ({ ru, en }: NamedThen) => pick(ru, en)

  /** "P1 · service Mail · Client and below" */
  function conditionText(target: TargetConditions): string {
    const { ticketKind, service, organisation, ciCriticality, isVipOnly, priority } = target
    const parts = [
      ticketKind === 'incident' ? null : t(`sla.ticket_kind.${ticketKind}`),
      service && t('sla.of_service', { name: name(service) }),
      organisation && t('sla.of_organisation', { name: name(organisation) }),
      ciCriticality && t('sla.of_criticality', { name: t(`sla.criticality.${ciCriticality}`) }),
      isVipOnly && t('sla.of_vip'),
      priority && `P${priority}`,
    ].filter((part) => part !== null && part !== false && part !== 0)
    return parts.length > 0 ? parts.join(' · ') : t('sla.everybody')
  }

  /** "4 h, Round the clock" */
  function promiseText({
    targetMinutes,
    calendar,
  }: Pick<ToldTarget, 'targetMinutes' | 'calendar'>) {
    return [hours(targetMinutes), calendar && name(calendar)].filter(Boolean).join(', ')
  }

  /** "Response, P1: 15 min" */
  function targetText(target: ToldTarget): string {
    const metric = t(`sla.metric.${target.metric}`)
    return `${metric}, ${conditionText(target)}: ${promiseText(target)}`
  }

  return { name, conditionText, promiseText, targetText }
}

export function isToldTarget(value: unknown): value is ToldTarget {
  return typeof value === 'object' && value !== null && 'targetMinutes' in value
}
