# Dicts and lists that nothing is ever put into.
from rpython.rlib.objectmodel import prepare_dict_update


def walk():
    d = {}
    prepare_dict_update(d, 5)
    n = 0
    for key, value in d.iteritems():
        n += 1
    for key in d:
        n += 1
    return n


def entry_point(argv):
    print walk()
    a = []
    b = []
    if a == b:
        print 'equal'
    if (a, 1) == (b, len(argv)):
        print 'equal in tuples'
    return 0


def target(driver, args):
    return entry_point, None
