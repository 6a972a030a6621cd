/**
 * What processes start with: V8 would let garbage grow to the size of the machine before it collects
 * any. A small server has to stand pages, jobs and a database beside each other. Who starts one of
 * them by hand gives these flags to node.
 */

/** Pages: a third less memory for no processor time that could be measured. */
export const WEB_NODE_FLAGS = ['--max-semi-space-size=8', '--heap-growing-percent=60'] as const

/** Jobs go through large files; they take a little longer for it, and stay within what they may hold. */
export const JOB_NODE_FLAGS = ['--max-semi-space-size=2', '--heap-growing-percent=10'] as const
