// ---------------------------------------------------------------- running

/** A line of a trace that is of the program. */
const FRAME = /\bf\d+_(\w+)/;

const PAGE = 65536;
const LARGE_PAGE = 1 << 24;
const DEFAULT_HEAP = 1 << 30;
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

/** The memory of a program, which cannot grow. Without a wish it is as large as can be had. */
function makeHeap(wanted) {
  for (let size = heapSize(wanted ?? DEFAULT_HEAP); ; size = heapSize(size / 2)) {
    try {
      return new ArrayBuffer(size);
    } catch (error) {
      if (wanted || size / 2 < program.end + LARGE_PAGE) {
        throw new WebAssembly.RuntimeError(`there are no ${size / 2 ** 20} MB of memory for the program`);
      }
    }
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
function foreignFunctions(heap, modules) {
  const bytes = new Uint8Array(heap);
  const functions = {
    M: heap.byteLength / PAGE,
    N(kind) {
      throw new WebAssembly.RuntimeError(FAILURES[kind]);
    },
    C(to, from, count) {
      bytes.copyWithin(to, from, from + count);
    },
    F(at, byte, count) {
      bytes.fill(byte, at, at + count);
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

function instantiate(heap, modules) {
  const bytes = new Uint8Array(heap);
  for (const [at, text] of program.data) bytes.set(decode(text), at);
  return program.asm(globalThis, foreignFunctions(heap, modules), heap);
}

/** Runs the program with these streams and folders; the exit status. */
function execute(options) {
  const wasi = new WASI(options);
  try {
    const heap = makeHeap(options.heap);
    wasi.memory = { buffer: heap };
    const instance = instantiate(heap, { wasi_snapshot_preview1: wasi.imports, ...options.imports });
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
 * the streams are one, `fs` comes from createFS(), `cwd` is the folder it starts in, `heap` the bytes of memory it has.
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
  return execute({ ...processSettings(args), heap });
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
