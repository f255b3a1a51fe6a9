// Tests of what a page runs in its worker, without a browser: the worker's script runs here, with a page of functions. The
// Rust test sets PAGES, the folder with the pages.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

// So that a program's script does not take itself for what Node was told to run.
process.argv.length = 1;

// Node imports no blobs.
globalThis.Blob = class {
  constructor(parts) {
    this.text = parts.join('');
  }
};
URL.createObjectURL = (blob) => `data:text/javascript;base64,${Buffer.from(blob.text).toString('base64')}`;

/** The text of one of a page's scripts. */
function part(page, id) {
  const found = new RegExp(`<script type="text/plain" id="${id}">([^]*?)</script>`).exec(page);
  assert.ok(found, `the page has no script ${id}`);
  return found[1];
}

/** Runs the program of a page with these words and files; what it prints, and its exit status. */
async function runPage(name, args, given, input) {
  const page = readFileSync(join(process.env.PAGES, `${name}.html`), 'utf8');
  const module = part(page, 'module');
  let printed = '';
  let finish;
  const status = new Promise((resolve, reject) => {
    finish = { resolve, reject };
  });
  // Input is in the queue before the program asks.
  const words = new Int32Array(new SharedArrayBuffer(1 << 20), 0, 4);
  const messages = [...input];
  const put = () => {
    const text = messages.shift();
    const bytes = new TextEncoder().encode(text ?? '');
    words.set([1, text === undefined ? 1 : 0, 0, bytes.length]);
    new Uint8Array(words.buffer, 16).set(bytes);
  };
  const handlers = {
    output: ({ bytes }) => {
      printed += new TextDecoder().decode(bytes);
    },
    reading: put,
    taken() {},
    exit: ({ status: given }) => finish.resolve(given),
    failed: ({ message }) => finish.reject(new Error(message)),
  };
  globalThis.postMessage = (message) => handlers[message.kind](message);
  // Programs find each other's functions under one name.
  delete globalThis.rpython;
  (0, eval)(`(() => {${part(page, 'worker')}})()`);
  const bytes = module && Uint8Array.from(atob(module), (c) => c.charCodeAt(0));
  onmessage({
    data: { kind: 'start', source: part(page, 'loader'), module: bytes, args, env: {}, given, shared: words.buffer },
  });
  return { status: await status, printed };
}

for (const suffix of ['', '-js']) {
  test(`reader${suffix}: files and input`, async () => {
    const given = [{ name: 'note.txt', bytes: new TextEncoder().encode('dropped words') }];
    const { status, printed } = await runPage(`reader${suffix}`, ['reader'], given, ['none\n', 'note.txt\n']);
    assert.equal(printed, 'file? error 2\nfile? dropped wordsfile? ');
    assert.equal(status, 0);
  });
}

test('only a WebAssembly page contains a module', () => {
  const size = (name) => part(readFileSync(join(process.env.PAGES, `${name}.html`), 'utf8'), 'module').length;
  assert.ok(size('reader') > 10000);
  assert.equal(size('reader-js'), 0);
});
