import type { Data } from '@generated/data'

export type Item = Data.Cmdb.ConfigurationItem
export type ItemDocument = Data.Cmdb.ItemDocument
export type ItemAttribute = Data.Cmdb.ItemAttribute
/** An attribute as a form asks for it, without a value. */
export type FormAttribute = Data.Cmdb.FormAttribute
export type ClassAttribute = Data.Cmdb.ClassAttribute
export type ClassLink = Data.Cmdb.ClassPage.Variants['forLink']
export type RelationTypeChoice = Data.Cmdb.RelationType

export type RelatedItem = {
  relationId: number
  number: string
  name: string
  status: string
  icon: string
  classRu: string
  classEn: string
  groupKey: string | null
  rule: 'all' | 'any' | 'at_least' | 'percent' | null
  ruleValue: number | null
  propagates: 'target_to_source' | 'source_to_target' | 'none' | null
  validFrom: string | null
  validTo: string | null
  dataSource: string
  confidence: number
  version: number
}

export type RelationSentence = {
  typeCode: string
  direction: 'forward' | 'inverse'
  labelRu: string
  labelEn: string
  impact: 'suffers' | 'causes' | 'none'
  items: RelatedItem[]
  hiddenCount: number
}

/** A value in words; `number` is of the item it names. */
export type ShownValue = { text: string; number: string | null }
export type ShownChange = {
  field: string
  label: string
  before: ShownValue | null
  after: ShownValue | null
}
export type ItemEvent = {
  id: number
  at: string
  actor: string
  channel: string
  action: string
  reason: string | null
  changes: ShownChange[]
}

export type CiPanel = {
  kind: 'list'
  key: string
  titleKey: string
  rows: {
    label: string
    href: string
    meta: string | null
    tone: 'neutral' | 'info' | 'success' | 'warning' | 'error'
  }[]
  total: number
  href: string | null
}

/** What an item's status may become; a refusal says why not now. */
export type ItemSteps = {
  steps: {
    to: string
    follows: boolean
    refusal: string | null
    isCorrection: boolean
    asks: 'nothing' | 'reason' | 'evidence'
  }[]
  isUncovered: boolean
}
