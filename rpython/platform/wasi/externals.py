"""The C functions that programs call, without a C library: which of them are written here, and how calls arrive there.

rffi.llexternal() asks `replacement()`. The functions take ints and addresses; an adapter of the declared types stands in
between, so that what is annotated is one function of known types whatever the callers pass.
"""
from __llmemory__ import cast

from rpython.rlib.rarithmetic import intmask, widen
from rpython.rtyper.lltypesystem import lltype, llmemory

# Families of functions; a name in C may differ behind `=`.
_FAMILIES = {
    'rpython.platform.wasi.heap': 'malloc free calloc realloc malloc_usable_size',
    'rpython.platform.wasi.blocks': '''memcpy memmove memset memcmp memchr strlen strnlen strcmp strncmp strcpy strncpy
        strcat strchr strrchr strstr strdup isspace isdigit isupper islower isalpha isalnum isxdigit isprint ispunct
        iscntrl tolower toupper abs labs=abs llabs=abs strtol strtoll=strtol atoi atol=atoi atoll=atoi''',
    'rpython.platform.wasi.errno': '''rpy_get_saved_errno rpy_set_saved_errno rpy_get_saved_alt_errno
        rpy_set_saved_alt_errno''',
    'rpython.platform.wasi.descriptors': '''open creat close dup dup2 read write pread pwrite lseek ftruncate fsync
        fdatasync=fsync isatty fcntl ioctl getrandom getentropy open64=open lseek64=lseek ftruncate64=ftruncate
        pread64=pread pwrite64=pwrite''',
    'rpython.platform.wasi.paths': 'getcwd chdir',
    'rpython.platform.wasi.files': '''rpy_stat stat lstat fstat stat64=stat lstat64=lstat fstat64=fstat access unlink
        rmdir remove mkdir rename link symlink readlink truncate umask utimes utime opendir closedir readdir
        rewinddir dirfd rpy_readdir_name readdir64=readdir''',
    'rpython.platform.wasi.environment': 'rpy_environ getenv setenv putenv unsetenv clearenv',
    'rpython.platform.wasi.clocks': '''clock_gettime clock_getres gettimeofday time clock rpy_times nanosleep
        clock_nanosleep usleep sleep select gmtime gmtime_r localtime localtime_r mktime timegm tzset strftime''',
    'rpython.platform.wasi.processes': '''exit _exit _Exit=_exit abort getpid getppid getuid geteuid getgid getegid
        kill raise=wasi_raise system waitpid signal sched_yield sysconf getpagesize gethostname''',
    'rpython.platform.wasi.messages': 'strerror',
    'rpython.platform.libm.rounding': 'floor ceil trunc rint nearbyint=rint round fabs copysign frexp ldexp scalbn=ldexp modf',
    'rpython.platform.libm.exponential': 'exp exp2 expm1',
    'rpython.platform.libm.logarithm': 'log log2 log10 log1p',
    'rpython.platform.libm.power': 'pow sqrt cbrt hypot fmod',
    'rpython.platform.libm.trigonometric': 'sin cos tan',
    'rpython.platform.libm.inverse': 'asin acos atan atan2',
    'rpython.platform.libm.hyperbolic': 'sinh cosh tanh asinh acosh atanh',
    'rpython.platform.libm.special': 'erf erfc tgamma lgamma',
}

# What there is no way to do: such a call fails with ENOSYS.
_FAILING = frozenset('''
    fork vfork execv execve execvp execvpe pipe pipe2 popen pclose wait wait3 wait4 socket connect bind listen accept
    send recv sendto recvfrom shutdown getsockopt setsockopt socketpair poll ppoll epoll_create epoll_ctl epoll_wait
    chmod fchmod chown fchown lchown chroot mkfifo mknod setuid setgid setsid setpgid getpgid tcgetattr tcsetattr
    openpty forkpty dlopen dlsym dlclose mmap mprotect munmap sigaction sigprocmask setitimer alarm getrlimit setrlimit
    getrusage sem_init sem_wait sem_post pthread_create nice getloadavg sync flock lockf statvfs fstatvfs uname
    ttyname ctermid getlogin getpwnam getpwuid initgroups setgroups getgroups mremap madvise'''.split())

# Libraries whose functions are imports of the module, or instructions.
_IMPORTED = frozenset(['rpython', 'wasi_snapshot_preview1'])

SAVE_ERRNO, READ_SAVED, ZERO_BEFORE, ALTERNATIVE = 1, 2, 4, 64


def _make_table():
    table = {}
    for module, names in _FAMILIES.items():
        for word in names.split():
            name, _, own = word.partition('=')
            table[name] = (module, own or name)
    return table


_TABLE = _make_table()


def find(name):
    """The function that stands for this one of C; None if there is none."""
    if name not in _TABLE:
        return None
    module, own = _TABLE[name]
    return getattr(__import__(module, None, None, ['*']), own)


def _conversion(TYPE, word):
    """How an argument of this type becomes an int, a float or an address."""
    if isinstance(TYPE, lltype.Ptr):
        if isinstance(TYPE.TO, lltype.FuncType):
            return word
        return 'cast_ptr_to_adr(%s)' % word
    if TYPE is lltype.Float or TYPE is llmemory.Address or TYPE is lltype.Bool:
        return word
    if TYPE is lltype.SingleFloat:
        return 'float(%s)' % word
    if TYPE is lltype.Char:
        return 'ord(%s)' % word
    if isinstance(TYPE, lltype.Number) and llmemory.sizeof(TYPE) <= llmemory.sizeof(lltype.Signed):
        return 'intmask(widen(%s))' % word
    return word


def _result(TYPE, call):
    if TYPE is lltype.Void or TYPE is lltype.Float or TYPE is llmemory.Address:
        return call
    if isinstance(TYPE, lltype.Ptr):
        return 'cast_adr_to_ptr(%s, RESULT)' % call
    return 'cast(RESULT, %s)' % call


def _source(name, args, result, save_err, body):
    """The adapter's source: `body` is the call, or empty for a function that is not there."""
    names = ['a%d' % i for i in range(len(args))]
    kept = 'alternative' if save_err & ALTERNATIVE else 'saved'
    lines = []
    if save_err & READ_SAVED:
        lines.append('state.now = state.' + kept)
    elif save_err & ZERO_BEFORE:
        lines.append('state.now = 0')
    lines.append(body if result is lltype.Void else 'result = ' + body)
    if save_err & SAVE_ERRNO:
        lines.append('state.%s = state.now' % kept)
    if result is not lltype.Void:
        lines.append('return result')
    return 'def %s(%s):\n    %s\n' % (name, ', '.join(names), '\n    '.join(lines))


def replacement(name, args, result, compilation_info, save_err):
    """A function pointer of these types to what stands for the C function; None to leave it an external."""
    if frozenset(compilation_info.libraries) & _IMPORTED or not isinstance(name, str):
        return None
    from rpython.platform.wasi import errno
    namespace = {'cast': cast, 'cast_ptr_to_adr': llmemory.cast_ptr_to_adr,
                 'cast_adr_to_ptr': llmemory.cast_adr_to_ptr, 'intmask': intmask, 'widen': widen,
                 'RESULT': result, 'state': errno.state, 'fail': errno.fail}
    function = find(name)
    if function is not None:
        namespace['function'] = function
        passed = [_conversion(TYPE, 'a%d' % i) for i, TYPE in enumerate(args)]
        body = _result(result, 'function(%s)' % ', '.join(passed))
    elif name in _FAILING:
        body = _failure(result)
    else:
        return None
    identifier = 'wasi_' + name
    exec _source(identifier, args, result, save_err, body) in namespace
    adapter = namespace[identifier]
    return lltype.functionptr(lltype.FuncType(args, result), name, _callable=adapter)


def _failure(result):
    call = 'fail(38)'
    if result is lltype.Void:
        return call
    if isinstance(result, lltype.Ptr) or result is llmemory.Address:
        return 'cast(RESULT, %s + 1)' % call
    if result is lltype.Float:
        return 'float(%s)' % call
    return 'cast(RESULT, %s)' % call
