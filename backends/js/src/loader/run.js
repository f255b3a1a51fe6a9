// ---------------------------------------------------------------- running

/** A line of a trace that is of the program. */
const FRAME = /\bf\d+_(\w+)/;

const PAGE = 65536;
const LARGE_PAGE = 1 << 24;
const DEFAULT_HEAP = 1 << 30;
// Enough for the collector's nursery and its stack of roots.
const FIRST_HEAP = 24 << 20;
// What an engine compiles in a millisecond, in characters, and how often it is asked whether it is time for that.
const SIZE_PER_MILLISECOND = 4000;
const STEPS = 20000;
// Addresses are numbers with a sign.
const LARGEST_HEAP = 2 ** 31 - LARGE_PAGE;

/** The size of memory as asm.js allows it: a power of two, or a multiple of 16 MB. */
function heapSize(wanted) {
  const least = Math.max(wanted, program.end + 4 * PAGE);
  if (least > LARGEST_HEAP) return LARGEST_HEAP;
  if (least > LARGE_PAGE) return Math.ceil(least / LARGE_PAGE) * LARGE_PAGE;
  let size = PAGE;
  while (size < least) size *= 2;
  return size;
}

const noMemory = (size) =>
  new WebAssembly.RuntimeError(`there are no ${size / 2 ** 20} MB of memory for the program`);

/** Memory that can become so large. Without a wish that is as much as can be had. */
function makeMemory(wanted) {
  for (let size = heapSize(wanted ?? DEFAULT_HEAP); ; size = heapSize(size / 2)) {
    try {
      const first = Math.min(size, program.end + FIRST_HEAP);
      return { memory: new WebAssembly.Memory({ initial: Math.ceil(first / PAGE), maximum: size / PAGE }), limit: size };
    } catch (error) {
      if (wanted || size / 2 < program.end + LARGE_PAGE) throw noMemory(size);
    }
  }
}

/**
 * The memory of a program. Compiled functions need all of it, in one buffer that stays. Until there are some it is
 * small, since engines begin to clean up when a buffer is large.
 */
class Memory {
  constructor(wanted) {
    Object.assign(this, makeMemory(wanted));
    this.look();
    this.pages = this.buffer.byteLength / PAGE;
    this.onExchange = null;
  }

  look() {
    this.buffer = this.memory.buffer;
    this.items = new Uint8Array(this.buffer);
  }

  /** Makes all memory present that there will be. */
  complete() {
    const missing = this.limit - this.buffer.byteLength;
    if (!missing) return;
    try {
      this.memory.grow(missing / PAGE);
    } catch {
      throw noMemory(this.limit);
    }
    this.look();
    this.onExchange(this.buffer);
  }

  /** The number of pages that the program had before it got some more; -1 if there are no more. */
  grow(more) {
    const { pages } = this;
    const bytes = (pages + more) * PAGE;
    if (more < 0 || bytes > this.limit) return -1;
    if (bytes > this.buffer.byteLength) this.complete();
    this.pages += more;
    return pages;
  }
}

/** The number of bytes that a text like `256MB` stands for. */
function parseSize(text) {
  const found = /^\s*(\d+(?:\.\d+)?)\s*([KMG]?)B?\s*$/i.exec(text);
  if (!found) return null;
  return Number(found[1]) * 2 ** { '': 0, K: 10, M: 20, G: 30 }[found[2].toUpperCase()];
}

const FAILURES = [
  'a call through a null pointer',
  'code that cannot be reached was reached',
  'a call through a pointer to a function with other arguments',
];

/** Functions of the host as the module calls them: 64-bit integers come in two words. */
function foreignFunctions(memory, modules) {
  const functions = {
    M: memory.limit / PAGE,
    G(more) {
      return memory.grow(more);
    },
    N(kind) {
      throw new WebAssembly.RuntimeError(FAILURES[kind]);
    },
    C(to, from, count) {
      memory.items.copyWithin(to, from, from + count);
    },
    F(at, byte, count) {
      memory.items.fill(byte, at, at + count);
    },
  };
  for (const [name, from, imported, letters] of program.imports) {
    const target = modules[from]?.[imported];
    if (typeof target !== 'function') throw new Error(`the program needs a function ${imported} of ${from}`);
    functions[name] = letters.includes('l') ? joining(target, letters) : target;
  }
  return functions;
}

function joining(target, letters) {
  return (...words) => {
    let at = 0;
    return target(...Array.from(letters, (letter) => {
      const low = words[at++];
      return letter === 'l' ? (BigInt(words[at++]) << 32n) | BigInt(low >>> 0) : low;
    }));
  };
}

function decode(text) {
  if (onNode) return Buffer.from(text, 'base64');
  return Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
}

/** The asm.js module: the text of the functions without what counts how long they are interpreted. */
function moduleText() {
  const text = program.code.toString();
  const [start, end] = ['// asm.js\n', '// end\n'].map((mark) => text.lastIndexOf(`\n${mark}`) + 1);
  const around = text.slice(0, start);
  const variables = (lines) => (around.match(lines) ?? []).map((line) => `var ${line}\n`).join('');
  const names = /^\(\{(.*)\}=a\);$/m.exec(around)[1].split(',');
  return `"use asm";
${variables(/^H\w+=new .*;$/gm)}${text.slice(start, end).replace(/^if\(--T<0.*\n/gm, '')}${variables(/^t_.*;$/gm)}return{${
    names.map((name) => `${name}:${name}`)}};`;
}

/** The functions of the compiled module; null where texts may not become code. */
function compile(memory, functions) {
  memory.complete();
  try {
    return new Function('stdlib', 'foreign', 'heap', moduleText())(globalThis, functions, memory.buffer);
  } catch (error) {
    if (error instanceof EvalError) return null;
    throw error;
  }
}

/**
 * Adds what says when the program is compiled: after so many calls and rounds of loops, or, if nobody says how many,
 * when it has run for about as long as that takes.
 */
function addWarmup(functions, memory, warmup) {
  const until = performance.now() + program.size / SIZE_PER_MILLISECOND;
  functions.T = warmup ?? STEPS;
  let refused = false;
  functions.compiled = (deep) => {
    if (refused) return null;
    if (warmup === undefined && !deep && performance.now() < until) return undefined;
    const compiled = compile(memory, functions);
    if (!compiled) {
      refused = true;
      functions.T = STEPS;
    }
    return compiled;
  };
}

function instantiate(memory, modules, warmup) {
  for (const [at, text] of program.data) memory.items.set(decode(text), at);
  const functions = foreignFunctions(memory, modules);
  addWarmup(functions, memory, warmup);
  memory.onExchange = (heap) => functions.views(heap);
  return program.code(globalThis, functions, memory.buffer);
}

/** Runs the program with these streams and folders; the exit status. */
function execute(options) {
  const wasi = new WASI(options);
  try {
    const memory = new Memory(options.heap);
    wasi.memory = memory;
    const instance = instantiate(memory, { wasi_snapshot_preview1: wasi.imports, ...options.imports }, options.warmup);
    options.onInstance?.(instance, wasi);
    instance._start();
    return 0;
  } catch (error) {
    return statusOf(error, options, FRAME);
  }
}

/**
 * Runs the program and gives its exit status.
 *
 * `args` are the arguments with the program's name in front, `env` an object, `stdin` text, bytes or a function of a number of
 * bytes that gives some (none at the end), `stdout` and `stderr` functions that take bytes, `terminal` says whether
 * the streams are one, `fs` comes from createFS(), `cwd` is the folder it starts in, `heap` the bytes of memory it has, `warmup`
 * how many calls and rounds of loops are interpreted before the program is compiled (0: none).
 */
function run(given = {}) {
  return execute(embeddedSettings(given));
}

/** Runs the program as this process: with its arguments, environment, streams and the files of the host. */
function runProcess(args = process.argv.slice(1)) {
  const text = process.env.PYPY_HEAP;
  const heap = text ? parseSize(text) : undefined;
  if (heap === null) {
    nodeFS.writeSync(2, `${args[0]}: PYPY_HEAP is no size like 256MB: ${text}\n`);
    return 2;
  }
  const warmup = process.env.RPY_JS_WARMUP ? parseInt(process.env.RPY_JS_WARMUP, 10) || 0 : undefined;
  return execute({ ...processSettings(args), heap, warmup });
}

/** Whether this file is what Node was told to run. */
function isMain() {
  return !isModule ? require.main === module : !!process.argv[1];
}

const api = { run, runProcess, createFS, HostFS, WASI };
if (onNode && isMain()) process.exit(runProcess());
if (isModule) globalThis.rpython = api;
else module.exports = api;
})();
