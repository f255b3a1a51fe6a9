# rlib.rfile: files as open() and os give them.
# skip: wasm (duplicated descriptors)
import errno
import os
from _cases import entry_point_of
from rpython.rlib import rfile

NAME = 'rfile_cases.txt'


def shown(s):
    return s.replace('\n', '/').replace('\r', '\\').replace('\x00', '0')


def put(text):
    f = open(NAME, 'wb')
    f.write(text)
    f.close()


def get():
    f = open(NAME, 'rb')
    text = f.read()
    f.close()
    return text


def case_write_and_read():
    f = open(NAME, 'w')
    f.write('first line\n')
    f.write('second')
    f.close()
    print shown(get())


def case_write_after_close():
    f = open(NAME, 'w')
    print int(f.closed),
    f.write('x')
    f.close()
    f.close()
    print int(f.closed),
    try:
        f.write('y')
    except ValueError:
        print 'closed'


def case_everything_after_close():
    put('abc')
    f = open(NAME)
    f.close()
    errors = 0
    try:
        f.read()
    except ValueError:
        errors += 1
    try:
        f.readline()
    except ValueError:
        errors += 1
    try:
        f.seek(0)
    except ValueError:
        errors += 1
    try:
        f.tell()
    except ValueError:
        errors += 1
    try:
        f.flush()
    except ValueError:
        errors += 1
    try:
        f.fileno()
    except ValueError:
        errors += 1
    print errors


def case_bad_mode():
    try:
        open(NAME, 'strange')
    except ValueError:
        print 'bad mode',
    try:
        open(NAME, '')
    except ValueError:
        print 'no mode'


def case_missing_file():
    try:
        open('no such file')
    except IOError as e:
        print int(e.errno == errno.ENOENT)


def case_directory():
    try:
        open('.')
    except IOError as e:
        print int(e.errno == errno.EISDIR)


def case_reading_what_is_for_writing():
    f = open(NAME, 'w')
    f.write('abc')
    try:
        f.read()
    except IOError:
        print 'not for reading',
    try:
        f.readline()
    except IOError:
        print 'not for reading',
    f.close()
    f = open(NAME)
    try:
        f.write('z')
    except IOError:
        print 'not for writing'
    f.close()


def case_read_sizes():
    put('some\x00 text')
    f = open(NAME)
    print '[' + f.read(0) + ']', f.read(4), shown(f.read(2)), f.read(100), '[' + f.read(5) + ']', '[' + f.read() + ']'
    f.close()


def case_readline():
    put('one\n\ntwo three\nend')
    f = open(NAME)
    while True:
        line = f.readline()
        if line == '':
            break
        print shown(line),
    print
    f.close()


def case_readline_sizes():
    put('abcdef\nghi\n')
    f = open(NAME)
    print '[' + f.readline(0) + ']', f.readline(2), shown(f.readline(100)), shown(f.readline(3)), shown(f.readline(1)),
    print '[' + f.readline(4) + ']'
    f.close()


def case_long_lines():
    for n in [97, 98, 99, 100, 101, 200, 5000]:
        put('x' * n + '\n' + 'y')
        f = open(NAME)
        print len(f.readline()), len(f.readline()), len(f.readline()),
        f.close()
    print


def case_read_a_lot():
    put('0123456789' * 10000)
    f = open(NAME)
    text = f.read()
    print len(text), text[99990:]
    f.close()


def case_seek_and_tell():
    f = open(NAME, 'w+')
    f.write('abcdefgh')
    print f.tell(),
    f.seek(2)
    print f.read(3), f.tell(),
    f.seek(-2, 2)
    print f.read(),
    f.seek(1)
    f.seek(2, 1)
    print f.read(1), f.tell(),
    f.seek(20)
    f.write('!')
    f.seek(0)
    print shown(f.read())
    f.close()


def case_read_and_write():
    put('abcdef')
    f = open(NAME, 'r+')
    print f.read(2),
    f.seek(2)
    f.write('XY')
    f.seek(0)
    print f.read()
    f.close()


def case_append():
    put('start ')
    f = open(NAME, 'a')
    f.write('and ')
    f.close()
    f = open(NAME, 'a+')
    f.write('end')
    f.seek(0)
    print f.read()
    f.close()


def case_truncate():
    f = open(NAME, 'w+b')
    f.write('hello world')
    f.seek(7)
    f.truncate()
    f.seek(0)
    print f.read(),
    f.truncate(3)
    f.seek(0)
    print f.read(),
    f.close()
    f = open(NAME)
    try:
        f.truncate(1)
    except IOError:
        print 'not for writing'
    f.close()


def case_flush():
    f = open(NAME, 'w')
    f.write('waiting')
    print len(get()),
    f.flush()
    print get(),
    f.close()
    print get()


def case_line_buffering():
    f = open(NAME, 'w', 1)
    f.write('line\nrest')
    print shown(get()),
    f.close()
    print shown(get())


def case_no_buffering():
    f = open(NAME, 'w', 0)
    f.write('at once')
    print get()
    f.close()


def case_with_statement():
    with open(NAME, 'w') as f:
        f.write('inside')
        print int(f.closed),
    print int(f.closed), get()


def case_with_statement_and_exception():
    f = open(NAME, 'w')
    try:
        with f:
            f.write('before')
            raise KeyError
    except KeyError:
        print int(f.closed), get()


def case_fileno():
    f = open(NAME, 'w')
    print int(f.fileno() > 2), int(f.isatty())
    f.close()


def case_fdopen():
    f = open(NAME, 'w')
    g = os.fdopen(os.dup(f.fileno()), 'w')
    f.close()
    g.write('through the copy')
    try:
        g.read()
    except IOError:
        print 'not for reading',
    g.close()
    print get()


def case_fdopen_errors():
    try:
        os.fdopen(12345)
    except OSError as e:
        print int(e.errno == errno.EBADF),
    try:
        rfile.create_fdopen_rfile(1, 'mode')
    except ValueError:
        print 'bad mode'


def case_temporary_file():
    f = os.tmpfile()
    f.write('short lived')
    f.seek(6)
    print f.read()
    f.close()


def case_universal_newlines():
    put('a\nb\r\nc\rd')
    f = open(NAME, 'U')
    print shown(f.read())
    f.seek(0)
    for i in range(5):
        print shown(f.readline()), f.tell(),
    print
    f.seek(0)
    print shown(f.read(4)), shown(f.read(9))
    f.close()


def case_binary_mode_changes_nothing():
    f = open(NAME, 'wb')
    f.write('\r\n\x00\xff')
    f.close()
    for c in get():
        print ord(c),
    print


def case_create_file():
    f = rfile.create_file(NAME, 'w')
    f.write('made')
    f.close()
    f = rfile.create_file(NAME)
    print f.read()
    f.close()


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
