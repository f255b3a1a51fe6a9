// The worker that runs the program. It is told everything in one message, and gives output, the end, and requests for input.
//
// Standard input has to wait for somebody to type. Where memory can be shared (the page is isolated: it was served with
// the headers Cross-Origin-Opener-Policy and Cross-Origin-Embedder-Policy), the worker sleeps until the page has put
// something there. Elsewhere the engine suspends the program (WebAssembly.Suspending), and messages go on to arrive.

let files = null;
let loader = null;
const queue = [];
let wake = null;

const output = (stream) => (bytes) => postMessage({ kind: 'output', stream, bytes });

function addFile({ name, bytes }) {
  files.writeFile(`/${name}`, bytes);
}

/** What the page sends: input, the end of input, a file. True for input. */
function accept(message) {
  if (message.kind === 'file') addFile(message);
  else queue.push(message.kind === 'end' ? null : message.bytes);
  return message.kind !== 'file';
}

/** Sleeps in shared memory until a message is there: its state, kind and length, then its bytes (a file's name in front). */
function waitShared(shared) {
  const words = new Int32Array(shared, 0, 4);
  for (;;) {
    Atomics.wait(words, 0, 0);
    const [, kind, nameLength, length] = words;
    const content = new Uint8Array(shared, 16).slice(0, nameLength + length);
    const bytes = content.subarray(nameLength);
    const name = new TextDecoder().decode(content.subarray(0, nameLength));
    Atomics.store(words, 0, 0);
    postMessage({ kind: 'taken' });
    if (accept({ kind: ['input', 'end', 'file'][kind], bytes, name })) return;
  }
}

function stdin(shared) {
  return () => {
    if (!queue.length) {
      if (!shared) return null;
      postMessage({ kind: 'reading' });
      waitShared(shared);
    }
    return queue.shift();
  };
}

/** Comes true when the program need not wait for input. */
async function ready() {
  if (queue.length) return;
  postMessage({ kind: 'reading' });
  await new Promise((resolve) => {
    wake = resolve;
  });
}

async function start({ source, module, args, env, given, shared }) {
  const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  const imported = await import(url);
  loader = imported.run ? imported : rpython;
  files = loader.createFS();
  given.forEach(addFile);
  const status = await loader.run({
    wasm: module, args, env, fs: files, terminal: true,
    stdin: stdin(shared), stdout: output(1), stderr: output(2),
    ready: shared ? null : ready,
  });
  postMessage({ kind: 'exit', status });
}

onmessage = ({ data }) => {
  if (data.kind === 'start') {
    start(data).catch((error) => postMessage({ kind: 'failed', message: String(error?.stack ?? error) }));
  } else if (files && accept(data)) {
    wake?.();
  }
};
