import { configApp, RULES_LIST } from '@adonisjs/eslint-config'
import { vue } from '@adonisjs/eslint-config/vue'
import { FLOORS, PUBLIC_FOLDERS } from './config/floors.js'

const SERVER_FILES = [
  'app/**/*.ts',
  'bin/**/*.ts',
  'config/**/*.ts',
  'database/**/*.ts',
  'providers/**/*.ts',
  'start/**/*.ts',
  'adonisrc.ts',
]

/** Layout is prettier's business alone; the rest of the preset stays. */
const OUR_STYLE = {
  'prettier/prettier': 'off',
  '@stylistic/max-len': 'off',
  '@stylistic/comma-dangle': 'off',
  '@stylistic/brace-style': 'off',
  'curly': ['error', 'multi-line'],
  '@unicorn/no-await-expression-member': 'off',
  'no-console': 'error',
}

/** Going back forgets which filter and tab the page showed. */
const FORGOTTEN_QUERY = {
  selector:
    "CallExpression[callee.property.name='back'][callee.object.callee.property.name='redirect']",
  message: 'Go back with redirect().withQs().back(), so that the page keeps its filters.',
}
const FORGOTTEN_ANSWER = {
  selector: [
    'ExpressionStatement > AwaitExpression',
    'IfStatement > AwaitExpression.test',
    'IfStatement > UnaryExpression.test > AwaitExpression',
  ]
    .map((parent) => `${parent} > CallExpression[callee.property.name=/^(allows|denies)$/]`)
    .join(', '),
  message: 'A policy is enforced with `authorize`, which throws; `allows` only tells.',
}

const PRESENT_MOMENT = [
  "NewExpression[callee.name='Date'][arguments.length=0]",
  "CallExpression[callee.object.name='Date'][callee.property.name='now']",
  "CallExpression[callee.object.name='DateTime'][callee.property.name='now']",
  ...['[arguments.length=0]', "[arguments.0.type='ObjectExpression']"].map(
    (now) =>
      `CallExpression[callee.object.name='DateTime'][callee.property.name=/^(utc|local)$/]${now}`
  ),
].map((selector) => ({ selector, message: 'Only #core/clock asks for the present moment.' }))

const RELATIVE = { regex: '^\\.{1,2}/', message: 'Import as #domain/role/file.' }
const WHOLE_APP = { regex: '^#app/', message: 'Import as #domain/role/file.' }

/** One block per domain: what stands above or beside it is closed, what stands below is half open. */
function floorBlocks() {
  return FLOORS.flatMap((floor, level) =>
    floor.map((domain) => ({
      name: `Floors: ${domain}`,
      files: [`app/${domain}/**/*.ts`],
      rules: { 'no-restricted-imports': ['error', { patterns: closedTo(domain, level) }] },
    }))
  )
}

function closedTo(domain, level) {
  const strangers = FLOORS.slice(level)
    .flat()
    .filter((other) => other !== domain)
  const lower = FLOORS.slice(1, level)
    .flat()
    .filter((other) => other !== domain)
  const patterns = [RELATIVE, WHOLE_APP]
  if (strangers.length > 0) {
    patterns.push({
      regex: `^#(${strangers.join('|')})/`,
      message: `${domain} may import only from domains below it (config/floors.js).`,
    })
  }
  if (lower.length > 0) {
    patterns.push({
      regex: `^#(${lower.join('|')})/(?!(${PUBLIC_FOLDERS.join('|')})/)`,
      message: `Of another domain only ${PUBLIC_FOLDERS.join(', ')} are public.`,
    })
  }
  return patterns
}

export default configApp(
  {
    ignores: [
      'build/**',
      'tmp/**',
      'storage/**',
      'public/**',
      'coverage/**',
      '.adonisjs/**',
      'database/schema.ts',
      'resources/*.d.ts',
    ],
  },
  ...vue.map((block) =>
    block.name === 'AdonisJS Vue app overrides'
      ? { ...block, files: ['resources/**/*.{ts,vue}'] }
      : block
  ),
  { name: 'Style', files: ['**/*.{ts,js,mjs,vue}'], rules: OUR_STYLE },
  {
    name: 'Scripts',
    files: ['{scripts,bench}/**/*.mjs', '*.js', 'config/*.js'],
    rules: {
      'eqeqeq': RULES_LIST.eqeqeq,
      '@unicorn/filename-case': ['error', { case: 'snakeCase' }],
    },
  },
  {
    name: 'Promises',
    files: SERVER_FILES,
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: { '@typescript-eslint/no-floating-promises': 'error' },
  },
  {
    name: 'Server',
    files: SERVER_FILES,
    rules: {
      'no-restricted-syntax': ['error', FORGOTTEN_ANSWER, FORGOTTEN_QUERY, ...PRESENT_MOMENT],
    },
  },
  {
    name: 'The clock itself',
    files: ['app/core/clock.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  ...floorBlocks(),
  {
    name: 'Front end',
    files: ['resources/**/*.{ts,vue}'],
    rules: {
      '@unicorn/filename-case': 'off',
      // Layout of templates is prettier's business too.
      ...Object.fromEntries(
        ['max-attributes-per-line', 'singleline-html-element-content-newline', 'html-self-closing']
          .concat([
            'html-indent',
            'html-closing-bracket-newline',
            'multiline-html-element-content-newline',
          ])
          .map((rule) => [`vue/${rule}`, 'off'])
      ),
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^#(?!build/)|^(\\.\\./)+(app|start|config|database)/',
              message: 'The server gives the front end types alone, through @generated.',
            },
          ],
        },
      ],
    },
  },
  {
    // Inertia's own way of mounting the application is a render function.
    name: 'Front end entry',
    files: ['resources/app.ts'],
    rules: { 'vue/component-api-style': 'off' },
  },
  {
    name: 'Vue pages',
    files: ['resources/pages/**/*.vue'],
    rules: { '@unicorn/filename-case': ['error', { case: 'snakeCase' }] },
  }
)
