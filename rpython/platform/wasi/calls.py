"""The functions of WASI preview 1: thin wrappers that take ints, and give WASI's error number."""
from __llmemory__ import cast

from rpython.platform.wasi.access import INT32, INT64
from rpython.platform.wasi.machine import imported
from rpython.rlib.objectmodel import always_inline
from rpython.rlib.rarithmetic import intmask, widen
from rpython.rtyper.lltypesystem import lltype, llmemory

# Letters of signatures: i an int of 32 bits, l one of 64, p an address.
_TYPES = {'i': INT32, 'l': INT64, 'p': llmemory.Address}


def _wasi(name, signature, result=INT32):
    """A function of ints and addresses."""
    args = [_TYPES[letter] for letter in signature]
    function = imported('wasi_snapshot_preview1', name, args, result)
    names = ['a%d' % i for i in range(len(args))]
    passed = []
    for letter, word in zip(signature, names):
        if letter == 'p':
            passed.append(word)
        else:
            passed.append('cast(%s, %s)' % ({'i': 'INT32', 'l': 'INT64'}[letter], word))
    call = 'function(%s)' % ', '.join(passed)
    if result is not lltype.Void:
        call = 'return intmask(widen(%s))' % call
    namespace = {'function': function, 'cast': cast, 'INT32': INT32, 'INT64': INT64, 'intmask': intmask, 'widen': widen}
    exec 'def wasi_%s(%s):\n    %s\n' % (name, ', '.join(names), call) in namespace
    return always_inline(namespace['wasi_' + name])


args_get = _wasi('args_get', 'pp')
args_sizes_get = _wasi('args_sizes_get', 'pp')
environ_get = _wasi('environ_get', 'pp')
environ_sizes_get = _wasi('environ_sizes_get', 'pp')
clock_res_get = _wasi('clock_res_get', 'ip')
clock_time_get = _wasi('clock_time_get', 'ilp')
fd_close = _wasi('fd_close', 'i')
fd_datasync = _wasi('fd_datasync', 'i')
fd_fdstat_get = _wasi('fd_fdstat_get', 'ip')
fd_fdstat_set_flags = _wasi('fd_fdstat_set_flags', 'ii')
fd_filestat_get = _wasi('fd_filestat_get', 'ip')
fd_filestat_set_size = _wasi('fd_filestat_set_size', 'il')
fd_filestat_set_times = _wasi('fd_filestat_set_times', 'illi')
fd_pread = _wasi('fd_pread', 'ipilp')
fd_prestat_get = _wasi('fd_prestat_get', 'ip')
fd_prestat_dir_name = _wasi('fd_prestat_dir_name', 'ipi')
fd_pwrite = _wasi('fd_pwrite', 'ipilp')
fd_read = _wasi('fd_read', 'ipip')
fd_readdir = _wasi('fd_readdir', 'ipilp')
fd_seek = _wasi('fd_seek', 'ilip')
fd_sync = _wasi('fd_sync', 'i')
fd_write = _wasi('fd_write', 'ipip')
path_create_directory = _wasi('path_create_directory', 'ipi')
path_filestat_get = _wasi('path_filestat_get', 'iipip')
path_filestat_set_times = _wasi('path_filestat_set_times', 'iipilli')
path_link = _wasi('path_link', 'iipiipi')
path_open = _wasi('path_open', 'iipiillip')
path_readlink = _wasi('path_readlink', 'ipipip')
path_remove_directory = _wasi('path_remove_directory', 'ipi')
path_rename = _wasi('path_rename', 'ipiipi')
path_symlink = _wasi('path_symlink', 'piipi')
path_unlink_file = _wasi('path_unlink_file', 'ipi')
poll_oneoff = _wasi('poll_oneoff', 'ppip')
proc_exit = _wasi('proc_exit', 'i', lltype.Void)
random_get = _wasi('random_get', 'pi')
sched_yield = _wasi('sched_yield', '')

# Where results arrive that are read at once: 64 bytes of the program.
_SCRATCH = lltype.Struct('wasi_scratch', ('words', lltype.FixedSizeArray(INT64, 8)))
_scratch = lltype.malloc(_SCRATCH, flavor='raw', immortal=True, zero=True)


@always_inline
def scratch():
    return llmemory.cast_ptr_to_adr(_scratch)
