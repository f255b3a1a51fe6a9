"""The zlib library: compression, decompression and checksums."""
from rpython.rlib.rarithmetic import intmask, r_uint
from rpython.rlib.rstring import StringBuilder
from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.rtyper.tool import rffi_platform
from rpython.translator.tool.cbuild import ExternalCompilationInfo

eci = ExternalCompilationInfo(includes=['zlib.h'], libraries=['z'])


class _CConfig(object):
    _compilation_info_ = eci
    ZLIB_VERSION = rffi_platform.DefinedConstantString('ZLIB_VERSION')
    ZLIB_VERNUM = rffi_platform.DefinedConstantInteger('ZLIB_VERNUM')


_config = rffi_platform.configure(_CConfig)
ZLIB_VERSION = _config['ZLIB_VERSION']
ZLIB_VERNUM = _config['ZLIB_VERNUM']

Z_NO_FLUSH, Z_PARTIAL_FLUSH, Z_SYNC_FLUSH, Z_FULL_FLUSH, Z_FINISH = 0, 1, 2, 3, 4
Z_OK, Z_STREAM_END, Z_NEED_DICT = 0, 1, 2
Z_ERRNO, Z_STREAM_ERROR, Z_DATA_ERROR, Z_MEM_ERROR, Z_BUF_ERROR, Z_VERSION_ERROR = -1, -2, -3, -4, -5, -6
Z_BEST_SPEED, Z_BEST_COMPRESSION, Z_DEFAULT_COMPRESSION = 1, 9, -1
Z_DEFAULT_STRATEGY, Z_FILTERED, Z_HUFFMAN_ONLY = 0, 1, 2
Z_DEFLATED = DEFLATED = 8
Z_NULL = 0
MAX_WBITS = 15
MAX_MEM_LEVEL = 9
DEF_MEM_LEVEL = 8
OUTPUT_BUFFER_SIZE = 32 * 1024
INPUT_BUFFER_MAX = 2047 * 1024 * 1024
CRC32_DEFAULT_START = 0
ADLER32_DEFAULT_START = 1

uInt = rffi.UINT
uLong = rffi.ULONG
Bytef = rffi.UCHAR
Bytefp = rffi.CArrayPtr(Bytef)
voidpf = rffi.VOIDP

z_stream = rffi.CStruct(
    'z_stream_s',
    ('next_in', Bytefp), ('avail_in', uInt), ('total_in', uLong),
    ('next_out', Bytefp), ('avail_out', uInt), ('total_out', uLong),
    ('msg', rffi.CCHARP), ('state', voidpf),
    ('zalloc', voidpf), ('zfree', voidpf), ('opaque', voidpf),
    ('data_type', rffi.INT), ('adler', uLong), ('reserved', uLong))
z_stream_p = lltype.Ptr(z_stream)
null_stream = lltype.nullptr(z_stream)


def zlib_external(name, args, result):
    return rffi.llexternal(name, args, result, compilation_info=eci)


_crc32 = zlib_external('crc32', [uLong, Bytefp, uInt], uLong)
_adler32 = zlib_external('adler32', [uLong, Bytefp, uInt], uLong)
_deflateInit2_ = zlib_external('deflateInit2_', [z_stream_p, rffi.INT, rffi.INT, rffi.INT, rffi.INT, rffi.INT,
                                                 rffi.CCHARP, rffi.INT], rffi.INT)
_deflate = zlib_external('deflate', [z_stream_p, rffi.INT], rffi.INT)
_deflateEnd = zlib_external('deflateEnd', [z_stream_p], rffi.INT)
_deflateCopy = zlib_external('deflateCopy', [z_stream_p, z_stream_p], rffi.INT)
_deflateSetDictionary = zlib_external('deflateSetDictionary', [z_stream_p, Bytefp, uInt], rffi.INT)
_inflateInit2_ = zlib_external('inflateInit2_', [z_stream_p, rffi.INT, rffi.CCHARP, rffi.INT], rffi.INT)
_inflate = zlib_external('inflate', [z_stream_p, rffi.INT], rffi.INT)
_inflateEnd = zlib_external('inflateEnd', [z_stream_p], rffi.INT)
_inflateCopy = zlib_external('inflateCopy', [z_stream_p, z_stream_p], rffi.INT)
_inflateSetDictionary = zlib_external('inflateSetDictionary', [z_stream_p, Bytefp, uInt], rffi.INT)
_zlibVersion = zlib_external('zlibVersion', [], rffi.CCHARP)


class RZlibError(Exception):
    """zlib failed; `msg` says where and why."""

    def __init__(self, msg):
        self.msg = msg

    def __str__(self):
        return self.msg


def _error(stream, err, while_doing):
    if err == Z_VERSION_ERROR:
        reason = "library version mismatch"
    elif stream and stream.c_msg:
        reason = rffi.charp2str(stream.c_msg)
    elif err == Z_STREAM_ERROR:
        reason = "inconsistent stream state"
    elif err == Z_BUF_ERROR:
        reason = "incomplete or truncated stream"
    elif err == Z_DATA_ERROR:
        reason = "invalid input data"
    else:
        reason = ''
    text = "Error %d %s" % (err, while_doing)
    if reason:
        text = "%s: %s" % (text, reason)
    return RZlibError(text)


def zlibVersion():
    """The version of the library that is loaded."""
    return rffi.charp2str(_zlibVersion())


# ---------------------------------------------------------------- checksums


def crc32(string, start=CRC32_DEFAULT_START):
    """The CRC-32 of a string, going on from another one."""
    checksum = rffi.cast(uLong, start)
    with rffi.scoped_nonmovingbuffer(string) as data:
        checksum = _crc32(checksum, rffi.cast(Bytefp, data), len(string))
    return r_uint(checksum)


def adler32(string, start=ADLER32_DEFAULT_START):
    checksum = rffi.cast(uLong, start)
    with rffi.scoped_nonmovingbuffer(string) as data:
        checksum = _adler32(checksum, rffi.cast(Bytefp, data), len(string))
    return r_uint(checksum)


# ---------------------------------------------------------------- streams


def _new_stream():
    return lltype.malloc(z_stream, flavor='raw', zero=True, track_allocation=False)


def _free_stream(stream):
    lltype.free(stream, flavor='raw', track_allocation=False)


def _check_started(stream, err):
    if err == Z_OK:
        return
    try:
        if err == Z_STREAM_ERROR:
            raise ValueError("Invalid initialization option")
        raise _error(stream, err, "while creating compression object")
    finally:
        _free_stream(stream)


def deflateInit(level=Z_DEFAULT_COMPRESSION, method=Z_DEFLATED, wbits=MAX_WBITS, memLevel=DEF_MEM_LEVEL,
                strategy=Z_DEFAULT_STRATEGY, zdict=None):
    """A stream that compresses; ValueError for levels and the like that do not exist."""
    stream = _new_stream()
    err = intmask(_deflateInit2_(stream, level, method, wbits, memLevel, strategy, ZLIB_VERSION,
                                 rffi.sizeof(z_stream)))
    _check_started(stream, err)
    if zdict is not None:
        try:
            deflateSetDictionary(stream, zdict)
        except:
            deflateEnd(stream)
            raise
    return stream


def inflateInit(wbits=MAX_WBITS, zdict=None):
    """A stream that decompresses."""
    stream = _new_stream()
    err = intmask(_inflateInit2_(stream, wbits, ZLIB_VERSION, rffi.sizeof(z_stream)))
    _check_started(stream, err)
    if zdict is not None and wbits < 0:
        try:
            inflateSetDictionary(stream, zdict)
        except:
            inflateEnd(stream)
            raise
    return stream


def deflateEnd(stream):
    """Frees the stream, whatever its state."""
    _deflateEnd(stream)
    _free_stream(stream)


def inflateEnd(stream):
    _inflateEnd(stream)
    _free_stream(stream)


def deflateCopy(source):
    dest = _new_stream()
    err = intmask(_deflateCopy(dest, source))
    if err != Z_OK:
        _free_stream(dest)
        raise _error(source, err, "while copying compression object")
    return dest


def inflateCopy(source):
    dest = _new_stream()
    err = intmask(_inflateCopy(dest, source))
    if err != Z_OK:
        _free_stream(dest)
        raise _error(source, err, "while copying decompression object")
    return dest


def deflateSetDictionary(stream, string):
    assert string is not None
    with rffi.scoped_nonmovingbuffer(string) as data:
        err = intmask(_deflateSetDictionary(stream, rffi.cast(Bytefp, data), len(string)))
    if err == Z_STREAM_ERROR:
        raise RZlibError("Parameter is invalid or the stream state is inconsistent")
    assert err == Z_OK


def inflateSetDictionary(stream, string):
    assert string is not None
    with rffi.scoped_nonmovingbuffer(string) as data:
        err = intmask(_inflateSetDictionary(stream, rffi.cast(Bytefp, data), len(string)))
    if err == Z_STREAM_ERROR:
        raise RZlibError("Parameter is invalid or the stream state is inconsistent")
    elif err == Z_DATA_ERROR:
        raise RZlibError("The given dictionary doesn't match the expected one")
    assert err == Z_OK


# ---------------------------------------------------------------- data

_COMPRESS, _DECOMPRESS = 0, 1


def _step(kind, stream, flush):
    if kind == _COMPRESS:
        return intmask(_deflate(stream, flush))
    return intmask(_inflate(stream, flush))


def _operate(kind, stream, data, flush, max_length, while_doing, zdict=None):
    """Puts data through a stream: (what came out, zlib's last status, how many bytes were not taken)."""
    result = StringBuilder()
    room = OUTPUT_BUFFER_SIZE
    with rffi.scoped_nonmovingbuffer(data) as inbuf:
        stream.c_next_in = rffi.cast(Bytefp, inbuf)
        rffi.setintfield(stream, 'c_avail_in', len(data))
        with lltype.scoped_alloc(rffi.CCHARP.TO, room) as outbuf:
            while True:
                size = room
                if max_length >= 0 and max_length < size:
                    size = max_length
                stream.c_next_out = rffi.cast(Bytefp, outbuf)
                rffi.setintfield(stream, 'c_avail_out', size)
                err = _step(kind, stream, flush)
                if err == Z_NEED_DICT and zdict is not None:
                    inflateSetDictionary(stream, zdict)
                    err = _step(kind, stream, flush)
                left = rffi.getintfield(stream, 'c_avail_out')
                result.append_charpsize(outbuf, size - left)
                if max_length >= 0:
                    max_length -= size - left
                # With a full buffer there may be more, whatever the status says about it.
                if (err != Z_OK and err != Z_BUF_ERROR) or left > 0 or max_length == 0:
                    break
    unused = rffi.getintfield(stream, 'c_avail_in')
    incomplete = err == Z_BUF_ERROR and flush == Z_FINISH and max_length != 0
    if incomplete or (err != Z_OK and err != Z_STREAM_END and err != Z_BUF_ERROR):
        raise _error(stream, err, while_doing)
    return (result.build(), err, unused)


def compress(stream, data, flush=Z_NO_FLUSH):
    """What comes out of a compressing stream for this."""
    text, err, unused = _operate(_COMPRESS, stream, data, flush, -1, "while compressing data")
    assert not unused
    return text


def decompress(stream, data, flush=Z_SYNC_FLUSH, max_length=-1, zdict=None):
    """(text, whether the end was reached, how many bytes of the data were not used). With Z_FINISH the end must be
    reached."""
    text, err, unused = _operate(_DECOMPRESS, stream, data, flush, max_length, "while decompressing data", zdict)
    finished = err == Z_STREAM_END
    if flush == Z_FINISH and not finished and max_length < 0:
        raise _error(stream, Z_BUF_ERROR, "while decompressing data")
    return (text, finished, unused)
