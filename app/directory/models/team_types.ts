/** What a form fills in; `tier` is the line of support, 1 to 3. */
export type TeamValues = { code: string; name: string; tier: number; isActive: boolean }
