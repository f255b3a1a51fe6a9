# every C function that programs find where there is no C library can be translated
# skip: untranslated (the platform without C library)
# skip: interp (the platform without C library)
# skip: c (the platform without C library)
# skip: native (the platform without C library)
# skip: reference (the platform without C library)
from rpython.platform.wasi import externals
from rpython.rlib.unroll import unrolling_iterable
from rpython.rtyper.lltypesystem import lltype, rffi

TYPES = {'z': rffi.SIZE_T, 's': rffi.SSIZE_T, 'p': rffi.VOIDP, 'i': rffi.INT, 'm': rffi.UINT, 'l': rffi.LONG,
         'd': rffi.DOUBLE, 'v': lltype.Void}
VALUES = {'z': 'rffi.cast(rffi.SIZE_T, k)', 'p': 'q', 'i': 'rffi.cast(rffi.INT, k)', 'm': 'rffi.cast(rffi.UINT, k)',
          'l': 'rffi.cast(rffi.LONG, k)', 'd': 'float(k)'}

# name:arguments:result
SIGNATURES = '''
    malloc:z:p free:p:v calloc:zz:p realloc:pz:p malloc_usable_size:p:z memcpy:ppz:p memmove:ppz:p memset:piz:p
    memcmp:ppz:i memchr:piz:p strlen:p:z strnlen:pz:z strcmp:pp:i strncmp:ppz:i strcpy:pp:p strncpy:ppz:p
    strcat:pp:p strchr:pi:p strrchr:pi:p strstr:pp:p strdup:p:p isspace:i:i isalnum:i:i isxdigit:i:i isprint:i:i
    ispunct:i:i iscntrl:i:i tolower:i:i toupper:i:i abs:i:i labs:l:l strtol:ppi:l strtoll:ppi:l atoi:p:i open:pim:i
    creat:pm:i close:i:i dup:i:i dup2:ii:i read:ipz:s write:ipz:s pread:ipzl:s pwrite:ipzl:s lseek:ili:l
    ftruncate:il:i fsync:i:i fdatasync:i:i isatty:i:i fcntl:iil:i ioctl:ilp:i getrandom:pzm:s getentropy:pz:i
    getcwd:pz:p chdir:p:i rpy_stat:ipip:i stat:pp:i lstat:pp:i fstat:ip:i access:pi:i unlink:p:i rmdir:p:i
    remove:p:i mkdir:pm:i rename:pp:i link:pp:i symlink:pp:i readlink:ppz:s truncate:pl:i umask:m:m utimes:pp:i
    utime:pp:i opendir:p:p closedir:p:i readdir:p:p rewinddir:p:v dirfd:p:i rpy_readdir_name:p:p rpy_environ::p
    getenv:p:p setenv:ppi:i putenv:p:i unsetenv:p:i clearenv::i clock_gettime:ip:i clock_getres:ip:i
    gettimeofday:pp:i time:p:l clock::l rpy_times:p:i nanosleep:pp:i clock_nanosleep:iipp:i usleep:m:i sleep:m:m
    select:ipppp:i gmtime:p:p gmtime_r:pp:p localtime:p:p localtime_r:pp:p mktime:p:l timegm:p:l tzset::v
    strftime:pzpp:z exit:i:v _exit:i:v _Exit:i:v abort::v getpid::i getppid::i getuid::m geteuid::m getgid::m
    getegid::m kill:ii:i raise:i:i system:p:i waitpid:ipi:i signal:ip:p sched_yield::i sysconf:i:l getpagesize::i
    gethostname:pz:i strerror:i:p floor:d:d ceil:d:d trunc:d:d rint:d:d nearbyint:d:d round:d:d fabs:d:d
    copysign:dd:d frexp:dp:d ldexp:di:d scalbn:di:d modf:dp:d exp:d:d exp2:d:d expm1:d:d log:d:d log2:d:d log10:d:d
    log1p:d:d pow:dd:d sqrt:d:d cbrt:d:d hypot:dd:d fmod:dd:d sin:d:d cos:d:d tan:d:d asin:d:d acos:d:d atan:d:d
    atan2:dd:d sinh:d:d cosh:d:d tanh:d:d asinh:d:d acosh:d:d atanh:d:d erf:d:d erfc:d:d tgamma:d:d lgamma:d:d
    fork::i execv:pp:i socket:iii:i dlopen:pi:p pipe:p:i rpy_get_saved_errno::i rpy_set_saved_errno:i:v
    rpy_get_saved_alt_errno::i rpy_set_saved_alt_errno:i:v isdigit:i:i isupper:i:i islower:i:i isalpha:i:i llabs:l:l
    atol:p:l atoll:p:l open64:pim:i lseek64:ili:l ftruncate64:il:i pread64:ipzl:s pwrite64:ipzl:s stat64:pp:i
    lstat64:pp:i fstat64:ip:i readdir64:p:p
'''


def make_caller(name, args, result):
    function = rffi.llexternal(name, [TYPES[letter] for letter in args], TYPES[result], save_err=rffi.RFFI_SAVE_ERRNO)
    source = 'def caller(k, q):\n    function(%s)\n' % ', '.join([VALUES[letter] for letter in args])
    namespace = {'function': function, 'rffi': rffi}
    exec source in namespace
    return namespace['caller']


words = [word.split(':') for word in SIGNATURES.split()]
names = [word[0] for word in words]
forgotten = [name for name in sorted(externals._TABLE) if name not in names]
callers = unrolling_iterable([(i + 1000, make_caller(*word)) for i, word in enumerate(words)])


def entry_point(argv):
    # Translated, but not called: no argument count is that large.
    k = len(argv)
    memory = lltype.malloc(rffi.VOIDP.TO, 100, flavor='raw')
    for i, caller in callers:
        if k == i:
            caller(k, memory)
    lltype.free(memory, flavor='raw')
    print ' '.join(forgotten) or 'all'
    return 0


def target(driver, args):
    return entry_point, None
