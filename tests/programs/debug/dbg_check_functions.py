# check_nonneg, mark_dict_non_null, check_annotation change nothing
from rpython.rlib.debug import check_nonneg, mark_dict_non_null

def entry_point(argv):
    n = len(argv)
    check_nonneg(n)
    d = {"a": "b"}
    mark_dict_non_null(d)
    print d["a" * n]
    return 0


def target(driver, args):
    return entry_point, None
