/** npm run check: everything that must hold before a change is accepted; stops at the first failure. */
import { codegenLeavesNoTrace } from './support/generated_files.mjs'
import { fail, run, say, tool } from './support/process.mjs'
import { runTests } from './support/tests.mjs'

/**
 * What stands in one stage runs side by side; what comes out is told one after the other. The build
 * writes registries that lint and types read, so it comes before them.
 */
const STAGES = [
  { 'generated files': () => codegenLeavesNoTrace() },
  {
    build: node(['scripts/build.mjs'], 'failure'),
    format: node([tool('prettier/bin/prettier.cjs'), '--check', '--log-level=warn', '.']),
  },
  {
    'lint': node([tool('eslint/bin/eslint.js'), '.']),
    'types of the pages': node([
      ...[tool('vue-tsc/bin/vue-tsc.js'), '-p', 'resources/tsconfig.json', '--noEmit'],
    ]),
    'types of the server': node([tool('typescript/bin/tsc'), '--noEmit']),
  },
  // On the pages just built.
  { tests: async () => (await runTests(process.argv.slice(2))) === 0 },
]

for (const stage of STAGES) {
  let before = Promise.resolve()
  for (const [title, check] of Object.entries(stage)) before = tell(title, check, before)
  await before
}

/** Begins at once, tells after the one `before`; the first failure ends the script. */
async function tell(title, check, before) {
  const start = Date.now()
  void before.then(() => say(`\n▸ ${title}`))
  const hasPassed = await check(before)
  const seconds = ((Date.now() - start) / 1000).toFixed(1)
  await before
  if (!hasPassed) fail(`✖ ${title}`)
  say(`✔ ${title}, ${seconds} s`)
}

function node(args, show = 'all') {
  return async (after) => (await run(args, { show, after })).code === 0
}
