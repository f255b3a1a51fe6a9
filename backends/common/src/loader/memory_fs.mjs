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
function createFS() {
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
