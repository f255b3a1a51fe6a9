# the sorted function at run time
# reference: object with a __call__ is not RPython: <built-in function sorted>
# may-accept: the meaning is clear
def entry_point(argv):
    for x in sorted([3, 1, len(argv) + 1]):  #! error: sorted, listsort
        print x,
    print
    return 0


def target(driver, args):
    return entry_point, None
