# modules that programs import and use before they are translated
import array
import codecs
import ctypes.util
import fractions
import getopt
import logging
import os
import pkgutil
import py
import shutil
import tempfile
import threading
import UserDict

from _cases import entry_point_of

here = py.path.local(__file__)
SCRATCH = tempfile.mkdtemp()


# ---------------------------------------------------------------- py

GRAMMAR = here.dirpath().join(here.basename).read().split('\n')[0]
PARTS = [here.basename, here.purebasename, here.ext, here.dirpath('a', 'b').relto(here.dirpath()),
         str(here.new(ext='.txt'))[-4:], (here.dirpath() / 'x').basename]


def case_py_path_parts():
    for part in PARTS:
        print part
    print GRAMMAR


def walk():
    top = py.path.local(SCRATCH).join('tree')
    top.join('one', 'deep.txt').ensure().write("first\nsecond")
    top.ensure('two', dir=1)
    found = [path.relto(top) for path in top.visit()]
    listed = [path.basename for path in top.listdir(sort=True)]
    lines = top.join('one', 'deep.txt').readlines(cr=0)
    checks = [top.check(dir=1), top.check(file=1), top.join('none').check(), top.join('one').check(notfile=1),
              top.join('one', 'deep.txt').check(file=1, ext='.txt'), top.check(dotfile=0)]
    top.remove()
    return found, listed, lines, checks, top.check()


FOUND, LISTED, LINES, CHECKS, LEFT = walk()


def case_py_path_files():
    print ' '.join(FOUND)
    print ' '.join(LISTED)
    print ','.join(LINES)
    for ok in CHECKS:
        print int(ok),
    print int(LEFT)


def missing():
    try:
        here.dirpath().join('nothing', 'here').read()
    except py.error.ENOENT, e:
        return isinstance(e, py.error.Error) and isinstance(e, EnvironmentError)
    return False


MISSING = missing()


def case_py_error():
    print int(MISSING)


source = py.code.Source("""
    def add(a, b):
        if a:
            return a + b
        return b
""")
namespace = {}
exec source.compile() in namespace
add = namespace['add']
WRAPPED = str(py.code.Source("x = 1", "y = 2").putaround("if 1:", "z = 3"))


def case_py_code():
    print add(2, 3), add(0, 4)
    print WRAPPED


SORTED = py.builtin.sorted([3, 1, 2])
HELLO = py.process.cmdexec('echo hello')
WORDS = py.std.textwrap.dedent("  a\n   b")


def case_py_others():
    print SORTED[0], SORTED[2], HELLO.strip(), len(WORDS)


# ---------------------------------------------------------------- standard modules

numbers = array.array('i', [3, 1])
numbers.append(2)
TABLE = numbers.tolist()
BYTES = array.array('H', [1, 258]).tostring()


def case_array():
    print TABLE[0], TABLE[1], TABLE[2], len(BYTES), ord(BYTES[2]), ord(BYTES[3])


third = fractions.Fraction(1, 3)
HALF = fractions.Fraction('1.25') - fractions.Fraction(3, 4)
SUM = str(third + HALF)
WHOLE = int(third * 9)


def case_fractions():
    print SUM, WHOLE, HALF.numerator, HALF.denominator


OPTIONS, REST = getopt.getopt(['-v', '-ofile', '--size=3', 'arg', '-x'], 'vo:', ['size='])


def refused():
    try:
        getopt.getopt(['-q'], 'v')
    except getopt.GetoptError, e:
        return str(e)


REFUSED = refused()


def case_getopt():
    for name, value in OPTIONS:
        print "%s=%s" % (name, value)
    print ' '.join(REST)
    print REFUSED


class Squares(UserDict.DictMixin):
    def keys(self):
        return [1, 2, 3]

    def __getitem__(self, n):
        if n not in [1, 2, 3]:
            raise KeyError(n)
        return n * n


squares = Squares()
ITEMS = squares.items()
AROUND = [squares.get(2, 0), squares.get(9, -1), len(squares), int(3 in squares)]


def case_user_dict():
    for key, value in ITEMS:
        print key, value,
    print AROUND[0], AROUND[1], AROUND[2], AROUND[3]


def copies():
    one = os.path.join(SCRATCH, 'one')
    os.mkdir(one)
    with open(os.path.join(one, 'module_x.py'), 'w') as f:
        f.write('x = 1\n')
    os.mkdir(os.path.join(one, 'pack'))
    with open(os.path.join(one, 'pack', '__init__.py'), 'w') as f:
        f.write('')
    other = os.path.join(SCRATCH, 'other')
    shutil.copytree(one, other)
    shutil.copy(os.path.join(one, 'module_x.py'), SCRATCH)
    shutil.move(os.path.join(SCRATCH, 'module_x.py'), os.path.join(SCRATCH, 'moved'))
    names = sorted(os.listdir(SCRATCH))
    modules = [(name, package) for importer, name, package in pkgutil.iter_modules([other], 'p.')]
    shutil.rmtree(SCRATCH)
    return names, modules, os.path.exists(SCRATCH)


NAMES, MODULES, STILL_THERE = copies()


def case_shutil_and_pkgutil():
    print ' '.join(NAMES)
    for name, package in MODULES:
        print name, int(package),
    print int(STILL_THERE)


ENCODED, LENGTH = codecs.getencoder('utf-8')(u'\xe9t\xe9')
DECODED = codecs.utf_8_decode('\xce\xb1')[0]


def case_codecs():
    print len(ENCODED), LENGTH, len(DECODED), ord(DECODED[0]), len(codecs.BOM_UTF8)


class Memory(logging.Handler):
    def __init__(self):
        logging.Handler.__init__(self)
        self.lines = []

    def emit(self, record):
        self.lines.append(self.format(record))


def logged():
    memory = Memory()
    memory.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))
    log = logging.getLogger("cases.one")
    log.addHandler(memory)
    log.setLevel(logging.INFO)
    log.debug("never")
    log.info("%d of %d", 1, 2)
    log.warning("careful")
    return memory.lines


LOGGED = logged()


def case_logging():
    for line in LOGGED:
        print line


def counted():
    lock = threading.Lock()
    done = []
    with lock:
        done.append(lock.acquire(False))
    thread = threading.Thread(target=done.append, args=(True,))
    thread.start()
    thread.join()
    return done


DONE = counted()


def case_threading():
    print int(DONE[0]), int(DONE[1])


LIBC = ctypes.util.find_library('c') or 'libc.so.6'
NONE = ctypes.util.find_library('surely-not-there') is None


def case_ctypes_util():
    print LIBC[:7], int(NONE)


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
