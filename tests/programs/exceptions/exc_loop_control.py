# try inside loops and loops inside try, with continue, break and else
def parse_all(words):
    total = 0
    skipped = []
    for w in words:
        try:
            n = int(w)
        except ValueError:
            skipped.append(w)
            continue
        else:
            if n < 0:
                break
        total += n
    else:
        total += 1000
    return total, skipped

def until_error(words):
    out = []
    try:
        for w in words:
            out.append(int(w) * 2)
    except ValueError:
        out.append(-1)
    return out

def entry_point(argv):
    for line in ["1 2 x 3", "4 y -1 5", "", "10"]:
        words = line.split(" ")
        total, skipped = parse_all(words)
        print total, ",".join(skipped), "|", ",".join([str(n) for n in until_error(words)])
    return 0


def target(driver, args):
    return entry_point, None
