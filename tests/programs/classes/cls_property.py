# properties by decorator and by call, with setters
class Temp(object):
    def __init__(self, c):
        self._c = c
    @property
    def celsius(self):
        return self._c
    @celsius.setter
    def celsius(self, v):
        self._c = v
    def get_f(self):
        return self._c * 9 // 5 + 32
    def set_f(self, f):
        self._c = (f - 32) * 5 // 9
    fahrenheit = property(get_f, set_f)

def entry_point(argv):
    t = Temp(100 * len(argv))
    print t.celsius, t.fahrenheit
    t.fahrenheit = 32
    print t.celsius
    t.celsius = 37
    t.celsius += 1
    print t.celsius, t.fahrenheit
    return 0


def target(driver, args):
    return entry_point, None
