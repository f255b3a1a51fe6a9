# splitlines
def show(s):
    print len(s.splitlines()), "|".join(s.splitlines())

def entry_point(argv):
    show("a\nb\nc")
    show("a\nb\n")
    show("")
    show("one")
    show("x\n\ny")
    return 0


def target(driver, args):
    return entry_point, None
