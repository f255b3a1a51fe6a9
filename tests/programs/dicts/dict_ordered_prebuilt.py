# OrderedDict: made at import time and at run time, filled, walked, copied.
from collections import OrderedDict

MONTHS = OrderedDict()
for _name, _days in [('march', 31), ('january', 31), ('february', 28)]:
    MONTHS[_name] = _days


def entry_point(argv):
    for name in MONTHS:
        print name, MONTHS[name]
    MONTHS['april'] = 29 + len(argv)
    for name, days in MONTHS.items():
        print name, days
    own = OrderedDict()
    own['z'] = len(argv)
    own['a'] = 2
    own['m'] = 3
    del own['a']
    own['a'] = 4
    for key, value in own.iteritems():
        print key, value
    print len(own), int('m' in own), int('q' in own)
    return 0


def target(driver, args):
    return entry_point, None
