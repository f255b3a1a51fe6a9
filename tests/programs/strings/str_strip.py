# strip, lstrip, rstrip
def show(s):
    print "[" + s.strip() + "][" + s.lstrip() + "][" + s.rstrip() + "][" + s.strip("x") + "]"

def entry_point(argv):
    show("  ab ")
    show("\t\nab\r\n ")
    show("xxabxx")
    show("")
    show("   ")
    show("x x")
    s = "xyabyx" * len(argv)
    print s.strip("xy"), s.lstrip("xy"), s.rstrip("xy"), s.strip("yx" * len(argv))
    return 0


def target(driver, args):
    return entry_point, None
