// Runs a WebAssembly program that `rpython` made: `node program.mjs arguments...` runs `program.wasm` beside it.
// In a browser (or from other code): `import { run, createFS } from './program.mjs'`.
//
// The program imports WASI preview 1, which is implemented here over a file system: the host's in Node, one in
// memory elsewhere. Nothing of Node is imported unless this is Node.

const onNode = typeof process === 'object' && process !== null && !!process.versions?.node && process.type !== 'renderer';
// Synchronous where Node can do that (20.16 and later), because it is faster.
const builtin = (name) => process.getBuiltinModule?.(`node:${name}`) ?? import(`node:${name}`);
const nodeFS = onNode ? await builtin('fs') : null;
// Only who asks about a terminal needs this, and it takes time to load.
let nodeTTY = onNode && !process.getBuiltinModule ? await builtin('tty') : null;
