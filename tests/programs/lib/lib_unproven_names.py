# Names of files that nothing proves to be free of NUL bytes are accepted; the check is something that targets ask for.
# skip: reference (wants a proof that the text has no zero characters)
import os
from rpython.rlib import rfile, streamio
from rpython.rlib.rstring import check_str0


def name_of(n):
    return 'f' + chr(n) + 'le'


def entry_point(argv):
    name = name_of(104 + len(argv))
    check_str0(name)
    stream = streamio.open_file_as_stream(name, 'w')
    stream.write('one\ntwo\n')
    stream.close()
    f = rfile.create_file(name, 'r')
    print f.readline()[:3]
    f.close()
    fd = os.open(name, os.O_RDONLY, 0666)
    print os.read(fd, 3)
    os.close(fd)
    os.unlink(name)
    if not os.path.exists(name):
        print 'gone'
    return 0


def target(driver, args):
    return entry_point, None
