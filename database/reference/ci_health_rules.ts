import { clock } from '#core/clock'
import { toSqlUtc } from '#core/columns'
import type { HealthRuleKind } from '#cmdb/workflow/health_rules'
import db from '@adonisjs/lucid/services/db'

type Rule = {
  kind: HealthRuleKind
  /** Code; none for all classes. */
  of?: string
  environments?: string[]
  relations?: string[]
  field?: string
  values?: string[]
  days?: number
  verifiedDays?: number
}

const RULES: Record<string, Rule> = {
  stale: { kind: 'stale_after', days: 60, verifiedDays: 180 },
  prod_team: { kind: 'has_team', environments: ['prod'] },
  server_backup: {
    ...{ kind: 'has_relation', of: 'server', environments: ['prod'] },
    relations: ['backed_up_by'],
  },
  database_backup: {
    ...{ kind: 'has_relation', of: 'database', environments: ['prod'] },
    relations: ['backed_up_by'],
  },
  virtual_machine_host: {
    ...{ kind: 'must_relate', of: 'virtual_machine', relations: ['runs_on', 'hosted_in'] },
  },
  application_used: {
    kind: 'must_relate',
    of: 'application_instance',
    relations: ['runs_on', 'depends_on', 'installed_on', 'provided_by', 'hosted_in'],
  },
  certificate_expiry: {
    kind: 'expires_later',
    of: 'certificate_tls',
    field: 'expires_on',
    days: 30,
  },
  domain_expiry: { kind: 'expires_later', of: 'domain_name', field: 'expires_on', days: 30 },
  server_serial: { kind: 'not_empty', of: 'physical_server', field: 'serialNumber' },
  network_model: { kind: 'not_empty', of: 'network_device', field: 'model' },
}

/** Adds the rules that are missing, and the settings; what was edited or switched off stays. */
export async function syncCiHealthRules() {
  const now = toSqlUtc(clock.now())
  const stamps = { created_at: now, updated_at: now, version: 1 }
  if (!(await db.from('ci_health_settings').first())) {
    await db.table('ci_health_settings').insert(stamps)
  }
  const known = new Set((await db.from('ci_health_rules').select('code')).map(({ code }) => code))
  const classes = new Map<string, number>(
    (await db.from('ci_classes').select('id', 'code')).map(({ id, code }) => [code, id])
  )
  const missing = Object.entries(RULES)
    .filter(([code]) => !known.has(code))
    .map(([code, rule]) => ({ code, ...toRow(rule, classes), ...stamps }))
  if (missing.length > 0) await db.table('ci_health_rules').multiInsert(missing)
}

function toRow(rule: Rule, classes: ReadonlyMap<string, number>) {
  return {
    ci_class_id: rule.of === undefined ? null : classes.get(rule.of)!,
    kind: rule.kind,
    environments: JSON.stringify(rule.environments ?? []),
    relation_types: JSON.stringify(rule.relations ?? []),
    field: rule.field ?? null,
    allowed_values: JSON.stringify(rule.values ?? []),
    days: rule.days ?? null,
    verified_days: rule.verifiedDays ?? null,
    is_active: true,
  }
}
