# signs of zeros
# skip: untranslated (run-time floats print with six decimals)
import math

def entry_point(argv):
    z = 0.0 * len(argv)
    print z, -z, z * -1.0, z == -z
    print math.atan2(z, -1.0), math.atan2(-z, -1.0)
    print 1.0 / z, 1.0 / -z
    return 0


def target(driver, args):
    return entry_point, None
