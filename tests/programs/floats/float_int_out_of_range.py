# int() of a float that does not fit gives the least integer
# skip: untranslated (Python makes a long)
# skip: js (64-bit words)
# skip: wasm (saturating conversion)
# skip: native (whatever the hardware gives)
def to_int(x):
    return int(x)

def entry_point(argv):
    for x in [1e300, -1e300, 9.3e18]:
        print to_int(x)
    inf = 1e200 * len(argv) * 1e200
    print to_int(inf), to_int(inf - inf)
    return 0


def target(driver, args):
    return entry_point, None
