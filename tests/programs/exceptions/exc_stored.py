# exceptions kept in attributes and raised later
class Failure(Exception):
    def __init__(self, code):
        self.code = code

class Minor(Failure):
    pass

class Task(object):
    def __init__(self, code):
        self.code = code
        self.error = None
    def run(self):
        try:
            if self.code > 5:
                raise Failure(self.code)
            if self.code > 2:
                raise Minor(self.code)
        except Failure as e:
            self.error = e
    def check(self):
        if self.error is not None:
            raise self.error
        return self.code

def entry_point(argv):
    for code in [1, 3, 7]:
        t = Task(code * len(argv))
        t.run()
        try:
            print "fine", t.check()
        except Minor as e:
            print "minor", e.code
        except Failure as e:
            print "failure", e.code
    return 0


def target(driver, args):
    return entry_point, None
