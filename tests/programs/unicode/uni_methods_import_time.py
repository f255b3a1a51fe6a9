# methods of unicode strings while the program is imported: what they know of characters

CHARS = [unichr(code) for code in range(0x3000)]


def having(method):
    """How many characters, and the sum of their numbers."""
    found = [ord(c) for c in CHARS if getattr(c, method)()]
    return '%s %d %d' % (method, len(found), sum(found))


def moving(method):
    moved = [(ord(c), ord(getattr(c, method)())) for c in CHARS]
    moved = [(old, new) for old, new in moved if old != new]
    return '%s %d %d' % (method, len(moved), sum([old * 3 + new for old, new in moved]))


TESTS = [having(m) for m in ['isalpha', 'isdigit', 'isdecimal', 'isnumeric', 'isalnum', 'isspace', 'isupper', 'islower', 'istitle']]
MOVES = [moving(m) for m in ['lower', 'upper', 'title', 'swapcase', 'capitalize']]
WORDS = [u'\u01c6a \u01c4B \u1f80\u0130\u0131 stra\xdfe'.title(), u'\u01c5x'.swapcase(), u'\u0130I'.lower(), u'\u1fb3\u0149'.upper()]
TITLES = [u'\u01c5abc'.istitle(), u'A\u01c5'.istitle(), u'\u01c5'.isupper(), u'\u01c5'.islower(), u'\u2160\xb2'.isupper(), u''.istitle()]


def entry_point(argv):
    for line in TESTS:
        print line
    for line in MOVES:
        print line
    for word in WORDS:
        print [ord(c) for c in word]
    print [int(title) for title in TITLES]
    return 0


def target(driver, args):
    return entry_point, None
