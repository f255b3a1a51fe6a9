# bits that are shifted into the sign, and sums that wrap: whether they are true
# skip: untranslated (ints do not wrap there)
# skip: js (64-bit words)

def has_bit(word, n):
    if word & (1 << n):
        return 'yes'
    return 'no'


def shifted(n):
    x = 1 << n
    if x < 0:
        return 'negative'
    if x:
        return 'positive'
    return 'zero'


def entry_point(argv):
    n = len(argv)
    for bit in [0, 1, 62, 63]:
        print has_bit(-n, bit), has_bit(n, bit), shifted(bit)
    half = (1 << 62) * n
    total = half + half
    if total:
        print 'true',
    print int(bool(total)), int(not total), int(total != 0)
    print has_bit(total, 61 + n), has_bit(total, 62 + n)
    low = n & ((1 << 62) << n)
    print int(bool(low)), int(bool(total & ((1 << 62) << n)))
    return 0


def target(driver, args):
    return entry_point, None
