"""Talking to C: its types, calls of its functions, and strings in raw memory."""
from __llmemory__ import cast, ptradd
from __rpython__ import number_class, POINTER_BITS, C_LONG_BITS, WCHAR_BITS

from rpython.rlib import rarithmetic
from rpython.rlib.objectmodel import specialize, we_are_translated, keepalive_until_here
from rpython.rlib.rarithmetic import (
    intmask, r_int, r_uint, r_longlong, r_ulonglong, r_singlefloat, r_longfloat, r_int64)
from rpython.rlib.rstring import StringBuilder, UnicodeBuilder
from rpython.rtyper.lltypesystem import lltype, llmemory
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
INT_realP = INTP
NUMBER_TYPES += [lltype.Signed, lltype.Unsigned]

# ---------------------------------------------------------------- containers


def CArray(TYPE):
    """An array as C knows it: without a length."""
    return lltype.Array(TYPE, hints={'nolength': True})


def CArrayPtr(TYPE):
    return lltype.Ptr(CArray(TYPE))


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
               random_effects_on_gcobjs='auto', save_err=RFFI_ERR_NONE):
    """A function that calls the C function `name`.

    Numbers are converted to the types of the arguments, and strings passed for `char *` are copied
    into raw memory for the call. `_nowrapper` gives the bare function pointer.
    """
    if compilation_info is None:
        compilation_info = ExternalCompilationInfo()
    has_callback = False
    for TYPE in args:
        if _is_function(TYPE):
            has_callback = True
    if releasegil is not True and releasegil is not False:
        # `sandboxsafe` functions are short, and what has no wrapper is called as it is.
        releasegil = not sandboxsafe and not _nowrapper
    if has_callback and releasegil and not _nowrapper:
        # The functions that it calls back are RPython code, for which the lock is needed.
        releasegil = False
    if random_effects_on_gcobjs is not True and random_effects_on_gcobjs is not False:
        random_effects_on_gcobjs = has_callback
    options = {'compilation_info': compilation_info, 'releasegil': releasegil, 'sandboxsafe': sandboxsafe,
               'save_err': save_err, 'calling_conv': calling_conv, 'elidable_function': elidable_function,
               'random_effects_on_gcobjs': random_effects_on_gcobjs}
    if _callable is not None:
        options['_callable'] = _callable
    if macro is not None:
        options['macro'] = name if macro is True else macro
    FUNCTYPE = lltype.FuncType(args, result)
    funcptr = None
    if platform_name == 'wasi':
        from rpython.platform.wasi.externals import replacement
        funcptr = replacement(name, args, result, compilation_info, save_err)
    if funcptr is None:
        funcptr = lltype.functionptr(FUNCTYPE, name, external='C', **options)
    if _nowrapper:
        return funcptr
    wrapper = _make_wrapper(name, args, result, funcptr)
    if elidable_function:
        wrapper._elidable_function_ = True
    wrapper._ptr = funcptr
    return wrapper


def _is_function(TYPE):
    return isinstance(TYPE, lltype.Ptr) and isinstance(TYPE.TO, lltype.FuncType)


def _is_text(TYPE):
    return TYPE in (CCHARP, CONST_CCHARP, VOIDP, CONST_VOIDP)


def _make_wrapper(name, args, result, funcptr):
    """Source made for the types of this function: how each argument is converted."""
    names = ['a%d' % i for i in range(len(args))]
    before, passed, after = [], [], []
    namespace = {'funcptr': funcptr, 'cast': cast, 'str2charp': str2charp, 'free_charp': free_charp,
                 'nullptr': lltype.nullptr, 'unicode2wcharp': unicode2wcharp, 'free_wcharp': free_wcharp}
    for i, TYPE in enumerate(args):
        namespace['T%d' % i] = TYPE
        if _is_text(TYPE):
            namespace['C%d' % i] = TYPE.TO
            before += ['if a%d is None:' % i,
                       '    p%d = nullptr(C%d)' % (i, i),
                       '    f%d = nullptr(CHARS)' % (i,),
                       'elif isinstance(a%d, str):' % i,
                       '    f%d = str2charp(a%d)' % (i, i),
                       '    p%d = cast(T%d, f%d)' % (i, i, i),
                       'else:',
                       '    p%d = cast(T%d, a%d)' % (i, i, i),
                       '    f%d = nullptr(CHARS)' % (i,)]
            after += ['if f%d:' % i, '    free_charp(f%d)' % i]
            passed.append('p%d' % i)
        elif TYPE is lltype.Float:
            passed.append('float(a%d)' % i)
        elif isinstance(TYPE, lltype.Number):
            passed.append('cast(T%d, a%d)' % (i, i))
        else:
            passed.append('a%d' % i)
    namespace['CHARS'] = CCHARP.TO
    call = 'funcptr(%s)' % ', '.join(passed)
    if not after:
        lines = ['return ' + call]
    elif result is lltype.Void:
        lines = before + [call] + after
    else:
        lines = before + ['result = ' + call] + after + ['return result']
    identifier = ''.join([c if c.isalnum() else '_' for c in str(name)])
    source = 'def call_%s(%s):\n    %s\n' % (identifier, ', '.join(names), '\n    '.join(lines))
    exec source in namespace
    wrapper = namespace['call_' + identifier]
    wrapper._annspecialcase_ = 'specialize:ll'
    return wrapper


class CConstant(object):
    """A name that C code defines; its value is known when the program is compiled."""

    def __init__(self, c_name, TP):
        self.c_name = c_name
        self.TP = TP

    def __repr__(self):
        return '%s(%r, %r)' % (self.__class__.__name__, self.c_name, self.TP)

    def lltype(self):
        return self.TP


def CExternVariable(TYPE, name, eci, _CConstantClass=CConstant, sandboxsafe=False, _nowrapper=False,
                    c_type=None, getter_only=False, declare_as_extern=True):
    """A getter and a setter of a variable that C code defines."""
    getter = llexternal('rpy_get_' + name, [], TYPE, compilation_info=eci, macro='%s()' % name,
                        sandboxsafe=sandboxsafe, releasegil=False, _nowrapper=_nowrapper)
    if getter_only:
        return getter
    setter = llexternal('rpy_set_' + name, [TYPE], lltype.Void, compilation_info=eci,
                        macro='%s=' % name, sandboxsafe=sandboxsafe, releasegil=False, _nowrapper=_nowrapper)
    return getter, setter


# ---------------------------------------------------------------- strings in raw memory


def str2charp(s, track_allocation=True):
    """A copy of `s` that ends in a zero; to be freed by free_charp()."""
    size = len(s)
    if track_allocation:
        array = lltype.malloc(CCHARP.TO, size + 1, flavor='raw', track_allocation=True)
    else:
        array = lltype.malloc(CCHARP.TO, size + 1, flavor='raw', track_allocation=False)
    for i in range(size):
        array[i] = s[i]
    array[size] = '\x00'
    return array


str2charp._annenforceargs_ = [str, bool]


def unicode2wcharp(u, track_allocation=True):
    size = len(u)
    if track_allocation:
        array = lltype.malloc(CWCHARP.TO, size + 1, flavor='raw', track_allocation=True)
    else:
        array = lltype.malloc(CWCHARP.TO, size + 1, flavor='raw', track_allocation=False)
    for i in range(size):
        array[i] = u[i]
    array[size] = u'\x00'
    return array


unicode2wcharp._annenforceargs_ = [unicode, bool]


def str2constcharp(s, track_allocation=True):
    return cast(CONST_CCHARP, str2charp(s, track_allocation))


def free_charp(p, track_allocation=True):
    if track_allocation:
        lltype.free(p, flavor='raw', track_allocation=True)
    else:
        lltype.free(p, flavor='raw', track_allocation=False)


def free_wcharp(p, track_allocation=True):
    if track_allocation:
        lltype.free(p, flavor='raw', track_allocation=True)
    else:
        lltype.free(p, flavor='raw', track_allocation=False)


def charp2str(p):
    """The bytes up to the first zero."""
    builder = StringBuilder()
    i = 0
    while p[i] != '\x00':
        builder.append(p[i])
        i += 1
    return builder.build()


def charp2strn(p, maxlen):
    """The bytes up to the first zero, `maxlen` at most."""
    builder = StringBuilder(maxlen)
    i = 0
    while i < maxlen and p[i] != '\x00':
        builder.append(p[i])
        i += 1
    return builder.build()


def charpsize2str(p, size):
    """`size` bytes."""
    builder = StringBuilder(size)
    for i in range(size):
        builder.append(p[i])
    return builder.build()


charpsize2str._annenforceargs_ = [lltype.Ptr(CCHARP.TO), int]


def constcharp2str(p):
    return charp2str(cast(CCHARP, p))


def constcharpsize2str(p, size):
    return charpsize2str(cast(CCHARP, p), size)


def wcharp2unicode(p):
    builder = UnicodeBuilder()
    i = 0
    while p[i] != u'\x00':
        builder.append(p[i])
        i += 1
    return builder.build()


def wcharp2unicoden(p, maxlen):
    builder = UnicodeBuilder(maxlen)
    i = 0
    while i < maxlen and p[i] != u'\x00':
        builder.append(p[i])
        i += 1
    return builder.build()


def wcharpsize2unicode(p, size):
    builder = UnicodeBuilder(size)
    for i in range(size):
        builder.append(p[i])
    return builder.build()


def alloc_buffer(count):
    """Raw memory that C fills, and a token for the functions below."""
    return lltype.malloc(CCHARP.TO, count, flavor='raw'), None


def str_from_buffer(raw_buf, gc_buf, allocated_size, needed_size):
    return charpsize2str(raw_buf, needed_size)


def keep_buffer_alive_until_here(raw_buf, gc_buf):
    lltype.free(raw_buf, flavor='raw')


def alloc_unicodebuffer(count):
    return lltype.malloc(CWCHARP.TO, count, flavor='raw'), None


def unicode_from_buffer(raw_buf, gc_buf, allocated_size, needed_size):
    return wcharpsize2unicode(raw_buf, needed_size)


def keep_unicodebuffer_alive_until_here(raw_buf, gc_buf):
    lltype.free(raw_buf, flavor='raw')


def get_nonmovingbuffer_ll(data):
    """(pointer, token, flag): the bytes of a str where C can read them."""
    return str2charp(data), None, '\x00'


def get_nonmovingbuffer_ll_final_null(data):
    return str2charp(data), None, '\x00'


def free_nonmovingbuffer_ll(buf, llobj, flag):
    free_charp(buf)


def liststr2charpp(l):
    """An array of C strings that ends in NULL."""
    array = lltype.malloc(CCHARPP.TO, len(l) + 1, flavor='raw')
    for i in range(len(l)):
        array[i] = str2charp(l[i])
    array[len(l)] = lltype.nullptr(CCHARP.TO)
    return array


liststr2charpp._annenforceargs_ = [[str]]


def free_charpp(ref):
    i = 0
    while ref[i]:
        free_charp(ref[i])
        i += 1
    lltype.free(ref, flavor='raw')


def charpp2liststr(p):
    result = []
    i = 0
    while p[i]:
        result.append(charp2str(p[i]))
        i += 1
    return result


class scoped_str2charp(object):
    """`with scoped_str2charp(s) as p:`; None becomes NULL."""

    def __init__(self, value):
        if value is not None:
            self.buf = str2charp(value)
        else:
            self.buf = lltype.nullptr(CCHARP.TO)

    def __enter__(self):
        return self.buf

    def __exit__(self, *args):
        if self.buf:
            free_charp(self.buf)


class scoped_unicode2wcharp(object):
    def __init__(self, value):
        if value is not None:
            self.buf = unicode2wcharp(value)
        else:
            self.buf = lltype.nullptr(CWCHARP.TO)

    def __enter__(self):
        return self.buf

    def __exit__(self, *args):
        if self.buf:
            free_wcharp(self.buf)


class scoped_nonmovingbuffer(object):
    """`with scoped_nonmovingbuffer(s) as p:` C may read, but not change, the bytes of `s`."""

    def __init__(self, data):
        self.buf = str2charp(data)

    def __enter__(self):
        return self.buf

    def __exit__(self, *args):
        free_charp(self.buf)


scoped_view_charp = scoped_nonmovingbuffer


class scoped_nonmoving_unicodebuffer(object):
    def __init__(self, data):
        self.buf = unicode2wcharp(data)

    def __enter__(self):
        return self.buf

    def __exit__(self, *args):
        free_wcharp(self.buf)


class scoped_alloc_buffer(object):
    """`with scoped_alloc_buffer(n) as b:` C fills `b.raw`; `b.str(k)` is the first k bytes, and the end of the others."""

    def __init__(self, size):
        self.size = size

    def __enter__(self):
        self.raw = lltype.malloc(CCHARP.TO, self.size, flavor='raw')
        return self

    def __exit__(self, *args):
        lltype.free(self.raw, flavor='raw')

    def str(self, length):
        # The buffer ends where it was first cut: programs see the same if it becomes the string itself.
        if length < self.size:
            self.size = length
        return charpsize2str(self.raw, self.size)


class scoped_alloc_unicodebuffer(object):
    def __init__(self, size):
        self.size = size

    def __enter__(self):
        self.raw = lltype.malloc(CWCHARP.TO, self.size, flavor='raw')
        return self

    def __exit__(self, *args):
        lltype.free(self.raw, flavor='raw')

    def str(self, length):
        return wcharpsize2unicode(self.raw, length)


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


@specialize.arg(0)
def make(STRUCT, **fields):
    """A struct in raw memory with these fields set."""
    p = lltype.malloc(STRUCT, flavor='raw')
    for name, value in fields.items():
        setattr(p, name, value)
    return p


# ---------------------------------------------------------------- memory

c_memcpy = llexternal('memcpy', [VOIDP, VOIDP, SIZE_T], lltype.Void, releasegil=False, _nowrapper=True)
c_memset = llexternal('memset', [VOIDP, lltype.Signed, SIZE_T], lltype.Void, releasegil=False, _nowrapper=True)


class CallbackHolder(object):
    """Keeps the functions that C calls back."""

    def __init__(self):
        self.callbacks = {}


def llexternal_use_eci(compilation_info):
    """A function without effect whose call makes the program link with this."""
    eci = compilation_info
    return llexternal('rpy_use_eci', [], lltype.Void, compilation_info=eci, macro='((void)0)', releasegil=False,
                      _nowrapper=True)


def register_keepalive(obj):
    raise NotImplementedError("register_keepalive() is not supported yet")
