export const FLOORS: string[][]
export const PUBLIC_FOLDERS: string[]
