export type RowResult = { id: number; name: string | null; isDone: boolean; message: string | null }
