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
