// ---------------------------------------------------------------- failures and settings

/** What SIGABRT gives natively. */
const ABORTED = 134;

/**
 * What to say of a program that failed below its own error handling. `frame` matches a line of the engine's trace that is
 * of the program, and has the function's name in its first group.
 */
function describe(error, frame) {
  const names = [];
  for (const line of String(error.stack ?? '').split('\n')) {
    const found = frame.exec(line);
    if (found) names.push(found[1] || '(unnamed)');
  }
  const deep = error instanceof RangeError || /call stack|recursion/i.test(error.message);
  const what = deep
    ? "the engine's stack overflowed (in Node, --stack-size=N makes it larger)"
    : error.message;
  const lines = [`Fatal error in compiled code: ${what}`];
  const shown = names.length > 40 ? [...names.slice(0, 30), `... ${names.length - 35} more`, ...names.slice(-5)] : names;
  if (shown.length) lines.push('RPython functions, innermost first:', ...shown.map((name) => `  ${name}`));
  return `${lines.join('\n')}\n`;
}

/** The status that an error means which came out of the program. */
function statusOf(error, { streams }, frame) {
  if (error instanceof Exit) return error.status;
  const isTrap = error instanceof WebAssembly.RuntimeError || error instanceof RangeError
    || error?.name === 'InternalError';
  if (!isTrap) throw error;
  streams[2].write(new TextEncoder().encode(describe(error, frame)));
  return ABORTED;
}

/** What a program finds that runs as this process: its arguments, environment, streams and the files of the host. */
function processSettings(args) {
  const volume = new HostFS();
  const cwd = process.cwd();
  // Where there is no one root, only the current folder is seen.
  const preopens = cwd.startsWith('/') ? [['/', { volume, path: '/' }]] : [['.', { volume, path: cwd }]];
  const env = { ...process.env };
  if (cwd.startsWith('/')) env.PWD = cwd;
  const streams = [0, 1, 2].map((fd) => new ProcessStream(fd));
  return { args, env, streams, preopens, system: {} };
}

/** What a program finds that the embedder gives everything. */
function embeddedSettings({ args = ['program'], env = {}, stdin, stdout, stderr, terminal = false, fs, cwd = '/', ...more }) {
  const { volume } = fs ?? createFS();
  const streams = [
    new CallbackStream(stdin, null, terminal),
    new CallbackStream(null, stdout, terminal),
    new CallbackStream(null, stderr ?? stdout, terminal),
  ];
  const preopens = [['/', { volume, path: '/' }]];
  return { args, env: { PWD: cwd, ...env }, streams, preopens, system: {}, ...more };
}
