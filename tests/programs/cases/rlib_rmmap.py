# rlib.rmmap: files and memory mapped into the program.
# skip: wasm (there is no memory to map)
# skip: js (there is no memory to map)
from _cases import entry_point_of
from rpython.rlib import rmmap
from rpython.rlib.rmmap import RTypeError, RValueError

NAME = 'rmmap_cases.bin'


def prepared(text):
    f = open(NAME, 'w+')
    f.write(text)
    f.flush()
    return f


def case_read():
    f = prepared('foobar')
    m = rmmap.mmap(f.fileno(), 6)
    print m.read(1), m.read(3), m.read(99), '[' + m.read(5) + ']'
    m.close()
    f.close()


def case_read_byte():
    f = prepared('xy')
    m = rmmap.mmap(f.fileno(), 2)
    print m.read_byte(), m.read_byte(),
    try:
        m.read_byte()
    except RValueError:
        print 'at the end'
    m.close()
    f.close()


def case_readline():
    f = prepared('one\ntwo\nrest')
    m = rmmap.mmap(f.fileno(), 12)
    print m.readline().strip(), m.readline().strip(), m.readline(), '[' + m.readline() + ']'
    m.close()
    f.close()


def case_find():
    f = prepared('foobarfoobar\x00')
    m = rmmap.mmap(f.fileno(), 13)
    print m.find('ob', 0, 13), m.find('ob', 3, 13), m.find('ob', 0, 13, True), m.find('z', 0, 13), m.find('\x00', 0, 13),
    print m.find('o', 2, -4), m.find('o', 8, -5), m.find('', 0, 13), m.find('foobar', 0, 13, True), m.find('o', -12, 100)
    m.close()
    f.close()


def case_seek_and_tell():
    f = prepared('foobar')
    m = rmmap.mmap(f.fileno(), 6)
    m.seek(2)
    print m.tell(), m.read(1),
    m.seek(1, 1)
    print m.tell(),
    m.seek(-1, 2)
    print m.tell(), m.read(9),
    for position, whence in [(-1, 0), (7, 0), (1, 5)]:
        try:
            m.seek(position, whence)
        except RValueError:
            print 'bad',
    print
    m.close()
    f.close()


def case_write():
    f = prepared('foobar')
    m = rmmap.mmap(f.fileno(), 6, access=rmmap.ACCESS_WRITE)
    print m.write('ciao'), m.tell(),
    m.write_byte('!')
    m.seek(0)
    print m.read(6),
    m.flush()
    m.close()
    f.seek(0)
    print f.read()
    f.close()


def case_write_too_much():
    f = prepared('abc')
    m = rmmap.mmap(f.fileno(), 3, access=rmmap.ACCESS_WRITE)
    try:
        m.write('abcd')
    except RValueError:
        print 'too long',
    m.seek(3)
    try:
        m.write_byte('x')
    except RValueError:
        print 'at the end'
    m.close()
    f.close()


def case_copy_on_write():
    f = prepared('private')
    m = rmmap.mmap(f.fileno(), 7, access=rmmap.ACCESS_COPY)
    m.write('P')
    m.seek(0)
    print m.read(7),
    m.close()
    f.seek(0)
    print f.read()
    f.close()


def case_only_for_reading():
    f = prepared('fixed')
    m = rmmap.mmap(f.fileno(), 5, access=rmmap.ACCESS_READ)
    try:
        m.check_writeable()
    except RTypeError:
        print 'not writeable',
    try:
        m.check_resizeable()
    except RTypeError:
        print 'not resizeable',
    m.close()
    m = rmmap.mmap(f.fileno(), 5, prot=rmmap.PROT_READ)
    try:
        m.check_writeable()
    except RTypeError:
        print 'not writeable'
    m.close()
    f.close()


def case_close():
    f = prepared('gone')
    m = rmmap.mmap(f.fileno(), 4)
    m.close()
    m.close()
    try:
        m.check_valid()
    except RValueError:
        print 'closed'
    f.close()


def case_sizes():
    f = prepared('six bytes and more')
    m = rmmap.mmap(f.fileno(), 6)
    print m.size, m.file_size(), m.getitem(2), m.getslice(0, 3)
    m.close()
    m = rmmap.mmap(f.fileno(), 0)
    print m.size
    m.close()
    f.close()


def case_bad_lengths():
    f = prepared('short')
    for length in [-1, 1000]:
        try:
            rmmap.mmap(f.fileno(), length)
        except RValueError:
            print 'bad value',
        except RTypeError:
            print 'bad type',
    print
    f.close()


def case_move():
    f = prepared('foobar')
    m = rmmap.mmap(f.fileno(), 6)
    m.move(1, 3, 3)
    print m.read(6),
    m.seek(0)
    m.move(0, 2, 4)
    print m.read(6),
    try:
        m.move(5, 0, 4)
    except RValueError:
        print 'out of bounds'
    m.close()
    f.close()


def case_items():
    f = prepared('abcdef')
    m = rmmap.mmap(f.fileno(), 6)
    m.setitem(1, 'X')
    m.setslice(3, 'YZ')
    print m.getitem(1), m.getslice(2, 4)
    m.close()
    f.close()


def case_resize():
    f = prepared('grow')
    m = rmmap.mmap(f.fileno(), 4)
    m.resize(8)
    print m.size, m.file_size(),
    m.seek(4)
    m.write('more')
    m.seek(0)
    print m.read(8)
    m.close()
    f.close()


def case_anonymous_memory():
    m = rmmap.mmap(-1, 20)
    m.write('without a file')
    m.seek(8)
    print m.read(6), ord(m.getitem(19))
    m.close()


def case_allocation():
    p = rmmap.alloc(4096)
    for i in range(5):
        p[i] = chr(ord('a') + i)
    print p[0] + p[4]
    rmmap.free(p, 4096)


def case_page_size():
    print int(rmmap.PAGESIZE >= 4096), int(rmmap.ALLOCATIONGRANULARITY % rmmap.PAGESIZE == 0)


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
