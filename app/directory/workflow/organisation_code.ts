const LONGEST = 40
const ROOM_FOR_NUMBER = 5

/** A code made of a name, as it may stand in addresses: `ООО «Ромашка»` → `ООО-Ромашка`. */
export function organisationCode(name: string, isTaken: (code: string) => boolean): string {
  const words = name.match(/[\p{L}\p{N}]+/gu) ?? ['ORG']
  const base = words
    .join('-')
    .slice(0, LONGEST - ROOM_FOR_NUMBER)
    .replace(/-$/, '')
  if (!isTaken(base)) return base
  for (let number = 2; ; number += 1) {
    const code = `${base}-${number}`
    if (!isTaken(code)) return code
  }
}
