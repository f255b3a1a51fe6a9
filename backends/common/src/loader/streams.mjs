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
    if (!nodeFS.fstatSync(this.fd).isCharacterDevice()) return false;
    nodeTTY ??= builtin('tty');
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
