// ---------------------------------------------------------------- WASI's numbers

const E = {
  SUCCESS: 0, E2BIG: 1, EACCES: 2, EAGAIN: 6, EBADF: 8, EBUSY: 10, EDQUOT: 19, EEXIST: 20, EFAULT: 21, EFBIG: 22,
  EINTR: 27, EINVAL: 28, EIO: 29, EISDIR: 31, ELOOP: 32, EMFILE: 33, EMLINK: 34, ENAMETOOLONG: 37, ENFILE: 41,
  ENODEV: 43, ENOENT: 44, ENOMEM: 48, ENOSPC: 51, ENOSYS: 52, ENOTDIR: 54, ENOTEMPTY: 55, ENOTSUP: 58, ENXIO: 60,
  EOVERFLOW: 61, EPERM: 63, EPIPE: 64, EROFS: 69, ESPIPE: 70, ESTALE: 72, ETXTBSY: 74, EXDEV: 75, ENOTCAPABLE: 76,
  EOPNOTSUPP: 58,
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
