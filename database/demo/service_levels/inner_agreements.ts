import type { TeamCode } from '#database/demo/directory/teams'

/** What stands behind the promises to clients: one of a team, one of a supplier. */
export type InnerAgreementSeed = {
  code: string
  nameRu: string
  nameEn: string
  calendar: string
  pauseStates: string[]
  /** Resolution by priority, 1 to 5, in working minutes. */
  resolution: [number, number, number, number, number]
  isCriticalAroundTheClock: boolean
} & (
  | { kind: 'ola'; teams: TeamCode[] }
  /** Of the services that depend on the supplier. */
  | { kind: 'uc'; supplier: string; services: string[] }
)

/** Together they hold what clients are promised, but for the high priority of the internet line. */
export const INNER_AGREEMENTS: InnerAgreementSeed[] = [
  {
    ...{ kind: 'ola', code: 'OLA-INFRA', teams: ['infrastructure'], calendar: '24x7' },
    ...{ nameRu: 'Сроки группы «Инфраструктура»', nameEn: 'Times of the infrastructure team' },
    pauseStates: ['pending_customer', 'pending_vendor'],
    resolution: [60, 120, 120, 240, 1440],
    isCriticalAroundTheClock: true,
  },
  {
    ...{ kind: 'uc', code: 'UC-TTS', supplier: 'TRANSTELESET', services: ['INTERNET'] },
    ...{ nameRu: 'Каналы связи «Транстелесеть»', nameEn: 'Internet lines of Transteleset' },
    ...{ calendar: 'ru-moscow-5x9', pauseStates: [], isCriticalAroundTheClock: true },
    resolution: [180, 240, 240, 300, 960],
  },
]
