# a pipe within one process
# skip: wasm (no pipes)
# skip: js (no pipes)
import os

def entry_point(argv):
    r, w = os.pipe()
    print os.write(w, "through the pipe" * len(argv))
    print os.read(r, 7)
    os.close(w)
    print os.read(r, 100)
    print len(os.read(r, 100))
    return 0


def target(driver, args):
    return entry_point, None
