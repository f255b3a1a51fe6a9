# a module that does not exist
# reference: ImportError traceback
import no_such_module                       #! error: no_such_module

def entry_point(argv):
    return 0


def target(driver, args):
    return entry_point, None
