# division by zero inside a handler
def div(a, b):
    try:
        return a // b
    except ZeroDivisionError:
        return -1

def mod(a, b):
    try:
        return a % b
    except ArithmeticError:
        return -2

def anything(a, b):
    try:
        return a / b
    except:
        return -3

def entry_point(argv):
    for b in [2, 0, -3]:
        print div(100, b), mod(100, b), anything(100, b)
    return 0


def target(driver, args):
    return entry_point, None
