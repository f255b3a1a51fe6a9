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
class WASI {
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
