# a variable that is an int on one path and a float on another is a float
# skip: untranslated (the union is a float)
def pick(n):
    if n > 2:
        x = n
    else:
        x = n * 0.5
    return x

def entry_point(argv):
    for i in range(5):
        print pick(i)
    l = [1.5, len(argv), 3]
    print l[0], l[1], l[2]
    l[0] = len(argv)
    print l
    return 0


def target(driver, args):
    return entry_point, None
