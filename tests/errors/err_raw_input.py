# reading a line by raw_input
# reference: object with a __call__ is not RPython: <built-in function raw_input>
def entry_point(argv):
    name = raw_input("name? ")              #! error: raw_input
    print "hello", name
    return 0


def target(driver, args):
    return entry_point, None
