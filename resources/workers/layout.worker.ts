// The engine sets itself up as this worker's message handler.
import 'elkjs/lib/elk-worker.min.js'
