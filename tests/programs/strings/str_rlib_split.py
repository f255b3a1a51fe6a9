# split, rsplit, replace, count of rstring accept what methods do not
from rpython.rlib.rstring import split, rsplit, replace, startswith, endswith

def t(b):
    return "T" if b else "F"

def entry_point(argv):
    s = " one  two\tthree " * len(argv)
    print "|".join(split(s)), "|".join(split(s, None, 1))
    print "|".join(split("a,b,c", ",")), "|".join(split("a,b,c", ",", 1)), "|".join(split("a::b", "::"))
    print "|".join(rsplit(s)), "|".join(rsplit("a,b,c", ",", 1))
    print replace("aXbXc", "X", "--"), replace("aXbXc", "X", "", 1), replace("abc", "", "."), replace("aaa", "aa", "b")
    print t(startswith("hello", "ell", 1)), t(endswith("hello", "ell", 0, 4))
    return 0


def target(driver, args):
    return entry_point, None
