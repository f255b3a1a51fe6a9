# reading the message of a built-in exception
# reference: Blocked block
def check(n):
    if n > 0:
        raise ValueError("too big")
    return n

def entry_point(argv):
    try:
        check(len(argv))
    except ValueError as e:
        print e.message                     #! error: ValueError, message
    return 0


def target(driver, args):
    return entry_point, None
