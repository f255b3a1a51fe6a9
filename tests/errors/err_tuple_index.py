# indexing a tuple by a run-time number
# reference: non-constant tuple index
def entry_point(argv):
    t = ("zero", "one", "two")
    print t[len(argv)]                      #! error: tuple, constant
    return 0


def target(driver, args):
    return entry_point, None
