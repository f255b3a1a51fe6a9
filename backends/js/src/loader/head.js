// A program that `rpython` made. In Node: `node targetfoo-js.js arguments...`. In a browser, as a script: then
// `rpython.run({...})` runs it; so does `require('./targetfoo-js.js').run({...})` elsewhere in Node.
(() => {
const onNode = typeof process === 'object' && process !== null && !!process.versions?.node && process.type !== 'renderer';
const isModule = typeof require !== 'function' || typeof module !== 'object';
const builtin = (name) => (isModule ? process.getBuiltinModule(`node:${name}`) : require(`node:${name}`));
const nodeFS = onNode ? builtin('fs') : null;
// Only who asks about a terminal needs this, and it takes time to load.
let nodeTTY = null;

