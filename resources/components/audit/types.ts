export type AuditFilter = {
  q: string | null
  subject: string | null
  record: number | null
  action: string | null
  channel: string | null
  from: string | null
  to: string | null
}

export type AuditOptions = { subjects: string[]; actions: string[]; channels: string[] }

export type AuditChain = {
  lastSealedAt: string | null
  sealedCount: number
  unsealedCount: number
  hash: string | null
  isLate: boolean
}
