# reading decimal digits from arguments
def digit_sum(s):
    t = 0
    for c in s:
        if "0" <= c <= "9":
            t += ord(c) - ord("0")
    return t

def entry_point(argv):
    for i in range(1, len(argv)):
        print digit_sum(argv[i]), len(argv[i])
    return 0


def target(driver, args):
    return entry_point, None
