# observers held as bound methods of one base class
# mends: the reference fails with an internal error
class Listener(object):
    def notify(self, n):
        raise NotImplementedError

class Adder(Listener):
    def __init__(self):
        self.total = 0
    def notify(self, n):
        self.total += n

class Recorder(Listener):
    def __init__(self, prefix):
        self.prefix = prefix
        self.log = []
    def notify(self, n):
        self.log.append(self.prefix + str(n))

class Subject(object):
    def __init__(self):
        self.callbacks = []
    def attach(self, callback):
        self.callbacks.append(callback)
    def emit(self, n):
        for c in self.callbacks:
            c(n)

def entry_point(argv):
    s = Subject()
    a = Adder()
    r = Recorder("<")
    s.attach(a.notify)
    s.attach(r.notify)
    s.attach(Recorder("unused").notify)
    for i in range(1, 4):
        s.emit(i * 10 * len(argv))
    print a.total, " ".join(r.log)
    return 0


def target(driver, args):
    return entry_point, None
