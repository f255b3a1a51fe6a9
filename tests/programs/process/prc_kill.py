# dying by a signal
# skip: untranslated (standard output is buffered there)
# skip: wasm (no signals)
# skip: js (no signals)
# skip: interp (the process would be the compiler)
# status: 143
import os

def entry_point(argv):
    print "before"
    os.kill(os.getpid(), 15)
    print "after"
    return 0


def target(driver, args):
    return entry_point, None
