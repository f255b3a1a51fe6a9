# a program whose functions C code calls by name
from rpython.rlib.entrypoint import entrypoint_highlevel, entrypoint_lowlevel
from rpython.rtyper.lltypesystem import lltype, rffi


class Counter(object):
    def __init__(self):
        self.seen = []


counter = Counter()


@entrypoint_highlevel('main', [lltype.Signed, lltype.Signed], c_name='add_up')
def add_up(a, b):
    counter.seen.append(str(a))
    return a + b


@entrypoint_lowlevel('main', [rffi.CCHARP], c_name='count_letters')
def count_letters(text):
    return len(rffi.charp2str(text))


@entrypoint_highlevel('others', [lltype.Float], c_name='half_of')
def half_of(x):
    return x / 2.0


def entry_point(argv):
    print 'the program runs with', add_up(1, 2), len(argv)
    return 0


def target(driver, args):
    return entry_point, None
