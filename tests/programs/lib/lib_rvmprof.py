# rvmprof: code objects get numbers, and the function that interprets them works as without it
# skip: untranslated (bools print as numbers)
from rpython.rlib import rvmprof


class Code(object):
    def __init__(self, name, value):
        self.name = name
        self.value = value
        rvmprof.register_code(self, full_name)


class Other(object):
    pass


def full_name(code):
    return "py:%s:1:file" % code.name


rvmprof.register_code_object_class(Code, full_name)
rvmprof.register_code_object_class(Code, full_name)


class Frame(object):
    def __init__(self, code):
        self.code = code


def find_code(frame, n):
    return frame.code


@rvmprof.vmprof_execute_code("main", find_code)
def run(frame, n):
    if n == 0:
        raise ValueError
    return frame.code.value * n


def entry_point(argv):
    codes = [Code("a%d" % i, i) for i in range(4)]
    first = rvmprof.get_unique_id(codes[0])
    print first > 0, first % 4
    for code in codes:
        print rvmprof.get_unique_id(code) - first,
    print
    rvmprof.register_code(codes[2], full_name)
    print rvmprof.get_unique_id(codes[2]) - first
    print rvmprof.get_unique_id(Other())
    for code in codes:
        print run(Frame(code), 10)
    try:
        run(Frame(codes[0]), 0)
    except ValueError:
        print "ValueError"
    print rvmprof.is_enabled()
    try:
        rvmprof.disable()
    except rvmprof.VMProfError as e:
        print e.msg
    return 0


def target(driver, args):
    return entry_point, None
