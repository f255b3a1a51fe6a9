# print of call results, nested calls and conditional expressions
def double(n):
    return n * 2

def label(n):
    return "even" if n % 2 == 0 else "odd"

def entry_point(argv):
    for i in range(4):
        print i, label(i), double(double(i)), label(double(i) + 1)
    print("parenthesised")
    print ("a" + "b") * 2
    return 0


def target(driver, args):
    return entry_point, None
