# reads names of files from standard input and prints what is in them
import os

from rpython.rlib import rfile


def contents(name):
    try:
        fd = os.open(name, os.O_RDONLY, 0)
    except OSError as e:
        return 'error %d\n' % e.errno
    text = os.read(fd, 1000)
    os.close(fd)
    return text


def entry_point(argv):
    stdin, stdout, stderr = rfile.create_stdio()
    while True:
        stdout.write('file? ')
        name = stdin.readline()
        if not name:
            return 0
        stdout.write(contents(name.strip()))


def target(driver, args):
    return entry_point, None
