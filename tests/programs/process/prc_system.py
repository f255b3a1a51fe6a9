# os.system
# skip: wasm (no processes)
# skip: js (no processes)
import os

def entry_point(argv):
    print os.system("exit 3"), os.system("true")
    return 0


def target(driver, args):
    return entry_point, None
