# a misspelt attribute
# reference: Blocked block
class Account(object):
    def __init__(self):
        self.balance = 0

def entry_point(argv):
    a = Account()
    a.balance += len(argv)
    print a.balanse                         #! error: balanse, balance
    return 0


def target(driver, args):
    return entry_point, None
