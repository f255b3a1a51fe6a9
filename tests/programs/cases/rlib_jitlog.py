# What interpreters ask a tracing JIT or a profiler, in programs that have neither; the log of a JIT.
# skip: reference (it needs its JIT for these)
import os
from rpython.rlib import jit, jit_hooks, rvmprof
from rpython.rlib.rjitlog import rjitlog
from rpython.rlib.rvmprof import traceback
from rpython.rlib.rarithmetic import intmask
from rpython.rtyper.lltypesystem import lltype
from _cases import entry_point_of


def codes(s):
    return ' '.join([str(ord(c)) for c in s])


def case_little_endian():
    print codes(rjitlog.encode_le_16bit(0x1234)), '/', codes(rjitlog.encode_le_32bit(0x01020304))
    print codes(rjitlog.encode_le_64bit(258)), '/', codes(rjitlog.encode_le_64bit(-2))
    print codes(rjitlog.encode_le_16bit(-1)), '/', codes(rjitlog.encode_le_32bit(-2))


def case_text():
    print codes(rjitlog.encode_str('ab')), '/', codes(rjitlog.encode_str(''))


def case_types():
    print codes(rjitlog.encode_type('i', 7)), '/', codes(rjitlog.encode_type('q', 7)), '/', \
        codes(rjitlog.encode_type('h', 7))


def case_prefixes():
    print repr_of(rjitlog.commonprefix('abcd', 'abx')), repr_of(rjitlog.commonprefix('abc', 'abcd'))
    print repr_of(rjitlog.commonprefix('', 'a')), repr_of(rjitlog.commonprefix('x', 'y'))


def repr_of(s):
    return "'%s'" % s


def case_marks():
    print ord(rjitlog.MARK_INPUT_ARGS), ord(rjitlog.MARK_RESOP_META), ord(rjitlog.MARK_JITLOG_HEADER)
    print ord(rjitlog.MARK_TMP_CALLBACK), rjitlog.JITLOG_VERSION
    print rjitlog.MP_FILENAME[0], rjitlog.MP_SCOPE[0], rjitlog.MP_LINENO[1], rjitlog.MP_STR[1]


@rjitlog.returns(rjitlog.MP_FILENAME, rjitlog.MP_LINENO)
def get_location(name):
    return ("file", 3)


def case_returns():
    print get_location('x')[1]


def case_header():
    fd = os.open('the.log', os.O_RDWR | os.O_CREAT, 0644)
    print rjitlog.jitlog_enabled(),
    rjitlog.enable_jitlog(fd)
    print rjitlog.jitlog_enabled(),
    rjitlog.disable_jitlog()
    print rjitlog.jitlog_enabled()
    fd = os.open('the.log', os.O_RDONLY, 0)
    text = os.read(fd, 1000)
    os.close(fd)
    machine = rjitlog.encode_str(rjitlog.MACHINE_NAME)
    print ord(text[0]), codes(text[1:3]), int(ord(text[3]) == int(rjitlog.IS_32_BIT))
    end = 4 + len(machine)
    print int(text[4:end] == machine), codes(text[end:])
    os.unlink('the.log')


def case_no_log():
    rjitlog.jitlog_write_marked('abc', 3)
    rjitlog.disable_jitlog()
    rjitlog.stats_flush_trace_counts(None)
    print 'nothing'


def case_error():
    try:
        raise rjitlog.JitlogError('full')
    except rjitlog.JitlogError, e:
        print e.msg


def case_counters():
    print jit_hooks.stats_get_counter_value(None, jit.Counters.TRACING),
    print intmask(jit_hooks.stats_asmmemmgr_allocated(None)), intmask(jit_hooks.stats_asmmemmgr_used(None)),
    print int(jit_hooks.stats_get_times_value(None, jit.Counters.BACKEND)),
    print int(jit_hooks.stats_set_debug(None, True)), len(jit_hooks.stats_get_loop_run_times(None))
    jit_hooks.stats_memmgr_release_all(None)


driver = jit.JitDriver(name='driver', greens=['pc', 'code'], reds=[])


def case_places():
    jit_hooks.trace_next_iteration('driver', 3, 'code')
    jit_hooks.trace_next_iteration_hash('driver', 12345)
    jit_hooks.dont_trace_here('driver', 3, 'code')
    jit_hooks.mark_as_being_traced('driver', 3, 'code')
    print int(bool(jit_hooks.get_jitcell_at_key('driver', 3, 'code')))


class Code(object):
    def __init__(self, name):
        self.name = name


def name_of(code):
    return 'py:' + code.name + ':1:file'


rvmprof.register_code_object_class(Code, name_of)


def visit(code, where, arg):
    return 1


def case_traceback():
    array, length = traceback.traceback(10)
    print length, traceback.walk_traceback(Code, visit, 5, array, length)
    lltype.free(array, flavor='raw')


def case_profiling_is_refused():
    code = Code('f')
    rvmprof.register_code(code, name_of)
    print int(rvmprof.get_unique_id(code) > 0), int(rvmprof.is_enabled())
    try:
        rvmprof.enable(2, 0.1)
    except rvmprof.VMProfError, e:
        print e.msg


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
