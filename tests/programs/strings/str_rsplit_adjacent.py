# rsplit with separators side by side or at the ends
# mends: the reference merges separators that lie side by side
def show(parts):
    print len(parts), "|".join(parts)

def entry_point(argv):
    n = len(argv)
    for s in ["a,b,,c", ",,", ",a,", "a,,,b", ""]:
        show((s * n).rsplit(","))
        show((s * n).rsplit(",", 2))
    show(("a----b" * n).rsplit("--"))
    return 0


def target(driver, args):
    return entry_point, None
