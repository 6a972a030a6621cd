import { type SchemaRules } from '@adonisjs/lucid/types/schema_generator'

const columns = (name: string) => [{ source: '#core/columns', namedImports: [name] }]

/** A JSON column whose content has a type of its own. */
const json = (tsType: string, source?: string) => ({
  tsType,
  imports: [
    ...columns('jsonColumn'),
    ...(source ? [{ source, typeImports: [tsType.replace('[]', '')] }] : []),
  ],
  decorators: [{ name: '@jsonColumn' }],
})

/** A text column that holds one of a fixed list. */
const oneOf = (tsType: string, source: string) => ({
  tsType,
  imports: [{ source, typeImports: [tsType] }],
  decorators: [{ name: '@column' }],
})

export default {
  types: {
    boolean: {
      tsType: 'boolean',
      imports: columns('booleanColumn'),
      decorators: [{ name: '@booleanColumn' }],
    },
    json: json('unknown'),
    bigint: { tsType: 'number', imports: [], decorators: [{ name: '@column' }] },
    DateTime: {
      tsType: 'DateTime',
      imports: [...columns('utcDateTimeColumn'), { source: 'luxon', namedImports: ['DateTime'] }],
      decorators: [{ name: '@utcDateTimeColumn' }],
    },
  },
  tables: {
    api_tokens: { columns: { scopes: json('Permission[]', '#config/permissions') } },
    audit_events: { columns: { changes: json('FieldChange[]', '#core/errors') } },
    background_tasks: { columns: { input: json('Record<string, unknown>') } },
    baselines: {
      columns: {
        scope: json('BaselineScope', '#cmdb/models/baseline_types'),
        state: oneOf('BaselineState', '#cmdb/models/baseline_types'),
      },
    },
    calendars: { columns: { week: json('CalendarWeek', '#calendars/models/calendar_types') } },
    calendar_exceptions: {
      columns: { intervals: json('Interval[]', '#calendars/models/calendar_types') },
    },
    calendar_versions: {
      columns: {
        week: json('CalendarWeek', '#calendars/models/calendar_types'),
        exceptions: json('CalendarExceptions', '#calendars/models/calendar_types'),
        own_exceptions: json('CalendarExceptions', '#calendars/models/calendar_types'),
        holiday_set_ids: json('number[]'),
      },
    },
    item_documents: {
      columns: { kind: oneOf('DocumentKind', '#cmdb/models/document_types') },
    },
    holiday_sets: { columns: { years: json('HolidayYears', '#calendars/models/calendar_types') } },
    holiday_set_days: {
      columns: { kind: oneOf('HolidayKind', '#calendars/workflow/holiday_kinds') },
    },
    impact_views: {
      columns: {
        positions: json('NodePositions', '#cmdb/models/impact_view_types'),
        known_nodes: json('string[]'),
      },
    },
    agreements: {
      columns: {
        pause_states: json('string[]'),
        switch_policy: oneOf('SwitchPolicy', '#sla/workflow/switch_target'),
        reopen_policy: oneOf('ReopenPolicy', '#sla/workflow/metrics'),
        delivery_start: oneOf('DeliveryStart', '#sla/workflow/metrics'),
      },
    },
    saved_views: { columns: { sharing: oneOf('ViewSharing', '#core/models/saved_view') } },
    agreement_targets: { columns: { metric: oneOf('Metric', '#sla/workflow/metrics') } },
    agreement_versions: {
      columns: { content: json('AgreementContent', '#sla/workflow/agreement_content') },
    },
    clocks: {
      columns: {
        metric: oneOf('Metric', '#sla/workflow/metrics'),
        state: oneOf('ClockState', '#sla/workflow/metrics'),
        kind: oneOf('ClockKind', '#sla/workflow/metrics'),
        origin: oneOf('ClockOrigin', '#sla/workflow/metrics'),
        breach_cause: oneOf('BreachCause', '#sla/workflow/metrics'),
        breach_reason: oneOf('BreachReason', '#sla/workflow/metrics'),
      },
    },
    clock_recalculations: {
      columns: { state: oneOf('RecalculationState', '#sla/workflow/metrics') },
    },
    clock_timers: {
      columns: {
        state: oneOf('TimerState', '#sla/workflow/timers'),
        cause: oneOf('TimerCause', '#sla/workflow/timers'),
      },
    },
    escalation_rules: {
      columns: {
        metric: oneOf('Metric', '#sla/workflow/metrics'),
        moment: oneOf('EscalationMomentKind', '#sla/workflow/escalation_actions'),
        actions: json('EscalationAction[]', '#sla/workflow/escalation_actions'),
      },
    },
    notifications: { columns: { params: json('NoticeParams', '#core/actions/notify') } },
    configuration_items: {
      columns: {
        attributes: json('Record<string, unknown>'),
        set_aside: json('SetAside', '#cmdb/workflow/move_plan'),
      },
    },
    time_entries: {
      columns: { state: oneOf('TimeEntryState', '#billing/workflow/time_entry_steps') },
    },
    bulk_edits: {
      columns: {
        state: oneOf('BulkEditState', '#cmdb/models/bulk_edit_types'),
        edits: json('FieldEdit[]', '#cmdb/workflow/bulk_edit'),
        counts: json('BulkEditCounts', '#cmdb/models/bulk_edit_types'),
      },
    },
    bulk_edit_items: {
      columns: {
        plan: oneOf('BulkEditPlan', '#cmdb/models/bulk_edit_types'),
        outcome: oneOf('BulkEditOutcome', '#cmdb/models/bulk_edit_types'),
        problems: json('FieldProblem[]', '#cmdb/models/bulk_edit_types'),
        changes: json('FieldChange[]', '#core/errors'),
      },
    },
    unauthorised_changes: {
      columns: {
        change: json('FieldChange', '#core/errors'),
        state: oneOf('UnauthorisedChangeState', '#cmdb/models/baseline_types'),
      },
    },
    ci_health_rules: {
      columns: {
        kind: oneOf('HealthRuleKind', '#cmdb/workflow/health_rules'),
        environments: json('string[]'),
        relation_types: json('string[]'),
        allowed_values: json('string[]'),
      },
    },
    ci_health_findings: {
      columns: {
        kpi: oneOf('HealthKpi', '#cmdb/workflow/health_rules'),
        reason: oneOf('HealthReason', '#cmdb/workflow/health_rules'),
        state: oneOf('HealthFindingState', '#cmdb/workflow/finding_steps'),
        details: json('HealthFindingDetails', '#cmdb/workflow/health_rules'),
      },
    },
    ci_classes: {
      columns: {
        lifecycle: oneOf('CiLifecycle', '#cmdb/models/ci_types'),
        identifiers: json('string[][]'),
      },
    },
    ci_class_attributes: {
      columns: {
        type: oneOf('CiAttributeType', '#cmdb/workflow/attribute_types'),
        options: json('AttributeOption[]', '#cmdb/workflow/attribute_types'),
        unique_scope: oneOf('UniqueScope', '#cmdb/workflow/attribute_types'),
        index_state: oneOf('IndexState', '#cmdb/workflow/attribute_types'),
      },
    },
    import_undos: {
      columns: {
        undo: json('Plain', '#core/errors'),
        problems: json('RowProblem[]', '#core/imports/import_types'),
      },
    },
    ci_source_rankings: { columns: { sources: json('string[]') } },
    ci_sources: {
      columns: {
        authority: oneOf('Authority', '#cmdb/workflow/authority'),
        columns: json('Record<string, string>'),
        policies: json('FieldPolicies', '#cmdb/workflow/authority'),
        missing: oneOf('MissingPolicy', '#cmdb/models/source_types'),
      },
    },
    ci_provenances: { columns: { fields: json('FieldOrigins', '#cmdb/workflow/authority') } },
    ci_source_runs: {
      columns: {
        kind: oneOf('SourceRunKind', '#cmdb/models/source_types'),
        state: oneOf('SourceRunState', '#cmdb/models/source_types'),
        channel: oneOf('SourceRunChannel', '#cmdb/models/source_types'),
        counts: json('SourceRunCounts', '#cmdb/models/source_types'),
        error_params: json('MessageParams', '#core/say'),
      },
    },
    ci_source_problems: {
      columns: { problems: json('RowProblem[]', '#core/imports/import_types') },
    },
    ci_findings: {
      columns: {
        kind: oneOf('FindingKind', '#cmdb/models/finding_types'),
        state: oneOf('FindingState', '#cmdb/models/finding_types'),
        details: json('FindingDetails', '#cmdb/models/finding_types'),
      },
    },
    contracts: {
      columns: {
        state: oneOf('ContractState', '#contracts/models/contract_types'),
        billing_cycle: oneOf('BillingCycle', '#contracts/models/contract_types'),
        renewal: oneOf('Renewal', '#contracts/models/contract_types'),
        signatories: json('Signatories', '#contracts/models/contract_types'),
      },
    },
    contract_documents: {
      columns: {
        kind: oneOf('ContractDocumentKind', '#contracts/models/contract_types'),
      },
    },
    contract_contacts: {
      columns: { role: oneOf('ContactRole', '#contracts/models/contract_types') },
    },
    contract_terms: {
      columns: {
        rounding: json('RoundingTerms', '#contracts/models/terms_types'),
        travel: json('TravelTerms', '#contracts/models/terms_types'),
        credits: json('CreditTerms', '#contracts/models/terms_types'),
      },
    },
    billing_rules: {
      columns: {
        kind: oneOf('RuleKind', '#contracts/models/terms_types'),
        terms: json('RuleTerms', '#contracts/models/terms_types'),
        takes: json('RuleTakes', '#contracts/models/terms_types'),
      },
    },
    rate_cards: { columns: { bands: json('BandTerms', '#contracts/models/terms_types') } },
    billing_periods: {
      columns: {
        state: oneOf('PeriodState', '#billing/workflow/period_steps'),
        balances: json('Balances', '#billing/workflow/charge_types'),
        consumption: json('Consumption[]', '#billing/workflow/charge_types'),
        snapshot: json('PeriodSnapshot', '#billing/models/period_snapshot'),
      },
    },
    charge_lines: {
      columns: {
        kind: oneOf('ChargeKind', '#billing/workflow/charge_types'),
        unit: oneOf('ChargeUnit', '#billing/workflow/charge_types'),
        basis: json('ChargeBasis', '#billing/workflow/charge_types'),
      },
    },
    balance_movements: { columns: { move: oneOf('LotMove', '#billing/workflow/lots') } },
    expenses: { columns: { kind: oneOf('ExpenseKind', '#billing/workflow/charge_types') } },
    report_templates: {
      columns: {
        left_out: json('OptionalSection[]', '#billing/workflow/report_sections'),
        engineers: oneOf('EngineersBy', '#billing/workflow/report_sections'),
      },
    },
    period_documents: {
      columns: {
        kind: oneOf('PaperKind', '#billing/workflow/period_papers'),
        format: oneOf('DocumentFormat', '#core/documents/render_document'),
        language: oneOf('DocumentLanguage', '#core/documents/document_texts'),
      },
    },
    report_links: {
      columns: {
        format: oneOf('DocumentFormat', '#core/documents/render_document'),
        language: oneOf('DocumentLanguage', '#core/documents/document_texts'),
      },
    },
    services: { columns: { status: oneOf('ServiceStatus', '#catalog/models/service_types') } },
    service_outages: {
      columns: {
        kind: oneOf('OutageKind', '#catalog/models/outage_types'),
        effect: oneOf('OutageEffect', '#catalog/models/outage_types'),
      },
    },
    tickets: {
      columns: {
        kind: oneOf('TicketKind', '#tickets/workflow/kinds'),
        state: oneOf('TicketState', '#tickets/workflow/kinds'),
      },
    },
    feedback_records: {
      columns: {
        kind: oneOf('FeedbackKind', '#quality/workflow/complaint_steps'),
        severity: oneOf('Severity', '#quality/workflow/complaint_steps'),
      },
    },
    improvements: {
      columns: {
        source: oneOf('ImprovementSource', '#quality/workflow/improvement_steps'),
        state: oneOf('ImprovementState', '#quality/workflow/improvement_steps'),
      },
    },
    service_reviews: {
      columns: {
        state: oneOf('ReviewState', '#reporting/workflow/review_steps'),
        figures: json('ReviewFigures', '#reporting/workflow/review_figures'),
      },
    },
    ldap_sources: {
      columns: {
        kind: oneOf('LdapKind', '#config/ldap'),
        attributes: json('LdapAttributes', '#config/ldap'),
        creates: oneOf('LdapCreates', '#directory/models/ldap_types'),
      },
    },
    ldap_runs: {
      columns: {
        kind: oneOf('LdapRunKind', '#directory/models/ldap_types'),
        state: oneOf('LdapRunState', '#directory/models/ldap_types'),
        problems: json('LdapProblem[]', '#directory/models/ldap_types'),
        preview: json('LdapPreview[]', '#directory/models/ldap_types'),
      },
    },
    role_permissions: { columns: { scope: oneOf('Scope', '#config/permissions') } },
    users: {
      columns: { sign_in_source: oneOf('SignInSource', '#directory/models/sign_in_source') },
    },
    data_imports: {
      columns: {
        state: oneOf('ImportState', '#core/imports/import_types'),
        sheets: json('SheetInfo[]', '#core/sheets/cell'),
        settings: json('ImportSettings', '#core/imports/import_types'),
        counts: json('ImportCounts', '#core/imports/import_types'),
        error_params: json('MessageParams', '#core/say'),
      },
    },
    import_rows: {
      columns: {
        status: oneOf('RowStatus', '#core/imports/import_types'),
        outcome: oneOf('RowOutcome', '#core/imports/import_types'),
        cells: json('PlannedCells', '#core/imports/import_types'),
        problems: json('RowProblem[]', '#core/imports/import_types'),
        candidates: json('RowCandidate[]', '#core/imports/import_types'),
      },
    },
    import_templates: {
      columns: { settings: json('ImportSettings', '#core/imports/import_types') },
    },
    uploads: { columns: { type: oneOf('FileType', '#core/file_type') } },
    incidents: { columns: { external_references: json('Record<string, string>') } },
    ticket_comments: {
      columns: { visibility: oneOf('CommentVisibility', '#tickets/workflow/kinds') },
    },
  },
} satisfies SchemaRules
