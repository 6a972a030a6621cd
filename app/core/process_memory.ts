/**
 * How the process of jobs starts: V8 would let garbage grow to the size of the machine before it
 * collects any. Jobs go through large files, and a small server has to stand them beside its pages;
 * they take a little longer for it. Who starts jobs by hand gives them to node.
 */
export const JOB_NODE_FLAGS = ['--max-semi-space-size=2', '--heap-growing-percent=10'] as const
