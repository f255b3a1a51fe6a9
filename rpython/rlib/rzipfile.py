"""Reading of ZIP archives: `RZipFile(name).read(member)`."""
import os

from rpython.rlib.rarithmetic import intmask, r_uint
from rpython.rlib.rstruct.runpack import runpack
from rpython.rlib.streamio import open_file_as_stream
from rpython.rtyper.tool.rffi_platform import CompilationError

try:
    from rpython.rlib import rzlib
except CompilationError:
    rzlib = None


# How a member is compressed.
ZIP_STORED = 0
ZIP_DEFLATED = 8


class BadZipfile(Exception):
    pass


# The records of an archive: their formats for `runpack`, the bytes that they begin with, their sizes.
structEndArchive = '<4s4H2lH'
stringEndArchive = 'PK\x05\x06'
_END_SIZE = 22
structCentralDir = '<4s4B4HlLL5HLl'
stringCentralDir = 'PK\x01\x02'
_CENTRAL_SIZE = 46
structFileHeader = '<4s2B4HlLL2H'
stringFileHeader = 'PK\x03\x04'
_HEADER_SIZE = 30

# How far from the end of the file the last record is looked for, in case a comment follows it.
_END_BLOCK = 4096


# ------------------------------------------------------------ checksums

def _crc_table():
    table = []
    for byte in range(256):
        value = byte
        for _ in range(8):
            value = (value >> 1) ^ (0xedb88320 if value & 1 else 0)
        table.append(r_uint(value))
    return table

crc_32_tab = _crc_table()


def crc32(s, crc=r_uint(0)):
    """The CRC-32 of a string that continues one with this CRC-32."""
    crc = crc ^ r_uint(0xffffffff)
    for c in s:
        crc = crc_32_tab[intmask((crc ^ r_uint(ord(c))) & r_uint(0xff))] ^ (crc >> 8)
    return crc ^ r_uint(0xffffffff)


# ------------------------------------------------------------ records

class EndRecStruct(object):
    """The record at the end of an archive: its fields, the comment behind it, its position in the file."""

    def __init__(self, stuff, comment, filesize):
        self.stuff = stuff
        self.comment = comment
        self.filesize = filesize


def _find_end(stream):
    """The record at the end, or None if this is no archive."""
    stream.seek(-_END_SIZE, 2)
    size = stream.tell() + _END_SIZE
    data = stream.readall()
    if data.startswith(stringEndArchive) and data.endswith('\x00\x00'):
        return EndRecStruct(runpack(structEndArchive, data), '', size - _END_SIZE)
    first = size - min(size, _END_BLOCK)
    stream.seek(first, 0)
    data = stream.readall()
    start = data.rfind(stringEndArchive)
    if start < 0 or start + _END_SIZE > len(data):
        return None
    stop = start + _END_SIZE
    fields = runpack(structEndArchive, data[start:stop])
    comment = data[stop:]
    if fields[7] != len(comment):
        return None
    return EndRecStruct(fields, comment, first + start)


class RZipInfo(object):
    """A member of an archive."""

    def __init__(self, filename, date_time=(1980, 1, 1, 0, 0, 0)):
        self.orig_filename = filename
        end = filename.find('\x00')
        if end >= 0:
            filename = filename[:end]
        if os.sep != '/':
            filename = filename.replace(os.sep, '/')
        self.filename = filename
        self.date_time = date_time      # year, month, day, hour, minute, second
        self.compress_type = ZIP_STORED
        self.comment = ''
        self.extra = ''
        self.create_system = 0
        self.create_version = 20
        self.extract_version = 20
        self.reserved = 0
        self.flag_bits = 0
        self.volume = 0
        self.internal_attr = 0
        self.external_attr = 0
        self.header_offset = 0          # where the member's header begins
        self.file_offset = 0            # where its data begin
        self.CRC = r_uint(0)
        self.compress_size = 0
        self.file_size = 0
        self.dostime = 0
        self.dosdate = 0

    def _set_time(self, time, date):
        self.dostime = time
        self.dosdate = date
        self.date_time = ((date >> 9) + 1980, (date >> 5) & 15, date & 31, time >> 11, (time >> 5) & 63, (time & 31) * 2)


def _read_record(stream, size, magic, what):
    data = stream.read(size)
    if len(data) < size or not data.startswith(magic):
        raise BadZipfile('Bad magic number for %s' % what)
    return data


def _read_info(stream, moved):
    """The next member in the directory, and how many bytes that took. All offsets are `moved` by what stands before the archive."""
    record = runpack(structCentralDir, _read_record(stream, _CENTRAL_SIZE, stringCentralDir, 'central directory'))
    (_, create_version, create_system, extract_version, reserved, flag_bits, compress_type, time, date, crc, compress_size,
     file_size, name_size, extra_size, comment_size, volume, internal_attr, external_attr, offset) = record
    info = RZipInfo(stream.read(name_size))
    info.extra = stream.read(extra_size)
    info.comment = stream.read(comment_size)
    info.create_version = create_version
    info.create_system = create_system
    info.extract_version = extract_version
    info.reserved = reserved
    info.flag_bits = flag_bits
    info.compress_type = compress_type
    info.CRC = r_uint(crc) & r_uint(0xffffffff)
    info.compress_size = compress_size
    info.file_size = file_size
    info.volume = volume
    info.internal_attr = internal_attr
    info.external_attr = external_attr
    info.header_offset = offset + moved
    info._set_time(time, date)
    return info, _CENTRAL_SIZE + name_size + extra_size + comment_size


def _find_data(stream, info):
    """Sets where the member's data begin, which only its header says."""
    stream.seek(info.header_offset, 0)
    header = runpack(structFileHeader, _read_record(stream, _HEADER_SIZE, stringFileHeader, 'file header'))
    name_size = header[10]
    info.file_offset = info.header_offset + _HEADER_SIZE + name_size + header[11]
    name = stream.read(name_size)
    if name != info.orig_filename:
        raise BadZipfile('File name in directory "%s" and header "%s" differ.' % (info.orig_filename, name))


def _inflate(data):
    stream = rzlib.inflateInit(wbits=-15)
    try:
        text, _, _ = rzlib.decompress(stream, data)
        # Data without a header end with a byte that is not used.
        rest, _, _ = rzlib.decompress(stream, 'Z')
    finally:
        rzlib.inflateEnd(stream)
    return text + rest


class RZipFile(object):
    """An archive, whose directory is read at once; its members are read when they are asked for."""

    def __init__(self, zipname, mode='r', compression=ZIP_STORED):
        if mode != 'r':
            raise TypeError('Read only support by now')
        self.compression = compression
        self.filename = zipname
        self.filelist = []
        self.NameToInfo = {}
        self.mode = mode + 'b'
        stream = self.get_fp()
        try:
            self._read_directory(stream)
        finally:
            stream.close()

    def get_fp(self):
        return open_file_as_stream(self.filename, self.mode, 1024)

    def _read_directory(self, stream):
        end = _find_end(stream)
        if end is None:
            raise BadZipfile('File is not a zip file')
        self.comment = end.comment
        size = end.stuff[5]
        self.start_dir = end.filesize - size
        moved = self.start_dir - end.stuff[6]
        stream.seek(self.start_dir, 0)
        done = 0
        while done < size:
            info, count = _read_info(stream, moved)
            done += count
            self.filelist.append(info)
            self.NameToInfo[info.filename] = info
        for info in self.filelist:
            _find_data(stream, info)

    def getinfo(self, filename):
        """The `RZipInfo` of a member; KeyError if there is none."""
        return self.NameToInfo[filename]

    def read(self, filename):
        """The contents of a member."""
        info = self.getinfo(filename)
        stream = self.get_fp()
        try:
            stream.seek(info.file_offset, 0)
            data = stream.read(intmask(info.compress_size))
        finally:
            stream.close()
        if info.compress_type == ZIP_DEFLATED:
            if rzlib is None:
                raise BadZipfile('Cannot decompress file, zlib not installed')
            data = _inflate(data)
        elif info.compress_type != ZIP_STORED:
            raise BadZipfile('Unsupported compression method %d for file %s' % (info.compress_type, filename))
        if crc32(data) != info.CRC:
            raise BadZipfile('Bad CRC-32 for file %s' % filename)
        return data
