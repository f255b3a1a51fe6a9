# files and anonymous memory mapped
# skip: untranslated (a line end is no space in front of the next word there)
# skip: wasm (its own platform layer)
# skip: js (its own platform layer)

from rpython.rtyper.lltypesystem import lltype, rffi
import os
from rpython.rlib import rmmap as mmap
from rpython.rlib.rmmap import RTypeError, RValueError, alloc, free


def newfile(name, data):
    fd = os.open(name, os.O_RDWR | os.O_CREAT, 0666)
    os.write(fd, data)
    return fd


def main():
    fd = newfile('a', 'foobar')
    try:
        mmap.mmap(fd, 123)
    except RValueError, e:
        print e.message
    m = mmap.mmap(fd, 6)
    print m.read(1), m.read(6), len(m.read(1)), m.tell()
    m.seek(-1, 2)
    print m.read_byte()
    try:
        m.read_byte()
    except RValueError, e:
        print e.message
    print m.find("o", 1, 4), m.find("ob", 0, 7), m.find("z", 0, 7), m.find("o", 0, 6, True), m.find("o", 2, -4)
    print m.getitem(0), m.getitem(-1), m.len(), m.file_size()
    m.close()
    try:
        m.check_valid()
    except RValueError:
        print 'closed'
    m = mmap.mmap(fd, 6, access=mmap.ACCESS_READ)
    try:
        m.check_writeable()
    except RTypeError, e:
        print e.message
    try:
        m.check_resizeable()
    except RTypeError, e:
        print e.message
    m.close()
    m = mmap.mmap(fd, 6, access=mmap.ACCESS_WRITE)
    print m.write("ciao\n")
    m.seek(0)
    print m.readline(), m.readline()
    m.seek(0)
    m.write_byte('x')
    m.setitem(-1, 'z')
    m.move(1, 3, 2)
    m.seek(0)
    print m.read(6)
    m.flush()
    m.resize(10)
    print m.file_size(), os.fstat(fd).st_size
    m.madvise(mmap.MADV_NORMAL, 0, 10)
    m.close()
    os.lseek(fd, 0, 0)
    print len(os.read(fd, 20))
    a = mmap.mmap(-1, 4096, flags=mmap.MAP_PRIVATE | mmap.MAP_ANON)
    a.write("anon")
    a.seek(0)
    print a.read(4)
    a.close()
    p = alloc(4096)
    p[5] = 'q'
    print p[5]
    free(p, 4096)
    print mmap.PAGESIZE


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point, None
