// Tests of the loader. `LOADER` in the environment is the folder that holds `loader.mjs`; the Rust test sets it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { I32, I64, makeModule, op } from './modules.mjs';

const source = join(process.env.LOADER, 'loader.mjs');
const { HostFS, WASI, createFS, run } = await import(pathToFileURL(source));

/** A scratch folder with the loader as `program.mjs` and this module beside it. */
function install(module) {
  const folder = mkdtempSync(join(tmpdir(), 'loader-'));
  copyFileSync(source, join(folder, 'program.mjs'));
  writeFileSync(join(folder, 'program.wasm'), module);
  return folder;
}

function start(folder, { args = [], ...options } = {}) {
  return spawnSync(process.execPath, ['program.mjs', ...args], { cwd: folder, encoding: 'utf8', ...options });
}

const FD_WRITE = ['fd_write', [I32, I32, I32, I32]];
const FD_READ = ['fd_read', [I32, I32, I32, I32]];
const EXIT = ['proc_exit', [I32], []];

/** Writes `length` bytes at `address`, by way of the list at 0. */
const write = (fd, address, length, importIndex = 0) => [
  op.i32(0), op.i32(address), op.store(), op.i32(0), op.i32(length), op.store(4),
  op.i32(fd), op.i32(0), op.i32(1), op.i32(16), op.call(importIndex), op.drop,
];

const hello = makeModule({
  imports: [FD_WRITE, EXIT],
  functions: [['_start', [], [...write(1, 64, 6), ...write(2, 64, 3), op.i32(7), op.call(1)]]],
  data: [[64, 'hello\n']],
});

test('a module beside the loader runs with the process\'s streams and status', () => {
  const result = start(install(hello));
  assert.deepEqual([result.status, result.stdout, result.stderr], [7, 'hello\n', 'hel']);
});

const echo = makeModule({
  imports: [FD_READ, FD_WRITE, EXIT],
  functions: [['_start', [], [
    op.i32(0), op.i32(64), op.store(), op.i32(0), op.i32(100), op.store(4),
    op.i32(0), op.i32(0), op.i32(1), op.i32(16), op.call(0), op.drop,
    op.i32(0), op.i32(16), op.load(), op.store(4),
    op.i32(1), op.i32(0), op.i32(1), op.i32(16), op.call(1), op.drop,
  ]]],
});

test('standard input is read when the program asks for it', () => {
  assert.equal(start(install(echo), { input: 'some words' }).stdout, 'some words');
  assert.equal(start(install(echo), { input: '' }).stdout, '');
});

test('a trap names functions and ends with 134', () => {
  const module = makeModule({
    functions: [['ll_broken', [], [op.unreachable]], ['_start', [], [op.call(0)]]],
  });
  const result = start(install(module));
  assert.equal(result.status, 134);
  assert.match(result.stderr, /unreachable/);
  assert.match(result.stderr, / {2}ll_broken\n {2}_start\n/);
});

test('an overflow of the engine\'s stack says what it is', () => {
  const module = makeModule({ functions: [['deeper', [], [op.call(0)]], ['_start', [], [op.call(0)]]] });
  const result = start(install(module));
  assert.equal(result.status, 134);
  assert.match(result.stderr, /stack overflowed/);
  assert.match(result.stderr, /deeper/);
  assert.doesNotMatch(result.stderr, /RangeError/);
});

test('a missing and a broken module are reported in one line', () => {
  const folder = install(new Uint8Array([1, 2, 3]));
  const broken = start(folder);
  assert.equal(broken.status, 126);
  assert.equal(broken.stderr.trimEnd().split('\n').length, 1);
  const missing = mkdtempSync(join(tmpdir(), 'loader-'));
  copyFileSync(source, join(missing, 'program.mjs'));
  assert.equal(start(missing).status, 127);
});

test('run() in memory: arguments, environment, streams, files', async () => {
  const out = [];
  const status = await run({
    wasm: echo, args: ['x'], stdin: 'from text', stdout: (bytes) => out.push(...bytes),
  });
  assert.equal(status, 0);
  assert.equal(String.fromCharCode(...out), 'from text');
});

// ---------------------------------------------------------------- WASI, called directly

/** The functions over a memory of one page, with texts put into it. */
function calls(options = {}) {
  const { volume } = options.fs ?? createFS();
  const stream = { read: () => 0, write: (b) => b.length, close() {}, terminal: false, stat: () => ({ type: 4 }) };
  const wasi = new WASI({
    args: ['p', 'é'], env: { A: '1' }, streams: [stream, stream, stream], system: {},
    preopens: options.preopens ?? [['/', { volume, path: '/' }]],
  });
  wasi.memory = new WebAssembly.Memory({ initial: 1 });
  const put = (text, at = 1000) => {
    const bytes = new TextEncoder().encode(text);
    new Uint8Array(wasi.memory.buffer).set(bytes, at);
    return [at, bytes.length];
  };
  return { ...wasi.imports, put, wasi, u32: (at) => wasi.view.getUint32(at, true), u64: (at) => wasi.view.getBigUint64(at, true) };
}

const ALL = (1n << 30n) - 1n;
const READ_ONLY = ALL & ~(1n << 6n | 1n << 8n | 1n << 22n);

test('arguments and environment', () => {
  const w = calls();
  assert.equal(w.args_sizes_get(0, 4), 0);
  assert.deepEqual([w.u32(0), w.u32(4)], [2, 5]);
  w.args_get(0, 100);
  assert.equal(w.wasi.text(w.u32(4), 2), 'é');
  w.environ_get(0, 100);
  assert.equal(w.wasi.text(100, 4), 'A=1\0');
});

/** The same trials in memory and on the host. */
function inBothFileSystems(name, body) {
  test(`${name} (memory)`, () => body(calls()));
  test(`${name} (host)`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'loader-'));
    body(calls({ preopens: [['/', { volume: new HostFS(), path: folder }]] }));
  });
}

inBothFileSystems('files are made, written, positioned, read and removed', (w) => {
  assert.equal(w.path_open(3, 1, ...w.put('a.txt'), 1, ALL, ALL, 0, 0), 0);
  const fd = w.u32(0);
  const iovec = (at, length) => {
    w.wasi.set32(200, at);
    w.wasi.set32(204, length);
  };
  w.put('hello world', 300);
  iovec(300, 11);
  assert.equal(w.fd_write(fd, 200, 1, 0), 0);
  assert.equal(w.u32(0), 11);
  assert.equal(w.fd_seek(fd, 6n, 0, 8), 0);
  iovec(400, 100);
  assert.equal(w.fd_read(fd, 200, 1, 0), 0);
  assert.equal(w.wasi.text(400, w.u32(0)), 'world');
  assert.equal(w.fd_seek(fd, -1n, 0, 8), 28);
  assert.equal(w.fd_filestat_set_size(fd, 5n), 0);
  assert.equal(w.fd_filestat_get(fd, 500), 0);
  assert.equal(w.u64(532), 5n);
  assert.equal(w.fd_close(fd), 0);
  assert.equal(w.fd_close(fd), 8);
  assert.equal(w.path_unlink_file(3, ...w.put('a.txt')), 0);
  assert.equal(w.path_unlink_file(3, ...w.put('a.txt')), 44);
});

inBothFileSystems('errors have WASI\'s numbers', (w) => {
  const open = (path, oflags, rights = ALL) => w.path_open(3, 1, ...w.put(path), oflags, rights, ALL, 0, 0);
  assert.equal(open('missing', 0, READ_ONLY), 44);
  assert.equal(w.path_create_directory(3, ...w.put('d')), 0);
  assert.equal(w.path_create_directory(3, ...w.put('d')), 20);
  assert.equal(open('d', 0), 31);
  assert.equal(open('d', 2, READ_ONLY), 0);
  assert.equal(open('d/f', 1), 0);
  assert.equal(open('d/f', 1 | 4), 20);
  assert.equal(open('d/f/g', 0, READ_ONLY), 54);
  assert.equal(w.path_remove_directory(3, ...w.put('d')), 55);
  assert.equal(w.path_unlink_file(3, ...w.put('d')), 31);
});

inBothFileSystems('folders are listed, also in small pieces', (w) => {
  for (const name of ['one', 'two', 'three']) w.path_create_directory(3, ...w.put(name));
  const names = [];
  let cookie = 0n;
  for (;;) {
    assert.equal(w.fd_readdir(3, 2000, 40, cookie, 0), 0);
    const used = w.u32(0);
    if (used < 24) break;
    const length = w.u32(2016);
    assert.ok(used >= 24 + length);
    names.push(w.wasi.text(2024, length));
    cookie = w.u64(2000);
  }
  assert.deepEqual(names.sort(), ['.', '..', 'one', 'three', 'two']);
});

inBothFileSystems('links and renaming', (w) => {
  w.path_open(3, 1, ...w.put('f'), 1, ALL, ALL, 0, 0);
  assert.equal(w.path_symlink(...w.put('f'), 3, ...w.put('s', 1100)), 0);
  assert.equal(w.path_filestat_get(3, 0, ...w.put('s'), 0), 0);
  assert.equal(new Uint8Array(w.wasi.memory.buffer)[16], 7);
  assert.equal(w.path_filestat_get(3, 1, ...w.put('s'), 0), 0);
  assert.equal(new Uint8Array(w.wasi.memory.buffer)[16], 4);
  assert.equal(w.path_readlink(3, ...w.put('s'), 3000, 100, 0), 0);
  assert.equal(w.wasi.text(3000, w.u32(0)), 'f');
  assert.equal(w.path_link(3, 0, ...w.put('f'), 3, ...w.put('g', 1100)), 0);
  assert.equal(w.path_rename(3, ...w.put('g'), 3, ...w.put('h', 1100)), 0);
  assert.equal(w.path_filestat_get(3, 1, ...w.put('g'), 0), 44);
  assert.equal(w.path_filestat_get(3, 1, ...w.put('h'), 0), 0);
});

test('a path does not leave a part of the file system', () => {
  const { volume } = createFS();
  volume.mkdir('/in');
  volume.mkdir('/out');
  const w = calls({ preopens: [['/data', { volume, path: '/in' }]] });
  assert.equal(w.path_filestat_get(3, 1, ...w.put('../out'), 0), 76);
  assert.equal(w.path_filestat_get(3, 1, ...w.put('/out'), 0), 76);
  assert.equal(w.path_filestat_get(3, 1, ...w.put('x/..'), 0), 0);
});

test('what the host refuses has its own number', () => {
  const refused = { EDQUOT: 19, ENODEV: 43, ENOSPC: 51, EOVERFLOW: 61, EROFS: 69, ESTALE: 72, ENOTHING: 29 };
  for (const [code, number] of Object.entries(refused)) {
    const volume = {
      open() {
        throw Object.assign(new Error(code), { code });
      },
    };
    const w = calls({ preopens: [['/', { volume, path: '/' }]] });
    assert.equal(w.path_open(3, 1, ...w.put('a'), 1, ALL, ALL, 0, 0), number, code);
  }
});

test('clocks, random bytes, waiting', () => {
  const w = calls();
  assert.equal(w.clock_time_get(0, 0n, 0), 0);
  assert.ok(Math.abs(Number(w.u64(0)) / 1e6 - Date.now()) < 1000);
  w.clock_time_get(1, 0n, 0);
  const before = w.u64(0);
  new Uint8Array(w.wasi.memory.buffer).fill(0, 0, 200);
  w.wasi.set32(16, 1);
  w.wasi.set64(24, 20000000n);
  assert.equal(w.poll_oneoff(0, 100, 1, 200), 0);
  w.clock_time_get(1, 0n, 0);
  assert.ok(w.u64(0) - before >= 19000000n);
  assert.equal(w.random_get(0, 32), 0);
  assert.notEqual(w.u64(0), 0n);
  assert.equal(w.clock_time_get(9, 0n, 0), 28);
  assert.equal(w.random_get(65530, 100), 21);
});

test('createFS() fills and reads files', () => {
  const fs = createFS();
  fs.writeFile('/a/b/c.txt', 'text');
  assert.equal(fs.readFile('/a/b/c.txt', 'utf-8'), 'text');
  assert.deepEqual(fs.readdir('/a'), ['b']);
  assert.ok(fs.exists('/a/b') && !fs.exists('/x'));
  assert.throws(() => fs.readFile('/a'), { code: 'EISDIR' });
  fs.volume.symlink('b/c.txt', '/a/link');
  assert.equal(fs.readFile('/a/link', 'utf-8'), 'text');
});
