# a state machine over characters
START, WORD, NUMBER = range(3)

def tokens(text):
    state = START
    cur = ""
    out = []
    for c in text + " ":
        if state == START:
            if c.isalpha():
                state = WORD
                cur = c
            elif c.isdigit():
                state = NUMBER
                cur = c
            elif c != " ":
                out.append("sym:" + c)
        elif state == WORD:
            if c.isalpha() or c.isdigit():
                cur += c
            else:
                out.append("word:" + cur)
                state = START
        else:
            if c.isdigit():
                cur += c
            else:
                out.append("num:" + cur)
                state = START
    return out

def entry_point(argv):
    print " ".join(tokens("let x1 = 42 ; y + 7"))
    return 0


def target(driver, args):
    return entry_point, None
