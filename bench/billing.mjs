import { runBuiltAce, runBuiltJob, runBuiltPage } from '../scripts/support/build.mjs'
import { say } from '../scripts/support/process.mjs'
import { rounded, summary } from './statistics.mjs'

const CONTRACTS = 500

/** Seconds and megabytes; `writtenAgain` is 1 when closing what is closed wrote anything. */
export const BILLING_BARS = {
  previewSeconds: 0.5,
  xlsxSeconds: 3,
  pdfSeconds: 15,
  closingSeconds: 180,
  closingMegabytes: 400,
  writtenAgain: 1,
}

/** Each part in a process of its own, as pages or as jobs run; null when one of them failed. */
export async function measureBilling(database, env, isQuick) {
  await database.clear()
  const databaseEnv = { ...env, ...database.env }
  for (const preparation of [['migration:run', '--force'], ['reference:sync']]) {
    const { code } = await runBuiltAce(preparation, databaseEnv, 'failure')
    if (code !== 0) return null
  }
  const contracts = isQuick ? CONTRACTS / 10 : CONTRACTS
  const told = {}
  for (const part of ['load', 'preview', 'documents', 'closing']) {
    const args = ['bench:billing', part, `--contracts=${contracts}`]
    // The preview is a page; jobs do the rest.
    const runPart = part === 'preview' ? runBuiltPage : runBuiltJob
    const { code, output } = await runPart(args, databaseEnv)
    if (code !== 0) return null
    told[part] = JSON.parse(/\{.*\}/.exec(output)[0])
  }
  await database.drop()
  const figures = figuresOf(told)
  sayVerdicts(figures)
  return { database: database.name, ...figures }
}

function figuresOf({ preview, documents, closing }) {
  const { p50, p95 } = summary(preview.millis)
  return {
    ...{ entries: preview.entries, previewMedianSeconds: p50 / 1000, previewSeconds: p95 / 1000 },
    ...{ xlsxSeconds: documents.xlsxSeconds, pdfSeconds: documents.pdfSeconds },
    ...{ documentMegabytes: documents.megabytes, closingSeconds: closing.seconds },
    ...{ closingCpuSeconds: closing.cpuSeconds, closingMegabytes: closing.megabytes },
    ...{ closingAgainSeconds: closing.secondsAgain, contracts: closing.contracts },
    ...{ billed: closing.billed, writtenAgain: closing.writtenAgain },
  }
}

/** One line per bar. */
function sayVerdicts(figures) {
  for (const [name, bar] of Object.entries(BILLING_BARS)) {
    const verdict = figures[name] < bar ? 'kept' : 'MISSED'
    say(`  ${name.padEnd(28)} ${rounded(figures[name])}; bar ${bar} ${verdict}`)
  }
  const { entries, previewMedianSeconds, documentMegabytes, contracts, billed } = figures
  const { closingCpuSeconds, closingAgainSeconds } = figures
  say(
    `  preview and documents of ${entries} entries, median ${Math.round(previewMedianSeconds * 1000)} ms, documents with ${Math.round(documentMegabytes)} MB`
  )
  say(
    `  ${contracts} contracts, ${billed} billed parts, ${rounded(closingCpuSeconds)} s of processor; again in ${rounded(closingAgainSeconds)} s`
  )
}
