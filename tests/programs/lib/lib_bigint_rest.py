# rounding towards zero of rbigint, streams that a program implements, lists in immutable fields
from rpython.rlib.rbigint import rbigint, _divrem
from rpython.rlib.streamio import Stream, StreamError, open_file_as_stream

class Text(Stream):
    def __init__(self, text):
        self.text = text
        self.pos = 0

    def read(self, n):
        assert n >= 0
        start = self.pos
        end = start + n
        self.pos = min(end, len(self.text))
        assert end >= start >= 0
        return self.text[start:end]

    def write(self, data):
        raise StreamError("read only")

def show(stream):
    line = stream.readline()
    print len(line), line[0], len(stream.readall())

class Layout(object):
    _immutable_fields_ = ["places[*]"]

    def __init__(self, n):
        self.places = [0] * n
        for i in range(n):
            self.places[i] = i * i

    def total(self):
        t = 0
        for p in self.places:
            t += p
        return t

def entry_point(argv):
    n = len(argv)
    for a in [7 * n, -7 * n]:
        for b in [2 * n, -2 * n]:
            q, r = _divrem(rbigint.fromint(a), rbigint.fromint(b))
            d, m = rbigint.fromint(a).divmod(rbigint.fromint(b))
            print q.str(), r.str(), d.str(), m.str()
    x = rbigint.fromstr("123456789012345678901234567890"[n:])
    x._set_sign(-1)
    print x.str()
    show(Text("one\ntwo\nthree\n" * n))
    try:
        Text("a" * n).write("b")
    except StreamError as e:
        print e.message
    if n > 5:
        show(open_file_as_stream("nothing"))
    print Layout(n + 4).total()
    return 0


def target(driver, args):
    return entry_point, None
