# character arithmetic: a Caesar cipher and back
def shift(s, n):
    out = []
    for c in s:
        if "a" <= c <= "z":
            c = chr((ord(c) - ord("a") + n) % 26 + ord("a"))
        elif "A" <= c <= "Z":
            c = chr((ord(c) - ord("A") + n) % 26 + ord("A"))
        out.append(c)
    return "".join(out)

def entry_point(argv):
    text = "The Quick Brown Fox Jumps Over The Lazy Dog!"
    for n in [1, 13, 25]:
        enc = shift(text, n)
        print enc
        print shift(enc, -n) == text and "same" or "different"
    return 0


def target(driver, args):
    return entry_point, None
