# rlib.rStringIO: a file in memory.
from _cases import entry_point_of
from rpython.rlib.rStringIO import RStringIO


def dotted(s):
    return s.replace('\x00', '.').replace('\n', '/')


def case_write():
    f = RStringIO()
    f.write('one')
    f.write('')
    f.write(' two')
    print f.getvalue(), f.tell(), f.getsize()


def case_write_single_characters():
    f = RStringIO()
    for i in range(1000):
        f.write(chr(ord('a') + i % 26))
    text = f.getvalue()
    print len(text), text[:30], text[990:]


def case_overwrite():
    f = RStringIO()
    f.write('0123456789')
    f.seek(3)
    f.write('abc')
    print f.getvalue(), f.tell()
    f.write('defghijk')
    print f.getvalue(), f.tell()


def case_seek():
    f = RStringIO()
    f.write('abcdef')
    f.seek(-2, 2)
    print f.tell(), f.read()
    f.seek(1, 0)
    f.seek(2, 1)
    print f.tell(), f.read(1)
    f.seek(-100, 1)
    print f.tell()
    f.seek(-100, 2)
    print f.tell()
    f.seek(-5)
    print f.tell()


def case_write_behind_the_end():
    f = RStringIO()
    f.write('ab')
    f.seek(3, 2)
    f.write('z')
    print dotted(f.getvalue()), f.getsize()
    g = RStringIO()
    g.seek(4)
    print g.getsize(), g.tell(), int(g.getvalue() == '')
    g.write('!')
    print dotted(g.getvalue())


def case_read():
    f = RStringIO()
    f.write('some text')
    print '[' + f.read() + ']',
    f.seek(0)
    print f.read(4), f.tell(), f.read(0) + '|', f.read(100), f.tell(),
    print '[' + f.read(3) + ']'
    f.seek(5)
    print f.read(-1)


def case_read_behind_the_end():
    f = RStringIO()
    f.write('xy')
    f.seek(10)
    print '[' + f.read(2) + f.readline() + f.read() + ']', f.tell()


def case_readline():
    f = RStringIO()
    f.write('first\nsecond\n\nlast')
    f.seek(0)
    while True:
        line = f.readline()
        if not line:
            break
        print len(line), dotted(line)


def case_readline_with_size():
    f = RStringIO()
    f.write('abcdef\ngh\n')
    f.seek(0)
    print f.readline(4), dotted(f.readline(4)), dotted(f.readline(3)), '[' + f.readline(9) + ']'
    f.seek(0)
    print '[' + f.readline(0) + ']', f.tell(), dotted(f.readline(-1)), dotted(f.readline(7))


def case_truncate():
    f = RStringIO()
    f.write('0123456789')
    f.truncate(4)
    print f.getvalue(), f.tell()
    f.write('X')
    print f.getvalue(), f.tell()
    f.seek(2)
    f.truncate(2)
    print f.getvalue(), f.tell()


def case_truncate_to_more():
    f = RStringIO()
    f.write('ab')
    f.truncate(5)
    print dotted(f.getvalue()), f.tell(), f.getsize()
    f.write('c')
    print dotted(f.getvalue()), f.tell(), f.getsize()


def case_truncate_to_nothing():
    f = RStringIO()
    f.write('abc')
    f.seek(0)
    f.truncate(0)
    print '[' + f.getvalue() + ']', f.tell()
    f.write('new')
    print f.getvalue()


def case_close():
    f = RStringIO()
    print int(f.is_closed())
    f.write('gone')
    f.close()
    print int(f.is_closed()), f.tell()


def case_writes_between_reads():
    f = RStringIO()
    out = []
    for i in range(20):
        f.write('%d,' % (i * i))
        f.seek(-3, 1)
        out.append(f.read())
    print '|'.join(out)
    print f.getvalue()


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
