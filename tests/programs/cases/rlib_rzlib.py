# Compression: whole texts, pieces, limits, dictionaries, copies of streams, checksums, errors; archives.
# skip: wasm (no zlib)
# skip: js (no zlib)
import os
from rpython.rlib import rzlib
from rpython.rlib.rarithmetic import intmask, r_uint
from rpython.rlib.rstring import replace
from rpython.rlib.rzipfile import BadZipfile, RZipFile, RZipInfo, crc32
from _cases import entry_point_of

TEXT = 'some bytes which will be compressed, which will be compressed'


def squeeze(text, level=6, wbits=rzlib.MAX_WBITS):
    stream = rzlib.deflateInit(level, rzlib.Z_DEFLATED, wbits)
    data = rzlib.compress(stream, text, rzlib.Z_FINISH)
    rzlib.deflateEnd(stream)
    return data


def expand(data, wbits=rzlib.MAX_WBITS):
    stream = rzlib.inflateInit(wbits)
    try:
        text, finished, unused = rzlib.decompress(stream, data, rzlib.Z_FINISH)
    finally:
        rzlib.inflateEnd(stream)
    return text


def case_checksums():
    print str(rzlib.crc32('')), str(rzlib.crc32('hello')), str(rzlib.crc32('hello', r_uint(5))),
    print str(rzlib.crc32('world', rzlib.crc32('hello '))), str(rzlib.crc32('\xff\x00' * 500))
    print str(rzlib.adler32('')), str(rzlib.adler32('hello')), str(rzlib.adler32('world', rzlib.adler32('hello '))),
    print str(rzlib.adler32('\xff' * 9000))


def case_own_checksum():
    print str(crc32('')), str(crc32('hello')), str(crc32('world', crc32('hello '))), int(crc32(TEXT) == rzlib.crc32(TEXT))


def case_there_and_back():
    for text in ['', 'x', TEXT, 'a' * 10000, '\x00\xff' * 77]:
        data = squeeze(text)
        print len(text), int(len(data) < len(text)), int(expand(data) == text), '/',
    print


def case_known_bytes():
    print ' '.join([str(ord(c)) for c in squeeze('hello')])


def case_levels():
    for level in [0, 1, 9, -1]:
        data = squeeze(TEXT * 20, level)
        print int(len(data) < len(TEXT) * 20), int(expand(data) == TEXT * 20), '/',
    print


def case_pieces():
    stream = rzlib.deflateInit()
    data = ''
    for i in range(0, len(TEXT), 7):
        stop = min(i + 7, len(TEXT))
        data += rzlib.compress(stream, TEXT[i:stop])
    data += rzlib.compress(stream, '', rzlib.Z_FINISH)
    rzlib.deflateEnd(stream)
    stream = rzlib.inflateInit()
    text = ''
    finished = False
    for c in data:
        piece, finished, unused = rzlib.decompress(stream, c)
        text += piece
    rzlib.inflateEnd(stream)
    print int(finished), text


def case_flush():
    stream = rzlib.deflateInit()
    data = rzlib.compress(stream, 'first part', rzlib.Z_SYNC_FLUSH)
    other = rzlib.inflateInit()
    text, finished, unused = rzlib.decompress(other, data)
    print text, int(finished), unused,
    data = rzlib.compress(stream, ' second', rzlib.Z_FINISH)
    text, finished, unused = rzlib.decompress(other, data)
    print text, int(finished), unused
    rzlib.deflateEnd(stream)
    rzlib.inflateEnd(other)


def case_bytes_behind():
    stream = rzlib.inflateInit()
    text, finished, unused = rzlib.decompress(stream, squeeze('hello') + 'trailing')
    print text, int(finished), unused
    rzlib.inflateEnd(stream)


def case_limited():
    data = squeeze('0123456789' * 10)
    stream = rzlib.inflateInit()
    total = ''
    turns = 0
    while len(data) > 0:
        text, finished, unused = rzlib.decompress(stream, data, max_length=17)
        assert len(text) <= 17
        total += text
        start = len(data) - unused
        assert start >= 0
        data = data[start:]
        turns += 1
        if finished:
            break
    rzlib.inflateEnd(stream)
    print len(total), turns, int(total == '0123456789' * 10)


def case_raw_and_gzip():
    data = squeeze(TEXT, 6, -15)
    print int(expand(data, -15) == TEXT), int(len(data) < len(squeeze(TEXT))),
    data = squeeze(TEXT, 6, 31)
    print ord(data[0]), ord(data[1]), int(expand(data, 31) == TEXT), int(expand(data, 47) == TEXT)


def case_dictionary():
    words = 'which will be compressed'
    stream = rzlib.deflateInit()
    rzlib.deflateSetDictionary(stream, words)
    data = rzlib.compress(stream, TEXT, rzlib.Z_FINISH)
    rzlib.deflateEnd(stream)
    print int(len(data) < len(squeeze(TEXT))),
    stream = rzlib.inflateInit()
    try:
        rzlib.decompress(stream, data)
    except rzlib.RZlibError as e:
        print e.msg
    rzlib.inflateSetDictionary(stream, words)
    rzlib.inflateEnd(stream)
    stream = rzlib.inflateInit()
    text, finished, unused = rzlib.decompress(stream, data, zdict=words)
    print int(text == TEXT), int(finished)
    rzlib.inflateEnd(stream)


def case_copies():
    stream = rzlib.deflateInit()
    begin = rzlib.compress(stream, 'common ')
    copy = rzlib.deflateCopy(stream)
    one = begin + rzlib.compress(stream, 'one', rzlib.Z_FINISH)
    two = begin + rzlib.compress(copy, 'two', rzlib.Z_FINISH)
    rzlib.deflateEnd(stream)
    rzlib.deflateEnd(copy)
    print expand(one) + ',', expand(two)
    stream = rzlib.inflateInit()
    half = len(one) // 2
    begin, _, _ = rzlib.decompress(stream, one[:half])
    copy = rzlib.inflateCopy(stream)
    for s in [stream, copy]:
        rest, finished, _ = rzlib.decompress(s, one[half:])
        print begin + rest, int(finished),
        rzlib.inflateEnd(s)
    print


def case_bad_data():
    for data in ['garbage', 'x\x9c\x00', '']:
        try:
            print '[%s]' % expand(data),
        except rzlib.RZlibError as e:
            print e.msg + ';',
    print
    data = squeeze(TEXT)
    try:
        expand(data[:20])
    except rzlib.RZlibError as e:
        print e.msg + ';',
    stop = len(data) - 1
    assert stop >= 0
    try:
        expand(data[:stop] + '!')
    except rzlib.RZlibError as e:
        print e.msg


def case_bad_arguments():
    for level, method, wbits in [(99, rzlib.Z_DEFLATED, 15), (6, 77, 15), (6, rzlib.Z_DEFLATED, 100)]:
        try:
            rzlib.deflateInit(level, method, wbits)
        except ValueError:
            print 'ValueError',
        except rzlib.RZlibError:
            print 'RZlibError',
    try:
        rzlib.inflateInit(99)
    except ValueError:
        print 'ValueError',
    except rzlib.RZlibError:
        print 'RZlibError',
    print


def case_version():
    print int(len(rzlib.zlibVersion()) >= 5), int(rzlib.zlibVersion()[0] == rzlib.ZLIB_VERSION[0]), rzlib.MAX_WBITS, rzlib.DEF_MEM_LEVEL


# ---------------------------------------------------------------- archives

def number(value, size):
    text = ''
    for i in range(size):
        text += chr(value >> (8 * i) & 255)
    return text


def member(name, text, method, at):
    """The header and the data of a member, and its record in the directory."""
    data = text
    if method == 8:
        data = squeeze(text, 6, -15)
    fields = (number(20, 2) + number(0, 2) + number(method, 2) + number(0x6b4d, 2) + number(0x3a9e, 2) +
              number(intmask(rzlib.crc32(text)), 4) + number(len(data), 4) + number(len(text), 4) + number(len(name), 2))
    header = 'PK\x03\x04' + fields + number(0, 2) + name + data
    record = ('PK\x01\x02' + number(20, 2) + fields + number(3, 2) + number(4, 2) + number(0, 2) + number(0, 2) +
              number(0, 4) + number(at, 4) + name + 'ext' + 'note')
    return header, record


def archive(comment):
    a, ra = member('one', 'stuff\n', 0, 0)
    b, rb = member('dir/two', 'otherstuff' * 50, 8, len(a))
    c, rc = member('empty', '', 0, len(a) + len(b))
    directory = ra + rb + rc
    return (a + b + c + directory + 'PK\x05\x06' + number(0, 4) + number(3, 2) + number(3, 2) + number(len(directory), 4) +
            number(len(a) + len(b) + len(c), 4) + number(len(comment), 2) + comment)


def write(name, data):
    fd = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0666)
    os.write(fd, data)
    os.close(fd)


def case_archive():
    write('a.zip', archive(''))
    z = RZipFile('a.zip')
    for info in z.filelist:
        print info.filename, info.compress_type, int(info.file_size), len(z.read(info.filename)), info.extra, info.comment,
        print info.date_time[0], info.date_time[1], info.date_time[2], info.date_time[3], info.date_time[4], info.date_time[5]
    print z.read('one').strip('\n'), z.read('dir/two')[:15], '[%s]' % z.comment, z.getinfo('one').orig_filename
    try:
        z.read('three')
    except KeyError:
        print 'KeyError'
    os.unlink('a.zip')


def case_archive_with_comment_behind_a_program():
    write('a.zip', '#!/bin/program\n' * 10 + archive('a comment'))
    z = RZipFile('a.zip', 'r')
    print z.comment, z.read('one').strip('\n'), len(z.filelist), len(z.read('empty'))
    os.unlink('a.zip')


def case_bad_archives():
    good = archive('')
    for data in ['x' * 100, good[:60] + 'x' * 60, replace(good, 'PK\x01\x02', 'PK\x01\x03'), replace(good, 'PK\x03\x04', 'PK\x03\x05')]:
        write('a.zip', data)
        try:
            RZipFile('a.zip')
            print 'accepted'
        except BadZipfile:
            print 'BadZipfile',
    print
    write('a.zip', replace(good, 'stuff\n', 'stufF\n'))
    try:
        RZipFile('a.zip').read('one')
    except BadZipfile:
        print 'BadZipfile'
    try:
        RZipFile('a.zip', 'w')
    except TypeError:
        print 'TypeError'
    os.unlink('a.zip')
    try:
        RZipFile('a.zip')
    except OSError:
        print 'OSError'


def case_member_names():
    info = RZipInfo('name\x00behind')
    print info.filename, len(info.orig_filename), info.compress_type, info.create_version, info.date_time[0]


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
