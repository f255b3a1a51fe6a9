# Entries of a prebuilt table that the program changes are read as they are then.
# mends: entries of a prebuilt dict or list that are read by constants never change
TABLE = {'a': 1, 'b': 2}
SIZES = [1, 2, 4]
NAMES = {'x': 'ex'}
KEPT = {'x': 'kept'}


def show():
    print TABLE['a'], SIZES[1], NAMES['x'], KEPT['x']


def change(n):
    TABLE['a'] = n
    SIZES[1] = n


def entry_point(argv):
    show()
    change(len(argv) + 10)
    show()
    NAMES.clear()
    try:
        print NAMES['x']
    except KeyError:
        print 'gone'
    TABLE.pop('a')
    try:
        print TABLE['a']
    except KeyError:
        print 'gone'
    return 0


def target(driver, args):
    return entry_point, None
