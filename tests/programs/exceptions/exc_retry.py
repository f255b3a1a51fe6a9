# retrying, counting failures, and giving up
class Unavailable(Exception):
    def __init__(self, attempt):
        self.attempt = attempt

class Service(object):
    def __init__(self, failures):
        self.failures = failures
        self.calls = 0
    def call(self):
        self.calls += 1
        if self.calls <= self.failures:
            raise Unavailable(self.calls)
        return "ok after %d" % self.calls

def retry(service, limit):
    last = 0
    for i in range(limit):
        try:
            return service.call()
        except Unavailable as e:
            last = e.attempt
            continue
    return "gave up after %d" % last

def entry_point(argv):
    for n in [0, 2, 5]:
        print retry(Service(n * len(argv)), 4)
    return 0


def target(driver, args):
    return entry_point, None
