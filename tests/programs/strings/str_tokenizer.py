# a tokenizer by character classes
def tokenize(s):
    out = []
    i = 0
    n = len(s)
    while i < n:
        c = s[i]
        if c == " ":
            i += 1
            continue
        start = i
        if c.isdigit():
            while i < n and s[i].isdigit():
                i += 1
        elif c.isalpha() or c == "_":
            while i < n and (s[i].isalnum() or s[i] == "_"):
                i += 1
        elif c in "<>=!" and i + 1 < n and s[i + 1] == "=":
            i += 2
        else:
            i += 1
        out.append(s[start:i])
    return out

def entry_point(argv):
    print "|".join(tokenize("if x_1>=10 and y!=foo(2,a) then z=z+1" * len(argv)))
    print len(tokenize("")), len(tokenize("   "))
    return 0


def target(driver, args):
    return entry_point, None
