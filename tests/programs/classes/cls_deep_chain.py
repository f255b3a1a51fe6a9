# A long chain of classes, each derived from the one before, with methods and attributes at several levels
class Level(object):
    depth = 0

    def own(self):
        return 'base'


chain = [Level]
for i in range(1, 101):
    body = {'depth': i}
    if i % 25 == 0:
        exec "def own(self): return 'level %d of ' + str(self.depth)" % i in {'str': str}, body
    chain.append(type('Level%d' % i, (chain[-1],), body))

made = [cls() for cls in chain[::20]]


def entry_point(argv):
    for item in made:
        print item.depth, item.own(), int(isinstance(item, chain50)), int(isinstance(item, Level))
    return 0


chain50 = chain[50]


def target(driver, args):
    return entry_point, None
