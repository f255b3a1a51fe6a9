# fork and waitpid
# skip: wasm (no processes)
# skip: js (no processes)
# skip: interp (the process would be the compiler)
import os

def entry_point(argv):
    pid = os.fork()
    if pid == 0:
        os.write(1, "child\n")
        os._exit(5)
    p, status = os.waitpid(pid, 0)
    print "parent", p == pid and "same" or "other", os.WEXITSTATUS(status)
    return 0


def target(driver, args):
    return entry_point, None
