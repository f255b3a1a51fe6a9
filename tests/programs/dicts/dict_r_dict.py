# r_dict with own equality and hash
from rpython.rlib.objectmodel import r_dict, compute_hash

def same_last_digit(a, b):
    return a % 10 == b % 10

def last_digit(a):
    return a % 10

def same_lower(a, b):
    return a.lower() == b.lower()

def hash_lower(a):
    return compute_hash(a.lower())

def t(b):
    return "T" if b else "F"

def entry_point(argv):
    d = r_dict(same_last_digit, last_digit)
    for i in range(25):
        d[i] = i * len(argv)
    print len(d), d[103], d[24]
    names = r_dict(same_lower, hash_lower)
    names["Alice"] = 1
    names["BOB"] = 2
    names["alice" * len(argv)] = 3
    print len(names), names["ALICE"], names["bob"], t("carol" in names), names.get("x", 9)
    del names["Bob"]
    print len(names)
    return 0


def target(driver, args):
    return entry_point, None
