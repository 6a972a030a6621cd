import { FsLoader } from '@adonisjs/core/ace'
import type { CommandMetaData } from '@adonisjs/core/types/ace'
import { fileURLToPath } from 'node:url'

/** Every domain keeps its commands in its own `commands` folder. */
const loader = new FsLoader(fileURLToPath(new URL('../app', import.meta.url)), (file) =>
  file.includes('/commands/')
)

export const getMetaData = () => loader.getMetaData()
export const getCommand = (metaData: CommandMetaData) => loader.getCommand(metaData)
