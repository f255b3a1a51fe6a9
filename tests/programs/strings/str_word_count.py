# counting words with a dict
def words(text):
    res = []
    cur = ""
    for c in text:
        if c.isalpha():
            cur += c.lower()
        elif cur:
            res.append(cur)
            cur = ""
    if cur:
        res.append(cur)
    return res

def entry_point(argv):
    text = "The cat and the dog and the bird. The END"
    counts = {}
    order = []
    for w in words(text):
        if w in counts:
            counts[w] += 1
        else:
            counts[w] = 1
            order.append(w)
    for w in order:
        print w, counts[w]
    return 0


def target(driver, args):
    return entry_point, None
