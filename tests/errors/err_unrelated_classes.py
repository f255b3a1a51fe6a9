# a list of instances without a common base class
# reference: RPython cannot unify instances with no common base class
class Cat(object):
    def name(self):
        return "cat"

class Dog(object):
    def name(self):
        return "dog"

def entry_point(argv):
    for a in [Cat(), Dog()]:                #! error: Cat, Dog, base class
        print a.name()
    return 0


def target(driver, args):
    return entry_point, None
