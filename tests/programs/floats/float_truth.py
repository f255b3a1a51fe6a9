# truth of floats
def truth(x):
    if x:
        return "yes"
    return "no"

def entry_point(argv):
    z = float(len(argv) - 1)
    print truth(z), truth(-z), truth(0.1), truth(-2.0), truth(not z)
    print truth(z or 3.0), truth(z and 3.0)
    return 0


def target(driver, args):
    return entry_point, None
