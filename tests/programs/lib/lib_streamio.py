# streamio: buffered streams over files
# skip: untranslated (soft space)
import os
from rpython.rlib.streamio import open_file_as_stream

def entry_point(argv):
    f = open_file_as_stream("s.txt", "w")
    for i in range(5 * len(argv)):
        f.write("line %d\n" % i)
    f.close()
    f = open_file_as_stream("s.txt", "r")
    print f.readline(),
    print f.read(6)
    rest = f.readall()
    print len(rest)
    f.close()
    f = open_file_as_stream("s.txt")
    f.seek(7, 0)
    print f.readline(),
    print f.tell()
    f.close()
    return 0


def target(driver, args):
    return entry_point, None
