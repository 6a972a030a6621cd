/** npm run check: everything that must hold before a change is accepted; stops at the first failure. */
import { codegenLeavesNoTrace } from './support/generated_files.mjs'
import { fail, run, say, tool } from './support/process.mjs'

const STEPS = [
  ['generated files', codegenLeavesNoTrace],
  ['format', () => node([tool('prettier/bin/prettier.cjs'), '--check', '--log-level=warn', '.'])],
  ['lint', () => node([tool('eslint/bin/eslint.js'), '.'])],
  ['types of the server', () => node([tool('typescript/bin/tsc'), '--noEmit'])],
  [
    'types of the pages',
    () => node([tool('vue-tsc/bin/vue-tsc.js'), '-p', 'resources/tsconfig.json', '--noEmit']),
  ],
  ['build', () => node(['scripts/build.mjs'], 'failure')],
  ['tests', () => node(['scripts/test.mjs', ...process.argv.slice(2)])],
]

for (const [title, step] of STEPS) {
  const start = Date.now()
  say(`\n▸ ${title}`)
  if (!(await step())) fail(`✖ ${title}`)
  say(`✔ ${title}, ${((Date.now() - start) / 1000).toFixed(1)} s`)
}

async function node(args, show = 'all') {
  const { code } = await run(args, { show })
  return code === 0
}
