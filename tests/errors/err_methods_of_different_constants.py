# Methods of frozen instances that are different functions.


class Space(object):
    def _freeze_(self):
        return True

    def wrap(self, n):
        return n


class OtherSpace(Space):
    def wrap(self, n):
        return n + 1


space = Space()
other = OtherSpace()


def entry_point(argv):
    chosen = space if len(argv) > 3 else other
    print chosen.wrap(4)  #! error: the attribute wrap
    return 0


def target(driver, args):
    return entry_point, None
