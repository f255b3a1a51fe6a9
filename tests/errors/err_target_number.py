# `target` is no function NOTARGET
# reference: TypeError: 'int' object is not callable
def entry_point(argv):
    return 0


target = 7
