# rlib.rfile: pipes to commands, and the standard streams.
# skip: wasm (processes)
# skip: js (processes)
import os
from _cases import entry_point_of
from rpython.rlib import rfile


def case_popen_read():
    f = rfile.create_popen_file('echo 4; echo 2', 'r')
    print f.readline().strip(), f.read().strip(),
    print f.close()


def case_popen_status():
    f = rfile.create_popen_file('echo out; exit 32', 'r')
    print f.read().strip(),
    status = f.close()
    print int(os.WIFEXITED(status)), os.WEXITSTATUS(status)


def case_popen_write():
    f = rfile.create_popen_file('cat > popen_case.txt', 'w')
    f.write('written\n')
    f.write('to a pipe')
    print f.close()
    g = open('popen_case.txt')
    print g.readline().strip(), g.read()
    g.close()


def case_popen_bad_mode():
    try:
        rfile.create_popen_file('true', 'rw')
    except ValueError:
        print 'bad mode'
    except OSError:
        print 'bad mode'
    except IOError:
        print 'bad mode'


def case_standard_streams():
    i, o, e = rfile.create_stdio()
    o.write('written by the stream\n')
    o.flush()
    print i.fileno(), o.fileno(), e.fileno(), len(i.read())


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
