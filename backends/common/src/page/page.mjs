// The page: a terminal, and a worker that runs the program.

const text = (id) => document.getElementById(id).textContent;
const importText = (id) => import(URL.createObjectURL(new Blob([text(id)], { type: 'text/javascript' })));
const [{ Terminal }, { FitAddon }] = await Promise.all([importText('xterm'), importText('fit')]);

const terminal = new Terminal({ convertEol: true, cursorBlink: true, scrollback: 10000 });
const fit = new FitAddon();
terminal.loadAddon(fit);
terminal.open(document.getElementById('terminal'));
fit.fit();
addEventListener('resize', () => fit.fit());

const state = document.getElementById('state');
const buttons = { run: document.getElementById('run'), stop: document.getElementById('stop') };
const workerURL = URL.createObjectURL(new Blob([text('worker')], { type: 'text/javascript' }));
// Without a module the loader contains the program.
const moduleText = text('module');
const moduleBytes = moduleText && Uint8Array.from(atob(moduleText), (c) => c.charCodeAt(0));
const dropped = new Map();
const query = new URLSearchParams(location.search);

// What can wait for input: shared memory, or a program that is suspended.
const SHARED_BYTES = 1 << 20;
const isolated = globalThis.crossOriginIsolated === true;
const suspends = !!moduleText && typeof WebAssembly.Suspending === 'function';

let worker = null;
let shared = null;
let outbox = [];
let line = '';

// ---------------------------------------------------------------- messages to the program

/** Puts the next message into shared memory if the last one was taken; a long one goes in pieces. */
function pump() {
  if (!shared || !outbox.length) return;
  const words = new Int32Array(shared, 0, 4);
  if (Atomics.load(words, 0)) return;
  const { kind, name = '', bytes = new Uint8Array(0) } = outbox.shift();
  const nameBytes = new TextEncoder().encode(name);
  const area = new Uint8Array(shared, 16);
  area.set(nameBytes);
  area.set(bytes, nameBytes.length);
  words[1] = ['input', 'end', 'file'].indexOf(kind);
  words[2] = nameBytes.length;
  words[3] = bytes.length;
  Atomics.store(words, 0, 1);
  Atomics.notify(words, 0);
}

function send(message) {
  if (!worker) return;
  if (!shared) {
    worker.postMessage(message);
    return;
  }
  const room = SHARED_BYTES - 4096;
  if (message.bytes?.length > room) {
    show(`\n${message.name}: too large to be given to a running program; run it again\n`);
    return;
  }
  outbox.push(message);
  pump();
}

// ---------------------------------------------------------------- the terminal's line

const show = (content) => terminal.write(content);

function typed(data) {
  for (const c of data.replace(/\r\n/g, '\r')) {
    if (c === '\r' || c === '\n') {
      show('\n');
      send({ kind: 'input', bytes: new TextEncoder().encode(`${line}\n`) });
      line = '';
    } else if (c === '\x7f' || c === '\b') {
      if (line) show('\b \b');
      line = [...line].slice(0, -1).join('');
    } else if (c === '\x03') {
      stop('interrupted');
    } else if (c === '\x04') {
      // The end of input at the beginning of a line; elsewhere what was typed so far.
      const bytes = new TextEncoder().encode(line);
      send(line ? { kind: 'input', bytes } : { kind: 'end' });
      line = '';
    } else if (c === '\x15') {
      show('\b \b'.repeat([...line].length));
      line = '';
    } else if (c >= ' ' || c === '\t') {
      show(c);
      line += c;
    }
  }
}

// Keys that move a cursor have no meaning in a line that is only appended to.
terminal.onData((data) => {
  if (worker && !data.startsWith('\x1b')) typed(data);
});

// ---------------------------------------------------------------- runs

function setState(words, running) {
  state.textContent = words;
  buttons.run.disabled = running;
  buttons.stop.disabled = !running;
}

function stop(words) {
  if (!worker) return;
  worker.terminate();
  worker = null;
  show(`\n[${words}]\n`);
  setState(words, false);
}

const handlers = {
  output: ({ bytes }) => show(bytes),
  taken: pump,
  reading: () => setState('waiting for input', true),
  exit: ({ status }) => stop(`exit status ${status}`),
  failed: ({ message }) => stop(message),
};

function run() {
  stop('started again');
  line = '';
  outbox = [];
  shared = isolated ? new SharedArrayBuffer(SHARED_BYTES) : null;
  worker = new Worker(workerURL, { type: 'module' });
  const current = worker;
  worker.onmessage = ({ data }) => {
    if (current === worker) handlers[data.kind](data);
  };
  worker.onerror = (event) => stop(event.message ?? 'the worker failed');
  const given = [...dropped].map(([name, bytes]) => ({ name, bytes }));
  const args = [document.title, ...query.getAll('arg')];
  worker.postMessage({ kind: 'start', source: text('loader'), module: moduleBytes, args, env: {}, given, shared });
  if (!isolated && !suspends) {
    show('[This browser can give no input here: serve the page with the headers "Cross-Origin-Opener-Policy: same-origin"\n'
      + `and "Cross-Origin-Embedder-Policy: require-corp"${moduleText && ', or use a browser with WebAssembly.Suspending'}.]\n`);
  }
  setState('running', true);
  terminal.focus();
}

buttons.run.onclick = run;
buttons.stop.onclick = () => stop('stopped');

// ---------------------------------------------------------------- files

async function drop(event) {
  event.preventDefault();
  document.body.classList.remove('over');
  for (const file of event.dataTransfer.files) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    dropped.set(file.name, bytes);
    send({ kind: 'file', name: file.name, bytes });
  }
  document.getElementById('files').textContent = `Files: ${[...dropped.keys()].join(', ')}`;
}

addEventListener('dragover', (event) => {
  event.preventDefault();
  document.body.classList.add('over');
});
addEventListener('dragleave', () => document.body.classList.remove('over'));
addEventListener('drop', drop);

run();
