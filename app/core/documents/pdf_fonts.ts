import pdfmake from 'pdfmake'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'

/** Roboto comes with the package and knows Cyrillic; it is found wherever the package is installed. */
const regular = createRequire(import.meta.url).resolve('pdfmake/fonts/Roboto/Roboto-Regular.ttf')
const folder = dirname(regular)

pdfmake.setFonts({
  Roboto: {
    normal: regular,
    bold: `${folder}/Roboto-Medium.ttf`,
    italics: `${folder}/Roboto-Italic.ttf`,
    bolditalics: `${folder}/Roboto-MediumItalic.ttf`,
  },
})
// A document reads its fonts and nothing else.
pdfmake.setUrlAccessPolicy(() => false)
pdfmake.setLocalAccessPolicy((path) => path.startsWith(folder))

export { pdfmake }
