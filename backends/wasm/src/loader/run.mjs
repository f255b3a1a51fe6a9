// ---------------------------------------------------------------- running

/** A line of a trace that is of the program: the functions' names come from the name section. */
const FRAME = /(?:at\s+)?(?:\S*\.wasm\.)?(\S*?)\s*(?:\(|@)?\S*wasm(?:-function|:\/\/)/;

function instantiate(module, wasi, options, functions) {
  const imports = { wasi_snapshot_preview1: functions, ...options.imports };
  const instance = new WebAssembly.Instance(module, imports);
  wasi.memory = instance.exports.memory;
  options.onInstance?.(instance, wasi);
  return instance;
}

/** Runs a compiled module with these streams and folders; the exit status. */
function execute(module, options) {
  const wasi = new WASI(options);
  try {
    instantiate(module, wasi, options, wasi.imports).exports._start();
    return 0;
  } catch (error) {
    return statusOf(error, options, FRAME);
  }
}

/** The same, but before reading standard input the program is suspended until the promise of `ready` comes true. */
async function executeSuspending(module, options) {
  const wasi = new WASI(options);
  const { fd_read, poll_oneoff } = wasi.imports;
  const functions = {
    ...wasi.imports,
    fd_read: new WebAssembly.Suspending(async (fd, ...rest) => {
      if (wasi.files[fd]?.stream === options.streams[0] && !options.streams[0].left?.length) await options.ready();
      return fd_read(fd, ...rest);
    }),
    poll_oneoff: new WebAssembly.Suspending(async (...args) => {
      let wait = 0;
      wasi.system.pause = (milliseconds) => {
        wait = milliseconds;
      };
      const code = poll_oneoff(...args);
      if (wait) await new Promise((resolve) => setTimeout(resolve, wait));
      return code;
    }),
  };
  try {
    await WebAssembly.promising(instantiate(module, wasi, options, functions).exports._start)();
    return 0;
  } catch (error) {
    return statusOf(error, options, FRAME);
  }
}

/**
 * Runs a program and gives its exit status.
 *
 * `wasm` is a `WebAssembly.Module`, bytes, a `Response` or a URL; without it the module beside this file is taken.
 * `args` are the arguments with the program's name in front, `env` an object, `stdin` text, bytes or a function of a number of
 * bytes that gives some (none at the end), `stdout` and `stderr` functions that take bytes, `terminal` says whether
 * the streams are one, `fs` comes from createFS(), `cwd` is the folder it starts in. `ready`, where the engine can suspend
 * programs, gives a promise that is waited for before `stdin` is asked.
 */
export async function run({ wasm, ...given } = {}) {
  const module = await compile(wasm ?? new URL(import.meta.url.replace(/\.mjs(\?.*)?$/, '.wasm')));
  const options = embeddedSettings(given);
  const suspends = given.ready && typeof WebAssembly.Suspending === 'function';
  return suspends ? executeSuspending(module, options) : execute(module, options);
}

async function compile(wasm) {
  if (wasm instanceof WebAssembly.Module) return wasm;
  if (wasm instanceof URL || typeof wasm === 'string') {
    const url = new URL(wasm, import.meta.url);
    if (onNode && url.protocol === 'file:') return new WebAssembly.Module(nodeFS.readFileSync(url));
    return compile(await fetch(url));
  }
  if (typeof Response === 'function' && wasm instanceof Response) {
    if (!wasm.ok) throw new Error(`${wasm.url}: ${wasm.status} ${wasm.statusText}`);
    return WebAssembly.compile(await wasm.arrayBuffer());
  }
  return WebAssembly.compile(wasm);
}

/** Runs a module as this process: with its arguments, environment, streams and the files of the host. */
export function runProcess(path, args = process.argv.slice(1)) {
  let bytes;
  try {
    bytes = nodeFS.readFileSync(path);
  } catch (error) {
    nodeFS.writeSync(2, `${args[0]}: cannot read the program's module: ${error.message}\n`);
    return 127;
  }
  let module;
  try {
    module = new WebAssembly.Module(bytes);
  } catch (error) {
    nodeFS.writeSync(2, `${args[0]}: ${error.message}\n`);
    return 126;
  }
  return execute(module, processSettings(args));
}

export { HostFS, WASI, createFS };

/** The module that belongs to this file: of the same name, with `.wasm` or without suffix. */
function ownModule(path) {
  const base = path.replace(/\.mjs$/, '');
  return !nodeFS.existsSync(`${base}.wasm`) && nodeFS.existsSync(base) ? base : `${base}.wasm`;
}

/** Whether this file is what Node was told to run. */
async function isMain() {
  if (!process.argv[1] || !import.meta.url.startsWith('file:')) return null;
  const path = nodeFS.realpathSync((await builtin('url')).fileURLToPath(import.meta.url));
  try {
    const started = nodeFS.realpathSync(process.argv[1]);
    return started === path ? path : null;
  } catch {
    // Started without the suffix, or by something that is no file.
    return null;
  }
}

const mainPath = onNode ? await isMain() : null;
if (mainPath) {
  // The module says which functions loop for long: with this flag they are optimized before they start. An engine
  // that does not know the flag would complain.
  if (parseInt(process.versions.v8, 10) < 13) {
    (await builtin('v8')).setFlagsFromString('--experimental-wasm-compilation-hints');
  }
  process.exit(runProcess(ownModule(mainPath)));
}
