import type { Loop } from '#core/job_loop'
import type { Scheduled } from '#core/job_schedule'

/** Jobs that time starts, in the job process alone. A job here must bear running twice. */
export const SCHEDULE: Scheduled[] = [
  { cron: '* * * * *', job: () => import('#core/jobs/seal_audit_job') },
  { cron: '* * * * *', job: () => import('#cmdb/jobs/watch_unauthorised_changes_job') },
  { cron: '*/15 * * * *', job: () => import('#tickets/jobs/close_resolved_incidents_job') },
  { cron: '*/10 * * * *', job: () => import('#core/jobs/fail_lost_tasks_job') },
  { cron: '40 * * * *', job: () => import('#directory/jobs/synchronise_directories_job') },
  { cron: '5 * * * *', job: () => import('#billing/jobs/take_unit_counts_job') },
  { cron: '25 * * * *', job: () => import('#billing/jobs/approve_silent_periods_job') },
  { cron: '35 * * * *', job: () => import('#billing/jobs/warn_of_usage_job') },
  { cron: '2 * * * *', job: () => import('#contracts/jobs/follow_contract_ends_job') },
  { cron: '45 * * * *', job: () => import('#billing/jobs/ask_missing_documents_job') },
  { cron: '10 3 * * *', job: () => import('#cmdb/jobs/judge_ci_health_job') },
  { cron: '20 3 * * *', job: () => import('#directory/jobs/sweep_sign_in_job') },
  { cron: '30 3 * * *', job: () => import('#api/jobs/sweep_api_requests_job') },
  { cron: '40 3 * * *', job: () => import('#core/jobs/apply_retention_job') },
  { cron: '40 3 * * *', job: () => import('#core/jobs/sweep_uploads_job') },
]

/** What the job process looks for all the time; several processes may look side by side. */
export const LOOPS: Loop[] = [
  {
    name: 'clock_timers',
    everySeconds: 5,
    work: async () => {
      const { fireTicketTimers } = await import('#tickets/actions/fire_ticket_timers')
      return async (worker) => (await fireTicketTimers.handle({ worker })) > 0
    },
  },
]
