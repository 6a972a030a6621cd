/** Places of moved nodes in the picture's own units, by node id. */
export type NodePositions = Record<string, { x: number; y: number }>
