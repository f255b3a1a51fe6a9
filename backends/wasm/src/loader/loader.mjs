// Runs a WebAssembly program that `rpython` made: `node program.mjs arguments...` runs `program.wasm` beside it.
// In a browser (or from other code): `import { run, createFS } from './program.mjs'`.
//
// The program imports WASI preview 1, which is implemented here over a file system: the host's in Node, one in
// memory elsewhere. Nothing of Node is imported unless this is Node.

const onNode = typeof process === 'object' && process !== null && !!process.versions?.node && process.type !== 'renderer';
const [nodeFS, nodeTTY] = onNode ? await Promise.all([import('node:fs'), import('node:tty')]) : [null, null];

const E = {
  SUCCESS: 0, E2BIG: 1, EACCES: 2, EAGAIN: 6, EBADF: 8, EBUSY: 10, EEXIST: 20, EFAULT: 21, EFBIG: 22, EINTR: 27, EINVAL: 28,
  EIO: 29, EISDIR: 31, ELOOP: 32, EMFILE: 33, EMLINK: 34, ENAMETOOLONG: 37, ENFILE: 41, ENOENT: 44, ENOMEM: 48, ENOSPC: 51,
  ENOSYS: 52, ENOTDIR: 54, ENOTEMPTY: 55, ENOTSUP: 58, ENXIO: 60, EPERM: 63, EPIPE: 64, EROFS: 69, ESPIPE: 70, ETXTBSY: 74,
  EXDEV: 75, ENOTCAPABLE: 76, EOPNOTSUPP: 58,
};
const TYPE = { UNKNOWN: 0, BLOCK: 1, CHARACTER: 2, FOLDER: 3, FILE: 4, SOCKET: 6, LINK: 7 };
const RIGHTS = {
  SYNC: 1n << 0n, READ: 1n << 1n, SEEK: 1n << 2n, FLAGS: 1n << 3n, TELL: 1n << 5n, WRITE: 1n << 6n, ALLOCATE: 1n << 8n,
  READDIR: 1n << 14n, SIZE: 1n << 22n, ALL: (1n << 30n) - 1n,
};
const STREAM_RIGHTS = RIGHTS.ALL & ~(RIGHTS.SEEK | RIGHTS.TELL);

/** A failure with the name of its error number, as Node's own have it in `code`. */
class Failure extends Error {
  constructor(code) {
    super(code);
    this.code = code;
  }
}

/** Thrown through the program when it ends itself. */
class Exit {
  constructor(status) {
    this.status = status;
  }
}

const fail = (code) => {
  throw new Failure(code);
};

// ---------------------------------------------------------------- the file system of the host

const hostTypes = [
  ['isFile', TYPE.FILE], ['isDirectory', TYPE.FOLDER], ['isSymbolicLink', TYPE.LINK], ['isCharacterDevice', TYPE.CHARACTER],
  ['isBlockDevice', TYPE.BLOCK], ['isSocket', TYPE.SOCKET],
];
const hostType = (entry) => hostTypes.find(([is]) => entry[is]())?.[1] ?? TYPE.UNKNOWN;
const hostStat = (s) => ({
  dev: s.dev, ino: s.ino, type: hostType(s), nlink: s.nlink, size: s.size, atime: s.atimeNs, mtime: s.mtimeNs, ctime: s.ctimeNs,
});

/** An open file of the host. */
class HostFile {
  constructor(fd, path) {
    this.fd = fd;
    this.path = path;
  }

  stat() {
    return hostStat(nodeFS.fstatSync(this.fd, { bigint: true }));
  }

  read(bytes, position) {
    return nodeFS.readSync(this.fd, bytes, 0, bytes.length, position);
  }

  write(bytes, position) {
    return nodeFS.writeSync(this.fd, bytes, 0, bytes.length, position);
  }

  truncate(size) {
    nodeFS.ftruncateSync(this.fd, size);
  }

  sync() {
    nodeFS.fsyncSync(this.fd);
  }

  setTimes(atime, mtime) {
    nodeFS.futimesSync(this.fd, atime, mtime);
  }

  close() {
    nodeFS.closeSync(this.fd);
  }
}

/** The host's files below a folder. */
class HostFS {
  open(path, { create, exclusive, truncate, folder, follow, reading, writing, append }) {
    const c = nodeFS.constants;
    let flags = writing ? (reading ? c.O_RDWR : c.O_WRONLY) : c.O_RDONLY;
    if (create) flags |= c.O_CREAT;
    if (exclusive) flags |= c.O_EXCL;
    if (truncate) flags |= c.O_TRUNC;
    if (append) flags |= c.O_APPEND;
    if (folder) flags |= c.O_DIRECTORY ?? 0;
    if (!follow) flags |= c.O_NOFOLLOW ?? 0;
    return new HostFile(nodeFS.openSync(path, flags, 0o666), path);
  }

  stat(path, follow) {
    return hostStat((follow ? nodeFS.statSync : nodeFS.lstatSync)(path, { bigint: true }));
  }

  list(path) {
    return nodeFS.readdirSync(path, { withFileTypes: true }).map((e) => ({ name: e.name, type: hostType(e), ino: 0n }));
  }

  mkdir(path) {
    nodeFS.mkdirSync(path);
  }

  rmdir(path) {
    nodeFS.rmdirSync(path);
  }

  unlink(path) {
    // Node calls it a missing permission, as POSIX allows; Linux says what it is.
    if (nodeFS.lstatSync(path).isDirectory()) fail('EISDIR');
    nodeFS.unlinkSync(path);
  }

  rename(from, to) {
    nodeFS.renameSync(from, to);
  }

  link(from, to) {
    nodeFS.linkSync(from, to);
  }

  symlink(target, path) {
    nodeFS.symlinkSync(target, path);
  }

  readlink(path) {
    return nodeFS.readlinkSync(path);
  }

  setTimes(path, atime, mtime, follow) {
    (follow ? nodeFS.utimesSync : nodeFS.lutimesSync)(path, atime, mtime);
  }
}

// ---------------------------------------------------------------- a file system in memory

let inodes = 0n;

class Inode {
  constructor(type) {
    this.type = type;
    this.ino = ++inodes;
    this.nlink = 1n;
    this.atime = this.mtime = this.ctime = BigInt(Date.now()) * 1000000n;
    if (type === TYPE.FOLDER) this.entries = new Map();
    else this.data = new Uint8Array(0);
    this.length = 0;
  }

  stat() {
    const { ino, type, nlink, atime, mtime, ctime } = this;
    return { dev: 1n, ino, type, nlink, size: BigInt(this.length), atime, mtime, ctime };
  }

  get bytes() {
    return this.data.subarray(0, this.length);
  }

  resize(length) {
    if (length > this.data.length) {
      const data = new Uint8Array(Math.max(length, this.data.length * 2));
      data.set(this.bytes);
      this.data = data;
    } else if (length < this.length) {
      this.data.fill(0, length, this.length);
    }
    this.length = length;
    this.touch();
  }

  touch() {
    this.mtime = this.ctime = BigInt(Date.now()) * 1000000n;
  }
}

class MemoryFile {
  constructor(inode, path, append) {
    this.inode = inode;
    this.path = path;
    this.append = append;
  }

  stat() {
    return this.inode.stat();
  }

  read(bytes, position) {
    if (this.inode.type === TYPE.FOLDER) fail('EISDIR');
    const part = this.inode.bytes.subarray(position, position + bytes.length);
    bytes.set(part);
    return part.length;
  }

  write(bytes, position) {
    const at = this.append ? this.inode.length : position;
    if (at + bytes.length > this.inode.length) this.inode.resize(at + bytes.length);
    this.inode.data.set(bytes, at);
    this.inode.touch();
    return bytes.length;
  }

  truncate(size) {
    this.inode.resize(size);
  }

  sync() {}

  setTimes(atime, mtime) {
    this.inode.atime = BigInt(Math.round(atime * 1e9));
    this.inode.mtime = BigInt(Math.round(mtime * 1e9));
  }

  close() {}
}

class MemoryFS {
  constructor() {
    this.root = new Inode(TYPE.FOLDER);
  }

  /** The folder that a path ends in, the last name, and what has that name there. */
  find(path, follow = true, depth = 0) {
    if (depth > 40) fail('ELOOP');
    const trail = [this.root];
    const parts = path.split('/').filter((part) => part !== '' && part !== '.');
    const last = parts.length - 1;
    for (const [i, part] of parts.entries()) {
      const folder = trail.at(-1);
      if (folder.type !== TYPE.FOLDER) fail('ENOTDIR');
      if (part === '..') {
        if (trail.length > 1) trail.pop();
        continue;
      }
      const inode = folder.entries.get(part);
      if (inode?.type === TYPE.LINK && (i < last || follow)) {
        const target = new TextDecoder().decode(inode.bytes);
        const before = '/' + parts.slice(0, i).join('/');
        const whole = target.startsWith('/') ? target : `${before}/${target}`;
        return this.find([whole, ...parts.slice(i + 1)].join('/'), follow, depth + 1);
      }
      if (i === last) return { folder, name: part, inode };
      if (!inode) fail('ENOENT');
      trail.push(inode);
    }
    return { folder: null, name: '', inode: trail.at(-1) };
  }

  get(path, follow = true) {
    const { inode } = this.find(path, follow);
    if (!inode) fail('ENOENT');
    if (path.endsWith('/') && inode.type !== TYPE.FOLDER) fail('ENOTDIR');
    return inode;
  }

  add(path, inode) {
    const { folder, name, inode: present } = this.find(path, false);
    if (present) fail('EEXIST');
    folder.entries.set(name, inode);
    folder.touch();
    return inode;
  }

  open(path, { create, exclusive, truncate, folder, follow, writing, append }) {
    let { inode } = this.find(path, follow && !exclusive);
    if (!inode) {
      if (!create) fail('ENOENT');
      const place = this.find(path, true);
      inode = new Inode(TYPE.FILE);
      place.folder.entries.set(place.name, inode);
      place.folder.touch();
    } else if (create && exclusive) {
      fail('EEXIST');
    }
    if (inode.type === TYPE.LINK) fail('ELOOP');
    if ((folder || path.endsWith('/')) && inode.type !== TYPE.FOLDER) fail('ENOTDIR');
    if (inode.type === TYPE.FOLDER && (writing || create)) fail('EISDIR');
    if (truncate) inode.resize(0);
    return new MemoryFile(inode, path, append);
  }

  stat(path, follow) {
    return this.get(path, follow).stat();
  }

  list(path) {
    const { type, entries } = this.get(path);
    if (type !== TYPE.FOLDER) fail('ENOTDIR');
    return [...entries].map(([name, inode]) => ({ name, type: inode.type, ino: inode.ino }));
  }

  mkdir(path) {
    this.add(path.replace(/\/+$/, ''), new Inode(TYPE.FOLDER));
  }

  remove({ folder, name, inode }) {
    folder.entries.delete(name);
    folder.touch();
    inode.nlink--;
  }

  rmdir(path) {
    const place = this.find(path, false);
    if (!place.inode) fail('ENOENT');
    if (place.inode.type !== TYPE.FOLDER) fail('ENOTDIR');
    if (!place.folder) fail('EBUSY');
    if (place.inode.entries.size) fail('ENOTEMPTY');
    this.remove(place);
  }

  unlink(path) {
    const place = this.find(path, false);
    if (!place.inode) fail('ENOENT');
    if (place.inode.type === TYPE.FOLDER) fail('EISDIR');
    this.remove(place);
  }

  rename(from, to) {
    const source = this.find(from, false);
    if (!source.inode) fail('ENOENT');
    const target = this.find(to, false);
    if (target.inode === source.inode) return;
    const isFolder = source.inode.type === TYPE.FOLDER;
    if (isFolder && `${to}/`.startsWith(`${from}/`)) fail('EINVAL');
    if (target.inode) {
      const overFolder = target.inode.type === TYPE.FOLDER;
      if (overFolder && !isFolder) fail('EISDIR');
      if (!overFolder && isFolder) fail('ENOTDIR');
      if (overFolder && target.inode.entries.size) fail('ENOTEMPTY');
      target.inode.nlink--;
    }
    source.folder.entries.delete(source.name);
    target.folder.entries.set(target.name, source.inode);
    source.folder.touch();
    target.folder.touch();
  }

  link(from, to) {
    const inode = this.get(from, false);
    if (inode.type === TYPE.FOLDER) fail('EPERM');
    this.add(to, inode);
    inode.nlink++;
  }

  symlink(target, path) {
    const inode = new Inode(TYPE.LINK);
    inode.data = new TextEncoder().encode(target);
    inode.length = inode.data.length;
    this.add(path, inode);
  }

  readlink(path) {
    const inode = this.get(path, false);
    if (inode.type !== TYPE.LINK) fail('EINVAL');
    return new TextDecoder().decode(inode.bytes);
  }

  setTimes(path, atime, mtime, follow) {
    new MemoryFile(this.get(path, follow), path).setTimes(atime, mtime);
  }
}

/** A file system in memory, for `run({ fs })`, with what a page needs to fill and read it. */
export function createFS() {
  const volume = new MemoryFS();
  const folders = (path) => {
    let at = '';
    for (const part of path.split('/').filter(Boolean)) {
      at += `/${part}`;
      if (!volume.find(at).inode) volume.mkdir(at);
    }
  };
  return {
    volume,
    /** Makes a folder and those above it. */
    mkdir: folders,
    /** Writes a whole file, given as text or bytes; missing folders are made. */
    writeFile(path, content) {
      const at = path.lastIndexOf('/');
      if (at > 0) folders(path.slice(0, at));
      const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content);
      volume.open(path, { create: true, truncate: true, follow: true, writing: true }).write(bytes, 0);
    },
    /** A whole file: bytes, or text if an encoding is given. */
    readFile(path, encoding) {
      const inode = volume.get(path);
      if (inode.type === TYPE.FOLDER) fail('EISDIR');
      return encoding ? new TextDecoder(encoding).decode(inode.bytes) : inode.bytes.slice();
    },
    /** The names in a folder. */
    readdir: (path) => volume.list(path).map(({ name }) => name),
    exists(path) {
      try {
        volume.get(path);
        return true;
      } catch {
        return false;
      }
    },
    unlink: (path) => volume.unlink(path),
    rmdir: (path) => volume.rmdir(path),
    rename: (from, to) => volume.rename(from, to),
    /** Whether it is a folder, and how many bytes it has. */
    stat(path) {
      const { type, size } = volume.stat(path, true);
      return { isFolder: type === TYPE.FOLDER, size: Number(size) };
    },
  };
}

// ---------------------------------------------------------------- standard streams

/** Waits so many milliseconds. */
function pause(milliseconds) {
  try {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
  } catch {
    // A page's main thread may not wait, and without isolation there is no shared memory.
    const until = performance.now() + milliseconds;
    while (performance.now() < until);
  }
}

/** One of the process's own streams. */
class ProcessStream {
  constructor(fd) {
    this.fd = fd;
  }

  get terminal() {
    return nodeTTY.isatty(this.fd);
  }

  // Terminals and pipes may be set not to block: then it is tried again a little later.
  patiently(operation) {
    for (let delay = 1; ; delay = Math.min(delay * 2, 50)) {
      try {
        return operation();
      } catch (error) {
        if (error.code !== 'EAGAIN') throw error;
        pause(delay);
      }
    }
  }

  read(bytes) {
    try {
      return this.patiently(() => nodeFS.readSync(this.fd, bytes, 0, bytes.length, null));
    } catch (error) {
      if (error.code === 'EOF') return 0;
      throw error;
    }
  }

  write(bytes) {
    return this.patiently(() => nodeFS.writeSync(this.fd, bytes, 0, bytes.length, null));
  }

  stat() {
    return hostStat(nodeFS.fstatSync(this.fd, { bigint: true }));
  }

  close() {}
}

/** A stream of the embedder: a function, or for input also text or bytes. */
class CallbackStream {
  constructor(input, output, terminal) {
    this.output = output;
    this.terminal = terminal;
    this.left = null;
    this.more = null;
    if (typeof input === 'string') this.left = new TextEncoder().encode(input);
    else if (typeof input === 'function') this.more = input;
    else this.left = input ?? null;
  }

  read(bytes) {
    if (!this.left?.length && this.more) {
      const got = this.more(bytes.length);
      this.left = typeof got === 'string' ? new TextEncoder().encode(got) : got;
    }
    if (!this.left?.length) return 0;
    const part = this.left.subarray(0, bytes.length);
    bytes.set(part);
    this.left = this.left.subarray(part.length);
    return part.length;
  }

  write(bytes) {
    this.output?.(bytes.slice());
    return bytes.length;
  }

  stat() {
    const type = TYPE.CHARACTER;
    return { dev: 0n, ino: 0n, type, nlink: 1n, size: 0n, atime: 0n, mtime: 0n, ctime: 0n };
  }

  close() {}
}

// ---------------------------------------------------------------- WASI

/** Without `.`, and `..` taken by the letter. */
function withoutDots(path) {
  const parts = [];
  for (const part of path.split('/')) {
    if (part === '..') {
      if (!parts.length) fail('ENOTCAPABLE');
      parts.pop();
    } else if (part !== '' && part !== '.') {
      parts.push(part);
    }
  }
  return parts.join('/');
}

/** The functions of `wasi_snapshot_preview1` for one run of a program. */
export class WASI {
  constructor({ args, env, streams, preopens, system }) {
    this.args = args.map((text) => new TextEncoder().encode(`${text}\0`));
    this.env = Object.entries(env).map(([name, value]) => new TextEncoder().encode(`${name}=${value}\0`));
    this.system = system;
    this.start = performance.now();
    this.files = streams.map((stream) => ({ stream, rights: STREAM_RIGHTS, flags: 0 }));
    for (const [name, { volume, path }] of preopens) {
      this.files.push({ volume, path, name, folder: true, rights: RIGHTS.ALL, inherited: RIGHTS.ALL, flags: 0 });
    }
    this.memory = null;
    this.imports = {};
    for (const name of Object.getOwnPropertyNames(WASI.prototype)) {
      if (name.includes('_')) this.imports[name] = this.guarded(this[name]);
    }
  }

  /** The same with an error number in the place of a failure. */
  guarded(operation) {
    return (...args) => {
      try {
        return operation.apply(this, args) ?? E.SUCCESS;
      } catch (error) {
        if (error instanceof Exit || error instanceof WebAssembly.RuntimeError) throw error;
        if (error instanceof RangeError && !error.code) return E.EFAULT;
        if (typeof error.code !== 'string') throw error;
        return E[error.code] ?? E.EIO;
      }
    };
  }

  get view() {
    if (this.cached?.buffer !== this.memory.buffer) this.cached = new DataView(this.memory.buffer);
    return this.cached;
  }

  bytes(at, length) {
    return new Uint8Array(this.memory.buffer, at >>> 0, length >>> 0);
  }

  text(at, length) {
    return new TextDecoder().decode(this.bytes(at, length).slice());
  }

  set32(at, value) {
    this.view.setUint32(at >>> 0, value, true);
  }

  set64(at, value) {
    this.view.setBigUint64(at >>> 0, BigInt.asUintN(64, value), true);
  }

  file(fd) {
    return this.files[fd] ?? fail('EBADF');
  }

  /** Where a path lies: the file system and the path there. */
  resolve(fd, at, length) {
    const file = this.file(fd);
    if (!file.folder) fail('ENOTDIR');
    const path = this.text(at, length);
    if (path.includes('\0')) fail('EINVAL');
    if (path.startsWith('/')) fail('ENOTCAPABLE');
    if (path === '') fail('ENOENT');
    // Under the root `..` leads nowhere else; in a part of the file system it must not lead out.
    const inside = file.path === '/' || !path.split('/').includes('..') ? path : withoutDots(path);
    const base = file.path === '/' ? '' : file.path;
    return { volume: file.volume, path: inside === '.' ? file.path : `${base}/${inside}` };
  }

  /** Calls with each piece of memory of a list until one is not taken whole. */
  vector(at, count, operation) {
    let total = 0;
    for (let i = 0; i < count; i++) {
      const address = this.view.getUint32((at >>> 0) + 8 * i, true);
      const length = this.view.getUint32((at >>> 0) + 8 * i + 4, true);
      if (!length) continue;
      const done = operation(this.bytes(address, length), total);
      total += done;
      if (done < length) break;
    }
    return total;
  }

  list(items, pointers, at) {
    for (const item of items) {
      this.set32(pointers, at);
      this.bytes(at, item.length).set(item);
      pointers += 4;
      at += item.length;
    }
  }

  sizes(items, count, bytes) {
    this.set32(count, items.length);
    this.set32(bytes, items.reduce((sum, item) => sum + item.length, 0));
  }

  args_sizes_get(count, bytes) {
    this.sizes(this.args, count, bytes);
  }

  args_get(pointers, at) {
    this.list(this.args, pointers, at);
  }

  environ_sizes_get(count, bytes) {
    this.sizes(this.env, count, bytes);
  }

  environ_get(pointers, at) {
    this.list(this.env, pointers, at);
  }

  nanoseconds(clock) {
    switch (clock) {
      case 0:
        return BigInt(Math.round((performance.timeOrigin + performance.now()) * 1000)) * 1000n;
      case 1:
        return onNode ? process.hrtime.bigint() : BigInt(Math.round(performance.now() * 1e6));
      case 2:
      case 3:
        if (onNode) {
          const { user, system } = process.cpuUsage();
          return BigInt(user + system) * 1000n;
        }
        return BigInt(Math.round((performance.now() - this.start) * 1e6));
      default:
        return fail('EINVAL');
    }
  }

  clock_res_get(clock, out) {
    if (clock < 0 || clock > 3) fail('EINVAL');
    this.set64(out, clock === 1 && onNode ? 1n : 1000n);
  }

  clock_time_get(clock, precision, out) {
    this.set64(out, this.nanoseconds(clock));
  }

  random_get(at, length) {
    for (let done = 0; done < length; done += 65536) {
      const part = new Uint8Array(Math.min(65536, length - done));
      this.bytes(at + done, part.length).set(crypto.getRandomValues(part));
    }
  }

  sched_yield() {}

  proc_exit(status) {
    throw new Exit(status);
  }

  proc_raise(signal) {
    throw new Exit(128 + signal);
  }

  // ------------------------------------------------------------ descriptors

  fd_advise(fd) {
    this.file(fd);
  }

  fd_allocate(fd, offset, length) {
    const { handle } = this.file(fd);
    if (!handle) fail('EBADF');
    const size = Number(offset + length);
    if (Number(handle.stat().size) < size) handle.truncate(size);
  }

  fd_close(fd) {
    const file = this.file(fd);
    delete this.files[fd];
    file.handle?.close();
  }

  fd_sync(fd) {
    const file = this.file(fd);
    if (file.stream) fail('EINVAL');
    file.handle?.sync();
  }

  fd_datasync(fd) {
    return this.fd_sync(fd);
  }

  fd_fdstat_get(fd, out) {
    const file = this.file(fd);
    const view = this.view;
    let { rights } = file;
    let type = file.folder ? TYPE.FOLDER : TYPE.FILE;
    if (file.stream) {
      type = file.stream.terminal ? TYPE.CHARACTER : file.stream.stat().type;
      // A character device that can be positioned is none at which somebody sits.
      if (!file.stream.terminal && type === TYPE.CHARACTER) rights = RIGHTS.ALL;
    } else if (!file.folder) {
      type = file.handle.stat().type;
    }
    this.bytes(out, 24).fill(0);
    view.setUint8(out, type);
    view.setUint16(out + 2, file.flags, true);
    view.setBigUint64(out + 8, rights, true);
    view.setBigUint64(out + 16, file.inherited ?? 0n, true);
  }

  fd_fdstat_set_flags(fd, flags) {
    this.file(fd).flags = flags;
  }

  fd_fdstat_set_rights(fd, rights, inherited) {
    const file = this.file(fd);
    if (rights & ~file.rights || inherited & ~(file.inherited ?? 0n)) fail('ENOTCAPABLE');
    file.rights = rights;
    file.inherited = inherited;
  }

  putStat(out, { dev, ino, type, nlink, size, atime, mtime, ctime }) {
    this.bytes(out, 64).fill(0);
    this.view.setUint8(out + 16, type);
    [[0, dev], [8, ino], [24, nlink], [32, size], [40, atime], [48, mtime], [56, ctime]].forEach(([offset, value]) =>
      this.set64(out + offset, value));
  }

  fd_filestat_get(fd, out) {
    const file = this.file(fd);
    const holder = file.stream ?? file.handle;
    this.putStat(out, holder ? holder.stat() : file.volume.stat(file.path, true));
  }

  fd_filestat_set_size(fd, size) {
    const { handle, rights } = this.file(fd);
    if (!handle || !(rights & RIGHTS.SIZE)) fail('EINVAL');
    handle.truncate(Number(size));
  }

  /** Seconds for the times that the flags choose; the present ones for the others. */
  times(flags, atime, mtime, present) {
    const now = Date.now() / 1000;
    const choose = (given, set, setNow, old) => (flags & setNow ? now : Number(flags & set ? given : old) / 1e9);
    return [choose(atime, 1, 2, present.atime), choose(mtime, 4, 8, present.mtime)];
  }

  fd_filestat_set_times(fd, atime, mtime, flags) {
    const { handle } = this.file(fd);
    if (!handle) fail('EBADF');
    handle.setTimes(...this.times(flags, atime, mtime, handle.stat()));
  }

  read(fd, at, count, position) {
    const file = this.file(fd);
    if (file.folder) fail('EISDIR');
    if (file.stream) {
      // Input is given as it comes: one piece, so that nobody waits for more than there is.
      return this.vector(at, Math.min(count, 1), (bytes) => file.stream.read(bytes));
    }
    if (!(file.rights & RIGHTS.READ)) fail('EBADF');
    return this.vector(at, count, (bytes, done) => {
      // Pipes, sockets and devices have no positions.
      const place = file.seekable ? (position ?? file.position) + done : null;
      return file.handle.read(bytes, place);
    });
  }

  write(fd, at, count, position) {
    const file = this.file(fd);
    if (file.folder) fail('EISDIR');
    if (file.stream) return this.vector(at, count, (bytes) => file.stream.write(bytes));
    if (!(file.rights & RIGHTS.WRITE)) fail('EBADF');
    const append = file.flags & 1;
    return this.vector(at, count, (bytes, done) => {
      const place = file.seekable && !append ? (position ?? file.position) + done : null;
      return file.handle.write(bytes, place);
    });
  }

  fd_read(fd, at, count, out) {
    const done = this.read(fd, at, count, null);
    const file = this.file(fd);
    if (file.seekable) file.position += done;
    this.set32(out, done);
  }

  fd_pread(fd, at, count, position, out) {
    if (!this.file(fd).seekable) fail('ESPIPE');
    this.set32(out, this.read(fd, at, count, Number(position)));
  }

  fd_write(fd, at, count, out) {
    const done = this.write(fd, at, count, null);
    const file = this.file(fd);
    if (file.seekable) file.position = file.flags & 1 ? Number(file.handle.stat().size) : file.position + done;
    this.set32(out, done);
  }

  fd_pwrite(fd, at, count, position, out) {
    if (!this.file(fd).seekable) fail('ESPIPE');
    this.set32(out, this.write(fd, at, count, Number(position)));
  }

  fd_seek(fd, offset, whence, out) {
    const file = this.file(fd);
    if (!file.seekable) fail(file.folder ? 'EISDIR' : 'ESPIPE');
    const base = whence === 0 ? 0 : whence === 1 ? file.position : whence === 2 ? Number(file.handle.stat().size) : NaN;
    const position = base + Number(offset);
    if (!(position >= 0)) fail('EINVAL');
    file.position = position;
    this.set64(out, BigInt(position));
  }

  fd_tell(fd, out) {
    return this.fd_seek(fd, 0n, 1, out);
  }

  fd_renumber(fd, to) {
    const file = this.file(fd);
    this.file(to).handle?.close();
    this.files[to] = file;
    delete this.files[fd];
  }

  fd_prestat_get(fd, out) {
    const { name } = this.file(fd);
    if (name === undefined) fail('EBADF');
    this.set32(out, 0);
    this.set32(out + 4, new TextEncoder().encode(name).length);
  }

  fd_prestat_dir_name(fd, at, length) {
    const name = new TextEncoder().encode(this.file(fd).name ?? fail('EBADF'));
    if (name.length > length) fail('ENAMETOOLONG');
    this.bytes(at, name.length).set(name);
  }

  fd_readdir(fd, at, length, cookie, out) {
    const file = this.file(fd);
    if (!file.folder) fail('ENOTDIR');
    if (cookie === 0n || !file.listed) {
      const dots = ['.', '..'].map((name) => ({ name, type: TYPE.FOLDER, ino: 0n }));
      file.listed = [...dots, ...file.volume.list(file.path)];
    }
    let used = 0;
    for (let i = Number(cookie); i < file.listed.length && used < length; i++) {
      const { name, type, ino } = file.listed[i];
      const text = new TextEncoder().encode(name);
      const entry = new Uint8Array(24 + text.length);
      const view = new DataView(entry.buffer);
      view.setBigUint64(0, BigInt(i + 1), true);
      view.setBigUint64(8, ino, true);
      view.setUint32(16, text.length, true);
      view.setUint8(20, type);
      entry.set(text, 24);
      // The last one may be cut off: that the buffer is full says that there is more.
      const part = entry.subarray(0, length - used);
      this.bytes(at + used, part.length).set(part);
      used += part.length;
    }
    this.set32(out, used);
  }

  // ------------------------------------------------------------ paths

  path_open(fd, lookup, at, length, oflags, rights, inherited, flags, out) {
    const { volume, path } = this.resolve(fd, at, length);
    const reading = (rights & RIGHTS.READ) !== 0n || (rights & RIGHTS.READDIR) !== 0n;
    const writing = (rights & (RIGHTS.WRITE | RIGHTS.ALLOCATE | RIGHTS.SIZE)) !== 0n;
    const options = {
      create: oflags & 1, folder: oflags & 2, exclusive: oflags & 4, truncate: oflags & 8, follow: lookup & 1,
      reading: reading || !writing, writing, append: flags & 1,
    };
    const handle = volume.open(path, options);
    const { type } = handle.stat();
    const file = { handle, rights, inherited, flags, position: 0, seekable: type === TYPE.FILE, volume };
    if (type === TYPE.FOLDER) Object.assign(file, { folder: true, path });
    let number = 3;
    while (this.files[number]) number++;
    this.files[number] = file;
    this.set32(out, number);
  }

  path_create_directory(fd, at, length) {
    const { volume, path } = this.resolve(fd, at, length);
    volume.mkdir(path);
  }

  path_remove_directory(fd, at, length) {
    const { volume, path } = this.resolve(fd, at, length);
    volume.rmdir(path);
  }

  path_unlink_file(fd, at, length) {
    const { volume, path } = this.resolve(fd, at, length);
    volume.unlink(path);
  }

  path_filestat_get(fd, lookup, at, length, out) {
    const { volume, path } = this.resolve(fd, at, length);
    this.putStat(out, volume.stat(path, lookup & 1));
  }

  path_filestat_set_times(fd, lookup, at, length, atime, mtime, flags) {
    const { volume, path } = this.resolve(fd, at, length);
    const follow = lookup & 1;
    volume.setTimes(path, ...this.times(flags, atime, mtime, volume.stat(path, follow)), follow);
  }

  /** Two places, which must be in one file system. */
  both(fd, at, length, fd2, at2, length2) {
    const from = this.resolve(fd, at, length);
    const to = this.resolve(fd2, at2, length2);
    if (from.volume !== to.volume) fail('EXDEV');
    return [from.volume, from.path, to.path];
  }

  path_rename(fd, at, length, fd2, at2, length2) {
    const [volume, from, to] = this.both(fd, at, length, fd2, at2, length2);
    volume.rename(from, to);
  }

  path_link(fd, lookup, at, length, fd2, at2, length2) {
    const [volume, from, to] = this.both(fd, at, length, fd2, at2, length2);
    volume.link(from, to);
  }

  path_symlink(target, targetLength, fd, at, length) {
    const { volume, path } = this.resolve(fd, at, length);
    volume.symlink(this.text(target, targetLength), path);
  }

  path_readlink(fd, at, length, buffer, size, out) {
    const { volume, path } = this.resolve(fd, at, length);
    const target = new TextEncoder().encode(volume.readlink(path)).subarray(0, size);
    this.bytes(buffer, target.length).set(target);
    this.set32(out, target.length);
  }

  // ------------------------------------------------------------ waiting

  /** Descriptors are always ready; so only a list of nothing but clocks waits, for the first of them. */
  poll_oneoff(at, events, count, out) {
    if (!count) fail('EINVAL');
    const { view } = this;
    const subscriptions = [];
    for (let i = 0; i < count; i++) {
      const place = at + 48 * i;
      const kind = view.getUint8(place + 8);
      let left = 0;
      if (kind === 0) {
        const timeout = view.getBigUint64(place + 24, true);
        const absolute = view.getUint16(place + 40, true) & 1;
        const now = absolute ? this.nanoseconds(view.getUint32(place + 16, true)) : 0n;
        left = Math.max(0, Number(timeout - now) / 1e6);
      }
      subscriptions.push({ userdata: view.getBigUint64(place, true), kind, left });
    }
    const shortest = Math.min(...subscriptions.map(({ left }) => left));
    if (shortest > 0) (this.system.pause ?? pause)(shortest);
    const ready = subscriptions.filter(({ left }) => left <= shortest);
    ready.forEach(({ userdata, kind }, i) => {
      this.bytes(events + 32 * i, 32).fill(0);
      this.set64(events + 32 * i, userdata);
      this.view.setUint8(events + 32 * i + 10, kind);
      if (kind) this.set64(events + 32 * i + 16, 1n);
    });
    this.set32(out, ready.length);
  }

  sock_accept() {
    fail('ENOTSUP');
  }

  sock_recv() {
    fail('ENOTSUP');
  }

  sock_send() {
    fail('ENOTSUP');
  }

  sock_shutdown() {
    fail('ENOTSUP');
  }
}

// ---------------------------------------------------------------- running

/** What SIGABRT gives natively. */
const ABORTED = 134;

/** What to say of a program that failed below its own error handling: the functions come from the name section. */
function describe(error) {
  const names = [];
  for (const line of String(error.stack ?? '').split('\n')) {
    const frame = /(?:at\s+)?(\S*?)\s*(?:\(|@)?\S*wasm(?:-function|:\/\/)/.exec(line);
    if (frame) names.push(frame[1].replace(/^.*\.wasm\./, '') || '(unnamed)');
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

/** Runs a compiled module with these streams and folders; the exit status. */
function execute(module, options) {
  const wasi = new WASI(options);
  const imports = { wasi_snapshot_preview1: wasi.imports, ...options.imports };
  try {
    const instance = new WebAssembly.Instance(module, imports);
    wasi.memory = instance.exports.memory;
    options.onInstance?.(instance, wasi);
    instance.exports._start();
    return 0;
  } catch (error) {
    if (error instanceof Exit) return error.status;
    const isTrap = error instanceof WebAssembly.RuntimeError || error instanceof RangeError
      || error?.name === 'InternalError';
    if (!isTrap) throw error;
    options.streams[2].write(new TextEncoder().encode(describe(error)));
    return ABORTED;
  }
}

/**
 * Runs a program and gives its exit status.
 *
 * `wasm` is a `WebAssembly.Module`, bytes, a `Response` or a URL; without it the module beside this file is taken.
 * `args` are the arguments with the program's name in front, `env` an object, `stdin` text, bytes or a function of a number of
 * bytes that gives some (none at the end), `stdout` and `stderr` functions that take bytes, `terminal` says whether
 * the streams are one, `fs` comes from createFS(), `cwd` is the folder it starts in.
 */
export async function run({ wasm, args = ['program'], env = {}, stdin, stdout, stderr, terminal = false, fs, cwd = '/', ...more } = {}) {
  const module = await compile(wasm ?? new URL(import.meta.url.replace(/\.mjs(\?.*)?$/, '.wasm')));
  const { volume } = fs ?? createFS();
  const streams = [
    new CallbackStream(stdin, null, terminal),
    new CallbackStream(null, stdout, terminal),
    new CallbackStream(null, stderr ?? stdout, terminal),
  ];
  const preopens = [['/', { volume, path: '/' }]];
  return execute(module, { args, env: { PWD: cwd, ...env }, streams, preopens, system: {}, ...more });
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
  const volume = new HostFS();
  const cwd = process.cwd();
  // Where there is no one root, only the current folder is seen.
  const preopens = cwd.startsWith('/') ? [['/', { volume, path: '/' }]] : [['.', { volume, path: cwd }]];
  const env = { ...process.env };
  if (cwd.startsWith('/')) env.PWD = cwd;
  const streams = [0, 1, 2].map((fd) => new ProcessStream(fd));
  return execute(module, { args, env, streams, preopens, system: {} });
}

if (onNode && process.argv[1]) {
  const own = new URL(import.meta.url);
  let started = null;
  try {
    started = nodeFS.realpathSync(process.argv[1]);
  } catch {
    // Not a file: then it was not this one.
  }
  const { fileURLToPath } = await import('node:url');
  const path = fileURLToPath(own);
  if (started === path || started === path.replace(/\.mjs$/, '')) {
    process.exit(runProcess(path.replace(/\.mjs$/, '.wasm')));
  }
}
