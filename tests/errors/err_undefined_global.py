# a name that is defined nowhere
# reference: global name 'coutn' is not defined
count = 5

def entry_point(argv):
    print coutn + len(argv)                 #! error: coutn, count
    return 0


def target(driver, args):
    return entry_point, None
