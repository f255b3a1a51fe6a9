# Makes the entry point of a file of cases: calls them in the order of the file, the name of each printed first.
from rpython.rlib.unroll import unrolling_iterable


def entry_point_of(namespace):
    found = []
    for name, function in namespace.items():
        if name.startswith('case_'):
            found.append((function.__code__.co_firstlineno, name[len('case_'):], function))
    found.sort()
    cases = unrolling_iterable([(name, function) for line, name, function in found])

    def entry_point(argv):
        for name, case in cases:
            print '== ' + name
            case()
        return 0
    return entry_point
