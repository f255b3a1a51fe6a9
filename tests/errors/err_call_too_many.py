# a call with too many arguments
# reference: signature mismatch: area() takes exactly 2 arguments (3 given)
def area(w, h):                             #! note: area
    return w * h

def entry_point(argv):
    print area(2, 3, len(argv))             #! error: area, 2, 3
    return 0


def target(driver, args):
    return entry_point, None
