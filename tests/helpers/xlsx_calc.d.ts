/** Computes the formulas of a workbook in the shape of SheetJS, in place. */
declare module 'xlsx-calc' {
  export type CalcCell = { v?: number | string; t?: 'n' | 's'; f?: string }
  export type CalcWorkbook = {
    SheetNames: string[]
    Sheets: Record<string, Record<string, CalcCell>>
  }
  export default function calculate(workbook: CalcWorkbook): void
}
