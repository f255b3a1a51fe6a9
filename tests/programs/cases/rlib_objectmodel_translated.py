# rlib.objectmodel: what only translated programs show.
# skip: untranslated (the functions tell whether the program is translated)
from _cases import entry_point_of
from rpython.rlib.compilerinfo import get_compiler_info
from rpython.rlib.objectmodel import (
    compute_hash, enforceargs, is_annotation_constant, list_get_physical_size, specialize, we_are_translated)


def case_we_are_translated():
    if we_are_translated():
        print 'translated'
    else:
        print 'not translated'


@specialize.arg_or_var(0)
def constant_or_not(n):
    if is_annotation_constant(n):
        return 'constant'
    return 'variable'


def case_annotation_constant():
    for n in [1, 2]:
        print constant_or_not(n),
    print constant_or_not(3), constant_or_not('x')


def case_physical_size_of_resized_list():
    l = [1, 2]
    for i in range(12):
        print list_get_physical_size(l),
        l.append(i)
    print


def case_physical_size_of_fixed_list():
    print list_get_physical_size([7, 8, 9]), list_get_physical_size(['x'] * 20)


@enforceargs(float)
def halved(x):
    return x / 2


def case_enforceargs_makes_floats():
    print int(halved(5) * 100), int(halved(0.5) * 100)


def case_compiler():
    print int(len(get_compiler_info()) > 4)


def case_hash_of_bool_and_single_characters():
    print int(compute_hash(3 > 2)), int(compute_hash('abc'[0]) == compute_hash('a'))


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
