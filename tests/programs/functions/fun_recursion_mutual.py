# mutual recursion through a table of functions
def is_even(n):
    if n == 0:
        return True
    return is_odd(n - 1)

def is_odd(n):
    if n == 0:
        return False
    return is_even(n - 1)

def expr(tokens, pos):
    value, pos = term(tokens, pos)
    while pos < len(tokens) and tokens[pos] in "+-":
        op = tokens[pos]
        right, pos = term(tokens, pos + 1)
        if op == "+":
            value += right
        else:
            value -= right
    return value, pos

def term(tokens, pos):
    if tokens[pos] == "(":
        value, pos = expr(tokens, pos + 1)
        return value, pos + 1
    return ord(tokens[pos]) - ord("0"), pos + 1

def entry_point(argv):
    print "even" if is_even(100 * len(argv)) else "odd"
    for s in ["1+2-3+9", "(1+2)-(3-(4+5))", "7"]:
        print expr(s, 0)[0],
    print
    return 0


def target(driver, args):
    return entry_point, None
