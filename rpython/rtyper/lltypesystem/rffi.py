"""Talking to C: its types, calls of its functions, and strings in raw memory."""
import os

from __llmemory__ import cast, ptradd
from __rpython__ import number_class, POINTER_BITS, C_LONG_BITS, WCHAR_BITS

from rpython.rlib import rarithmetic
from rpython.rlib.intrinsic import intrinsic
from rpython.rlib.objectmodel import Symbolic, specialize, we_are_translated, keepalive_until_here
from rpython.rlib.rarithmetic import (
    LONG_BIT, maxint, intmask, r_int, r_uint, r_longlong, r_ulonglong, r_singlefloat, r_longfloat, r_int64)
from rpython.rtyper.annlowlevel import llhelper
from rpython.rtyper.lltypesystem import lltype, llmemory
from rpython.rtyper.lltypesystem.llmemory import cast_ptr_to_adr, itemoffsetof
from rpython.rtyper.lltypesystem.rawstrings import (
    str2charp, free_charp, charp2str, charp2strn, charpsize2str, str2chararray, str2rawmem,
    get_nonmovingbuffer_ll, free_nonmovingbuffer_ll, get_nonmovingbuffer_ll_final_null, alloc_buffer,
    str_from_buffer, keep_buffer_alive_until_here, unicode2wcharp, free_wcharp, wcharp2unicode,
    wcharp2unicoden, wcharpsize2unicode, unicode2wchararray, unicode2rawmem, get_nonmoving_unicodebuffer_ll,
    free_nonmoving_unicodebuffer_ll, alloc_unicodebuffer, unicode_from_buffer,
    keep_unicodebuffer_alive_until_here, get_nonmovingbuffer, get_nonmovingbuffer_final_null,
    free_nonmovingbuffer, str2constcharp, constcharp2str, constcharpsize2str, wcharpsize2utf8, wcharp2utf8,
    wcharp2utf8n, utf82wcharp, utf82wcharp_ex, liststr2charpp, free_charpp, charpp2liststr,
    scoped_str2charp, scoped_unicode2wcharp, scoped_utf82wcharp, scoped_nonmovingbuffer, scoped_view_charp,
    scoped_nonmoving_unicodebuffer, scoped_alloc_buffer, scoped_alloc_unicodebuffer, scoped_alloc_utf8buffer,
    get_raw_address_of_string, _get_raw_address_buf_from_string)
from rpython.translator.platform import name as platform_name
from rpython.translator.tool.cbuild import ExternalCompilationInfo

r_signedchar = rarithmetic.r_int8
r_uchar = rarithmetic.r_uint8
r_short = rarithmetic.r_int16
r_ushort = rarithmetic.r_uint16

# ---------------------------------------------------------------- number types

_long_bits = C_LONG_BITS
_word_bits = POINTER_BITS

_BY_SIZE = {
    (True, 8): lltype.typeOf(r_signedchar(0)),
    (False, 8): lltype.typeOf(r_uchar(0)),
    (True, 16): lltype.typeOf(r_short(0)),
    (False, 16): lltype.typeOf(r_ushort(0)),
    (True, 32): lltype.typeOf(rarithmetic.r_int32(0)),
    (False, 32): lltype.typeOf(rarithmetic.r_uint32(0)),
    (True, 64): lltype.typeOf(r_longlong(0)),
    (False, 64): lltype.typeOf(r_ulonglong(0)),
    (True, 128): lltype.SignedLongLongLong,
    (False, 128): lltype.UnsignedLongLongLong,
}

# Name for RPython, name in C, signed, bits.
_NUMBER_TABLE = [
    ('SIGNEDCHAR', 'signed char', True, 8),
    ('UCHAR', 'unsigned char', False, 8),
    ('SHORT', 'short', True, 16),
    ('USHORT', 'unsigned short', False, 16),
    ('INT', 'int', True, 32),
    ('UINT', 'unsigned int', False, 32),
    ('LONG', 'long', True, _long_bits),
    ('ULONG', 'unsigned long', False, _long_bits),
    ('LONGLONG', 'long long', True, 64),
    ('ULONGLONG', 'unsigned long long', False, 64),
    ('SIZE_T', 'size_t', False, _word_bits),
    ('SSIZE_T', 'ssize_t', True, _word_bits),
    ('INTPTR_T', 'intptr_t', True, _word_bits),
    ('UINTPTR_T', 'uintptr_t', False, _word_bits),
    ('PTRDIFF_T', 'ptrdiff_t', True, _word_bits),
    ('TIME_T', 'time_t', True, _long_bits),
    ('INT8_T', 'int8_t', True, 8),
    ('UINT8_T', 'uint8_t', False, 8),
    ('INT16_T', 'int16_t', True, 16),
    ('UINT16_T', 'uint16_t', False, 16),
    ('INT32_T', 'int32_t', True, 32),
    ('UINT32_T', 'uint32_t', False, 32),
    ('INT64_T', 'int64_t', True, 64),
    ('UINT64_T', 'uint64_t', False, 64),
    ('__INT128_T', '__int128_t', True, 128),
    ('__UINT128_T', '__uint128_t', False, 128),
    ('INTMAX_T', 'intmax_t', True, 64),
    ('UINTMAX_T', 'uintmax_t', False, 64),
    ('INT_LEAST8_T', 'int_least8_t', True, 8),
    ('UINT_LEAST8_T', 'uint_least8_t', False, 8),
    ('INT_LEAST16_T', 'int_least16_t', True, 16),
    ('UINT_LEAST16_T', 'uint_least16_t', False, 16),
    ('INT_LEAST32_T', 'int_least32_t', True, 32),
    ('UINT_LEAST32_T', 'uint_least32_t', False, 32),
    ('INT_LEAST64_T', 'int_least64_t', True, 64),
    ('UINT_LEAST64_T', 'uint_least64_t', False, 64),
    ('INT_FAST8_T', 'int_fast8_t', True, 8),
    ('UINT_FAST8_T', 'uint_fast8_t', False, 8),
    ('INT_FAST16_T', 'int_fast16_t', True, _word_bits),
    ('UINT_FAST16_T', 'uint_fast16_t', False, _word_bits),
    ('INT_FAST32_T', 'int_fast32_t', True, _word_bits),
    ('UINT_FAST32_T', 'uint_fast32_t', False, _word_bits),
    ('INT_FAST64_T', 'int_fast64_t', True, 64),
    ('UINT_FAST64_T', 'uint_fast64_t', False, 64),
    ('MODE_T', 'mode_t', False, 32),
    ('PID_T', 'pid_t', True, 32),
    ('UID_T', 'uid_t', False, 32),
    ('GID_T', 'gid_t', False, 32),
    ('OFF_T', 'off_t', True, 64),
    ('DEV_T', 'dev_t', False, _word_bits),
    ('INO_T', 'ino_t', False, _word_bits),
    ('SOCKLEN_T', 'socklen_t', False, 32),
    ('WCHAR_T', 'wchar_t', True, WCHAR_BITS),
    ('WINT_T', 'wint_t', False, 32),
    ('ERRNO_T', 'errno_t', True, 32),
    ('BOOL', 'int', True, 32),
]

TYPES = []
NUMBER_TYPES = []


class _Platform(object):
    """What programs ask about C types by name."""

    def __init__(self):
        self.types = {}
        self.numbertype_to_rclass = {}

    def inttype(self, name, c_name, signed, **kwds):
        return self.types[name]


platform = _Platform()


def _define_numbers():
    namespace = globals()
    for name, c_name, signed, bits in _NUMBER_TABLE:
        TYPE = _BY_SIZE[signed, bits]
        namespace[name] = TYPE
        namespace['r_' + name] = number_class(TYPE)
        namespace['r_' + name.lower()] = number_class(TYPE)
        # A pointer to one in C is a pointer to an array of any length.
        namespace[name + 'P'] = lltype.Ptr(lltype.Array(TYPE, hints={'nolength': True}))
        TYPES.append(c_name)
        platform.types[name] = TYPE
        platform.numbertype_to_rclass[TYPE] = number_class(TYPE)
        if TYPE not in NUMBER_TYPES:
            NUMBER_TYPES.append(TYPE)
    platform.numbertype_to_rclass[lltype.Signed] = int


_define_numbers()

CHAR = lltype.Char
DOUBLE = lltype.Float
FLOAT = lltype.SingleFloat
LONGDOUBLE = lltype.LongFloat
SIGNED = lltype.Signed
UNSIGNED = lltype.Unsigned
VOID = lltype.Void
INT_real = INT
UINT_real = UINT
r_int_real = number_class(INT)
r_uint_real = number_class(UINT)
INT_realP = INTP
NUMBER_TYPES += [lltype.Signed, lltype.Unsigned]

# ---------------------------------------------------------------- containers


@specialize.memo()
def CArray(TYPE):
    """An array as C knows it: without a length."""
    return lltype.Array(TYPE, hints={'nolength': True})


@specialize.memo()
def CArrayPtr(TYPE):
    return lltype.Ptr(CArray(TYPE))


@specialize.memo()
def CFixedArray(TYPE, size):
    return lltype.FixedSizeArray(TYPE, size)


def _named_hints(name, hints):
    hints = dict(hints or {})
    hints['external'] = 'C'
    hints['c_name'] = name
    return hints


def CStruct(name, *fields, **kwds):
    """`struct name` of C; its fields are written without prefix and read as `c_field`."""
    hints = _named_hints(name, kwds.pop('hints', None))
    c_fields = [('c_' + key, TYPE) for key, TYPE in fields]
    return lltype.Struct(name, hints=hints, *c_fields, **kwds)


def CStructPtr(*args, **kwds):
    return lltype.Ptr(CStruct(*args, **kwds))


@specialize.memo()
def CCallback(args, result):
    return lltype.Ptr(lltype.FuncType(args, result))


def COpaque(name=None, ptr_typedef=None, hints=None, compilation_info=None):
    """A C type that is only passed around by pointer."""
    hints = dict(hints or {})
    hints['external'] = 'C'
    if name is not None:
        hints['c_name'] = name
    if ptr_typedef is not None:
        hints['c_pointer_typedef'] = ptr_typedef
    if compilation_info is not None:
        hints['eci'] = compilation_info
    known = []

    def size_in_c():
        if not known:
            from rpython.rtyper.tool import rffi_platform
            known.append(rffi_platform.sizeof(name, compilation_info or ExternalCompilationInfo()))
        return known[0]
    hints['getsize'] = size_in_c
    return lltype.OpaqueType(name or ptr_typedef, hints=hints)


def COpaquePtr(*args, **kwds):
    typedef = kwds.pop('typedef', None)
    return lltype.Ptr(COpaque(ptr_typedef=typedef, *args, **kwds))


VOIDP = lltype.Ptr(lltype.Array(lltype.Char, hints={'nolength': True, 'render_as_void': True}))
CONST_VOIDP = lltype.Ptr(lltype.Array(
    lltype.Char, hints={'nolength': True, 'render_as_void': True, 'render_as_const': True}))
CCHARP = CArrayPtr(lltype.Char)
CONST_CCHARP = lltype.Ptr(lltype.Array(lltype.Char, hints={'nolength': True, 'render_as_const': True}))
CWCHARP = CArrayPtr(lltype.UniChar)
DOUBLEP = CArrayPtr(DOUBLE)
FLOATP = CArrayPtr(FLOAT)
LONGDOUBLEP = CArrayPtr(LONGDOUBLE)
SIGNEDP = CArrayPtr(lltype.Signed)
SIGNEDPP = CArrayPtr(SIGNEDP)
UNSIGNEDP = CArrayPtr(lltype.Unsigned)
VOIDPP = CArrayPtr(VOIDP)
CCHARPP = CArrayPtr(CCHARP)
CWCHARPP = CArrayPtr(CWCHARP)
NULL = None

# ---------------------------------------------------------------- calls of C functions

RFFI_SAVE_ERRNO = 1
RFFI_READSAVED_ERRNO = 2
RFFI_ZERO_ERRNO_BEFORE = 4
RFFI_FULL_ERRNO = RFFI_SAVE_ERRNO | RFFI_READSAVED_ERRNO
RFFI_FULL_ERRNO_ZERO = RFFI_SAVE_ERRNO | RFFI_ZERO_ERRNO_BEFORE
RFFI_SAVE_LASTERROR = 8
RFFI_READSAVED_LASTERROR = 16
RFFI_SAVE_WSALASTERROR = 32
RFFI_FULL_LASTERROR = RFFI_SAVE_LASTERROR | RFFI_READSAVED_LASTERROR
RFFI_ERR_NONE = 0
RFFI_ERR_ALL = RFFI_FULL_ERRNO | RFFI_FULL_LASTERROR
RFFI_ALT_ERRNO = 64


def llexternal(name, args, result, _callable=None, compilation_info=None, sandboxsafe=False, releasegil='auto',
               _nowrapper=False, calling_conv='c', elidable_function=False, macro=None,
               random_effects_on_gcobjs='auto', save_err=RFFI_ERR_NONE, natural_arity=-1):
    """A function that calls the C function `name`.

    Numbers are converted to the types of the arguments, strings passed for `char *` are copied into raw memory for
    the call, and an RPython function may be passed for a function pointer. `_nowrapper` gives the bare function
    pointer. `macro` is the name of a macro (or True: `name` is one) to call instead. The number of arguments before
    those that vary, `natural_arity`, makes no difference on the supported machines.
    """
    if compilation_info is None:
        compilation_info = ExternalCompilationInfo()
    assert _callable is None or callable(_callable)
    assert _callable is None or macro is None, "'macro' is useless if you specify '_callable'"
    has_callback = False
    for TYPE in args:
        if _is_function(TYPE):
            has_callback = True
    if releasegil is not True and releasegil is not False:
        # `sandboxsafe` functions are short, and what has no wrapper is called as it is.
        # What has pointers to functions as arguments may call back, perhaps functions that do not take the lock.
        releasegil = not sandboxsafe and not _nowrapper and not has_callback
    if random_effects_on_gcobjs is not True and random_effects_on_gcobjs is not False:
        random_effects_on_gcobjs = has_callback
    options = {'compilation_info': compilation_info, 'releasegil': releasegil, 'sandboxsafe': sandboxsafe,
               'save_err': save_err, 'calling_conv': calling_conv, 'elidable_function': elidable_function,
               'random_effects_on_gcobjs': random_effects_on_gcobjs}
    if _callable is not None:
        options['_callable'] = _callable
    if macro is not None:
        options['macro'] = name if macro is True else macro
    if random_effects_on_gcobjs not in (False, True):
        # The C function may call back.
        random_effects_on_gcobjs = any([_is_function_type(TYPE) for TYPE in args])
    assert not (elidable_function and random_effects_on_gcobjs)
    options['random_effects_on_gcobjs'] = random_effects_on_gcobjs
    FUNCTYPE = lltype.FuncType(args, result)
    funcptr = None
    if platform_name == 'wasi':
        from rpython.platform.wasi.externals import replacement
        funcptr = replacement(name, args, result, compilation_info, save_err)
    if funcptr is None:
        funcptr = lltype.functionptr(FUNCTYPE, name, external='C', **options)
    if _nowrapper:
        return funcptr
    wrapper = _make_wrapper(name, args, result, funcptr, releasegil)
    if elidable_function:
        wrapper._elidable_function_ = True
    wrapper._ptr = funcptr
    return wrapper


def _is_function(TYPE):
    return isinstance(TYPE, lltype.Ptr) and isinstance(TYPE.TO, lltype.FuncType)


def _is_text(TYPE):
    return TYPE in (CCHARP, CONST_CCHARP, VOIDP, CONST_VOIDP)


def _is_function_type(TYPE):
    return isinstance(TYPE, lltype.Ptr) and isinstance(TYPE.TO, lltype.FuncType)


@intrinsic('rffi.is_llptr')
def _isllptr(value):
    return isinstance(value, lltype._ptr)


@intrinsic('rffi.is_integer')
def _is_integer(value):
    return isinstance(value, (int, long, rarithmetic.base_int))


def _unicode_for_bytes():
    raise AssertionError("can't pass (any more) a unicode string directly to a VOIDP argument")


_unicode_for_bytes._annspecialcase_ = 'specialize:memo'


def _text_argument(i, TYPE):
    """Lines before and after a call that convert a string argument."""
    before = ['if a%d is None:' % i,
              '    p%d = nullptr(C%d)' % (i, i),
              '    f%d = nullptr(CHARS)' % (i,),
              'elif isinstance(a%d, str):' % i,
              '    f%d = str2charp(a%d)' % (i, i),
              '    p%d = cast(T%d, f%d)' % (i, i, i),
              'elif isinstance(a%d, unicode):' % i,
              '    unicode_for_bytes()',
              '    p%d = nullptr(C%d)' % (i, i),
              '    f%d = nullptr(CHARS)' % (i,),
              'else:',
              '    p%d = cast(T%d, a%d)' % (i, i, i),
              '    f%d = nullptr(CHARS)' % (i,)]
    return before, ['if f%d:' % i, '    free_charp(f%d)' % i]


def _wide_text_argument(i, TYPE):
    before = ['if a%d is None:' % i,
              '    p%d = nullptr(C%d)' % (i, i),
              '    f%d = nullptr(C%d)' % (i, i),
              'elif isinstance(a%d, unicode):' % i,
              '    f%d = unicode2wcharp(a%d)' % (i, i),
              '    p%d = f%d' % (i, i),
              'else:',
              '    p%d = a%d' % (i, i),
              '    f%d = nullptr(C%d)' % (i, i)]
    return before, ['if f%d:' % i, '    free_wcharp(f%d)' % i]


def _function_argument(i, TYPE):
    before = ['if isllptr(a%d):' % i,
              '    p%d = a%d' % (i, i),
              'else:',
              '    p%d = llhelper(T%d, callback_for(T%d, a%d, releasegil))' % (i, i, i, i)]
    return before, []


def _number_argument(i, TYPE):
    return ['if is_integer(a%d):' % i, '    p%d = cast(T%d, a%d)' % (i, i, i), 'else:', '    p%d = a%d' % (i, i)], []


def _make_wrapper(name, args, result, funcptr, releasegil):
    """Source made for the types of this function: how each argument is converted."""
    names = ['a%d' % i for i in range(len(args))]
    before, passed, after = [], [], []
    namespace = {'funcptr': funcptr, 'releasegil': releasegil, 'cast': cast, 'str2charp': str2charp, 'free_charp': free_charp,
                 'nullptr': lltype.nullptr, 'unicode2wcharp': unicode2wcharp, 'free_wcharp': free_wcharp,
                 'isllptr': _isllptr, 'is_integer': _is_integer, 'llhelper': llhelper,
                 'callback_for': _callback_for, 'unicode_for_bytes': _unicode_for_bytes, 'CHARS': CCHARP.TO}
    for i, TYPE in enumerate(args):
        namespace['T%d' % i] = TYPE
        if isinstance(TYPE, lltype.Ptr):
            namespace['C%d' % i] = TYPE.TO
        if _is_text(TYPE):
            lines = _text_argument(i, TYPE)
        elif TYPE == CWCHARP:
            lines = _wide_text_argument(i, TYPE)
        elif _is_function_type(TYPE):
            lines = _function_argument(i, TYPE)
        elif isinstance(TYPE, lltype.Number) or TYPE is lltype.Bool:
            lines = _number_argument(i, TYPE)
        else:
            passed.append('float(a%d)' % i if TYPE is lltype.Float else 'a%d' % i)
            continue
        passed.append('p%d' % i)
        before += lines[0]
        after += lines[1]
    call = 'funcptr(%s)' % ', '.join(passed)
    if result is lltype.Void:
        lines = before + [call] + after
    elif after:
        lines = before + ['result = ' + call] + after + ['return result']
    else:
        lines = before + ['return ' + call]
    identifier = ''.join([c if c.isalnum() else '_' for c in str(name)])
    source = 'def call_%s(%s):\n    %s\n' % (identifier, ', '.join(names), '\n    '.join(lines))
    exec source in namespace
    wrapper = namespace['call_' + identifier]
    wrapper._annspecialcase_ = 'specialize:ll'
    return wrapper


# ---------------------------------------------------------------- functions that C calls

_callbacks = {}


def _callback_for(TYPE, function, takes_lock):
    """A function that C may call for `function`: no exception comes out of it. `takes_lock`: who called C has given the
    lock of all threads back."""
    key = (TYPE, function, takes_lock)
    if key not in _callbacks:
        namespace = {'function': function, 'name': getattr(function, '__name__', '?'), 'os': os}
        namespace['failed'] = getattr(function, '_errorcode_', TYPE.TO.RESULT._defl())
        names = ', '.join(['a%d' % i for i in range(len(TYPE.TO.ARGS))])
        exec _CALLBACK % (names, names) in namespace
        if takes_lock:
            from rpython.rlib import rgil
            namespace['rgil'] = rgil
            exec _CALLBACK_WITH_LOCK % (names, names) in namespace
        _callbacks[key] = namespace['callback']
    return _callbacks[key]


_CALLBACK = '''
def callback(%s):
    try:
        return function(%s)
    except Exception, e:
        os.write(2, "Warning: uncaught exception in callback: " + name + " " + str(e) + "\\n")
        return failed
'''

# While the lock is not held, nothing may be done with managed memory, the stack of roots, or exceptions.
_CALLBACK_WITH_LOCK = '''
guarded = callback
guarded._dont_inline_ = True

def callback(%s):
    rgil.acquire_maybe_in_new_thread()
    result = guarded(%s)
    rgil.release()
    return result

callback._dont_inline_ = True
callback._dont_insert_stackcheck_ = True
'''


_callback_for._annspecialcase_ = 'specialize:memo'


class CallbackHolder(object):
    """Keeps the functions that C calls back."""

    def __init__(self):
        self.callbacks = {}


class _Kept(object):
    """Objects of one type that C knows by number."""

    def __init__(self):
        self.objects = []
        self.free = []


_kept = {}


def _keeper_for_type(TYPE):
    if TYPE not in _kept:
        _kept[TYPE] = _Kept()
    return _kept[TYPE]


_keeper_for_type._annspecialcase_ = 'specialize:memo'


@specialize.argtype(0)
def register_keepalive(obj):
    """A number under which get_keepalive_object() finds the object, until it is given back."""
    kept = _keeper_for_type(lltype.typeOf(obj))
    if len(kept.free) > 0:
        position = kept.free.pop()
        kept.objects[position] = obj
        return position
    kept.objects.append(obj)
    return len(kept.objects) - 1


@specialize.arg(1)
def get_keepalive_object(position, TYPE):
    return _keeper_for_type(TYPE).objects[position]


@specialize.arg(1)
def unregister_keepalive(position, TYPE):
    kept = _keeper_for_type(TYPE)
    kept.objects[position] = lltype.nullptr(TYPE.TO)
    kept.free.append(position)


AroundFnPtr = lltype.Ptr(lltype.FuncType([], lltype.Void))


def llexternal_use_eci(compilation_info):
    """A function without effect whose call makes the program link with this."""
    eci = ExternalCompilationInfo(post_include_bits=['#define RPY_NO_OP()']).merge(compilation_info)
    return llexternal('RPY_NO_OP', [], lltype.Void, compilation_info=eci, macro=True, sandboxsafe=True,
                      releasegil=False, _nowrapper=True)


class CConstant(Symbolic):
    """A name that C code defines; its value is known when the program is compiled."""

    def __init__(self, c_name, TP):
        self.c_name = c_name
        self.TP = TP

    def __repr__(self):
        return '%s(%r, %r)' % (self.__class__.__name__, self.c_name, self.TP)

    def lltype(self):
        return self.TP

    def _in_program(self):
        return constant_reader(self.c_name, self.TP)


_constant_readers = {}


def constant_reader(expr, TYPE):
    """A function that gives the value of a C expression; names in it are those of the headers that the program includes."""
    key = expr, TYPE
    if key not in _constant_readers:
        name = 'rpy_constant_%d' % (len(_constant_readers),)
        c_type = _c_name_of_type(TYPE)
        bits = ['static inline %s %s(void) { return (%s)(%s); }' % (c_type, name, c_type, expr)]
        _constant_readers[key] = llexternal(name, [], TYPE, compilation_info=ExternalCompilationInfo(post_include_bits=bits),
                                            macro=True, releasegil=False, sandboxsafe=True)
    return _constant_readers[key]


def _c_name_of_type(TYPE):
    for name, c_name, signed, bits in _NUMBER_TABLE:
        if platform.types[name] == TYPE:
            return c_name
    names = {lltype.Signed: 'Signed', lltype.Unsigned: 'Unsigned', lltype.Float: 'double', lltype.SingleFloat: 'float',
             lltype.Char: 'char', lltype.Bool: 'char', CCHARP: 'char *', CCHARPP: 'char **'}
    if TYPE in names:
        return names[TYPE]
    if isinstance(TYPE, lltype.Ptr):
        return 'void *'
    raise TypeError("CExternVariable: give the C type of a variable of type %r with c_type" % (TYPE,))


def CExternVariable(TYPE, name, eci, _CConstantClass=CConstant, sandboxsafe=False, _nowrapper=False,
                    c_type=None, getter_only=False, declare_as_extern=True):
    """A getter and a setter of a variable that C code defines."""
    if c_type is None:
        c_type = _c_name_of_type(TYPE)
    lines = ['#include <%s>' % (include,) for include in eci.includes]
    if declare_as_extern:
        lines.append('extern %s %s;' % (c_type, name))
    lines.append('%s get_%s(void) { return %s; }' % (c_type, name, name))
    bits = ['RPY_EXTERN %s get_%s(void);' % (c_type, name)]
    if not getter_only:
        lines.append('void set_%s(%s value) { %s = value; }' % (name, c_type, name))
        bits.append('RPY_EXTERN void set_%s(%s value);' % (name, c_type))
    eci = eci.merge(ExternalCompilationInfo(separate_module_sources=['\n'.join(lines)], post_include_bits=bits))
    getter = llexternal('get_' + name, [], TYPE, compilation_info=eci, sandboxsafe=sandboxsafe,
                        releasegil=False, _nowrapper=_nowrapper)
    if getter_only:
        return getter
    setter = llexternal('set_' + name, [TYPE], lltype.Void, compilation_info=eci, sandboxsafe=sandboxsafe,
                        releasegil=False, _nowrapper=_nowrapper)
    return getter, setter


# ---------------------------------------------------------------- sizes, structs, numbers


@specialize.memo()
def sizeof(TYPE):
    """As C's sizeof."""
    return llmemory.sizeof(TYPE)


@specialize.memo()
def offsetof(STRUCT, fieldname):
    """As C's offsetof."""
    return llmemory.offsetof(STRUCT, fieldname)


@specialize.memo()
def size_and_sign(TYPE):
    """Bytes of a type, and whether it is unsigned."""
    size = sizeof(TYPE)
    if TYPE is lltype.Char or TYPE is lltype.UniChar or isinstance(TYPE, lltype.Ptr) or TYPE is lltype.Bool:
        unsigned = True
    elif isinstance(TYPE, lltype.Number):
        unsigned = platform.numbertype_to_rclass[TYPE] is not int and not number_class(TYPE).SIGNED
    else:
        unsigned = False
    return size, unsigned


def _field_type(PTR, fieldname):
    return getattr(PTR.TO, fieldname)


_field_type._annspecialcase_ = 'specialize:memo'


@specialize.ll_and_arg(1)
def setintfield(pdst, fieldname, value):
    """Stores an integer into a field of any integer type."""
    setattr(pdst, fieldname, cast(_field_type(lltype.typeOf(pdst), fieldname), value))


@specialize.ll_and_arg(1)
def getintfield(pdst, fieldname):
    """An integer field as an int."""
    return cast(lltype.Signed, getattr(pdst, fieldname))


_structcopies = {}


def _structcopy_function(PDST, PSRC):
    if (PDST, PSRC) in _structcopies:
        return _structcopies[PDST, PSRC]
    assert PDST == PSRC
    lines = ['pass']
    namespace = {'structcopy': structcopy}
    for name in PDST.TO._names:
        TYPE = getattr(PDST.TO, name)
        if isinstance(TYPE, lltype.ContainerType):
            lines.append('structcopy(pdst.%s, psrc.%s)' % (name, name))
        else:
            lines.append('pdst.%s = psrc.%s' % (name, name))
    exec 'def copy(pdst, psrc):\n    %s\n' % '\n    '.join(lines) in namespace
    _structcopies[PDST, PSRC] = namespace['copy']
    return namespace['copy']


_structcopy_function._annspecialcase_ = 'specialize:memo'


@specialize.ll()
def structcopy(pdst, psrc):
    """Copies all fields."""
    copy = _structcopy_function(lltype.typeOf(pdst), lltype.typeOf(psrc))
    copy(pdst, psrc)


@intrinsic('rffi.make')
def make(STRUCT, **fields):
    """A struct in raw memory with these fields set."""
    p = lltype.malloc(STRUCT, flavor='raw')
    for name, value in fields.items():
        setattr(p, name, value)
    return p


# ---------------------------------------------------------------- memory

c_memcpy = llexternal('memcpy', [VOIDP, CONST_VOIDP, SIZE_T], lltype.Void, releasegil=False)
c_memset = llexternal('memset', [VOIDP, lltype.Signed, SIZE_T], lltype.Void, releasegil=False)
