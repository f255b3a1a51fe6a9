# a mistake that shows inside a library function: the user's line comes first, and once
# reference: an error in the library's code
import os

def entry_point(argv):
    os.write("1", len(argv))                #! error: behind this call
    return 0


def target(driver, args):
    return entry_point, None
