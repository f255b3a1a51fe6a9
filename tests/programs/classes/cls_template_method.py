# a base class that calls what subclasses provide, with defaults and counters
class Report(object):
    made = 0
    def title(self):
        return "untitled"
    def rows(self):
        return []
    def footer(self):
        return None
    def render(self):
        self.made += 1
        out = ["== " + self.title() + " =="]
        for r in self.rows():
            out.append("* " + r)
        f = self.footer()
        if f is not None:
            out.append(f)
        return "\n".join(out)

class Sales(Report):
    def __init__(self, n):
        self.n = n
    def title(self):
        return "sales"
    def rows(self):
        return ["item %d" % i for i in range(self.n)]

class Totals(Sales):
    def footer(self):
        return "total %d" % self.n

def entry_point(argv):
    for r in [Report(), Sales(2 * len(argv)), Totals(1)]:
        print r.render()
        r.render()
        print r.made
    return 0


def target(driver, args):
    return entry_point, None
