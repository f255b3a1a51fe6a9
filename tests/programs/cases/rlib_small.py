# Small modules of rlib: cache, nonconst, special_value, unroll, constants, compilerinfo.
from _cases import entry_point_of
from rpython.rlib import constant, special_value
from rpython.rlib.cache import Cache
from rpython.rlib.compilerinfo import get_compiler_info
from rpython.rlib.entrypoint import entrypoint_highlevel
from rpython.rlib.nonconst import NonConstant
from rpython.rlib.rfloat import INFINITY, NAN, formatd
from rpython.rlib.unroll import unrolling_iterable
from rpython.rtyper.lltypesystem import lltype, rffi


class Squares(Cache):
    built = 0

    def _build(self, key):
        self.built += 1
        return 'square %d' % (key * key)

    def _ready(self, result):
        self.last = result


squares = Squares()
FIRST = squares.getorbuild(3), squares.getorbuild(4), squares.getorbuild(3)


def case_cache():
    print FIRST[0], FIRST[1], FIRST[2]
    print squares.built, squares.last


class Recursive(Cache):
    def _build(self, key):
        if key < 2:
            return 1
        return self.getorbuild(key - 1) + self.getorbuild(key - 2)


FIBONACCI = Recursive().getorbuild(20)


def case_cache_that_asks_itself():
    print FIBONACCI


class Looping(Cache):
    def _build(self, key):
        return self.getorbuild(key)


try:
    Looping().getorbuild(1)
    LOOP = 'built'
except Exception:
    LOOP = 'a loop'


def case_cache_that_needs_itself():
    print LOOP


def case_nonconstant():
    print int(bool(NonConstant(False)))


def case_special_values():
    for x in [0.0, -0.0, 1.5, -2.0, INFINITY, -INFINITY, NAN]:
        print special_value.special_type(x),
    print


def case_special_values_in_tables():
    print len(special_value.acos_special_values), len(special_value.exp_special_values[0])


def case_constants():
    for x in [constant.DBL_MAX, constant.DBL_MIN, constant.CM_LARGE_DOUBLE, constant.M_LN2, constant.M_LN10]:
        print formatd(x, 'g', 12),
    print constant.DBL_MANT_DIG, constant.CM_SCALE_UP, constant.CM_SCALE_DOWN


NAMES = unrolling_iterable(['alpha', 'beta', 'gamma'])
PAIRS = unrolling_iterable([(1, 'one'), (2, 'two')])


class Options(object):
    alpha = 1
    beta = 'two'
    gamma = 3.0


options = Options()


def case_unrolling():
    for name in NAMES:
        if name == 'beta':
            print getattr(options, name),
        else:
            print int(getattr(options, name)),
    for number, word in PAIRS:
        print number, word,
    print


def case_unrolling_with_break():
    for name in NAMES:
        if name == 'beta':
            print 'found'
            break
    else:
        print 'not found'


def case_compiler_is_known():
    print int(len(get_compiler_info()) > 4)


@entrypoint_highlevel('main', [lltype.Signed, lltype.Signed], c_name='cases_add')
def exported_add(a, b):
    return a + b


def case_exported_functions():
    print exported_add(40, 2)


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
