# a module does not have this attribute
# reference: getattr always raises AttributeError
import os

def entry_point(argv):
    print os.getcwdd()                      #! error: module os, getcwdd, did you mean getcwd
    return 0


def target(driver, args):
    return entry_point, None
