# split and rsplit by a separator
def show(parts):
    print len(parts), "|".join(parts)

def entry_point(argv):
    s = "a,b,,c" * len(argv)
    show(s.split(","))
    show(s.split(",", 1))
    show(s.split(",", 2))
    show(s.split(",", len(argv)))
    show(s.split(",", -1))
    show("".split(","))
    show(",".split(","))
    show(("a--b--c" * len(argv)).split("--"))
    show(s.rsplit(",", 1))
    show("a,b,c".rsplit(","))
    show("a--b--c".rsplit("--", 1))
    show("no separator".split(";"))
    return 0


def target(driver, args):
    return entry_point, None
