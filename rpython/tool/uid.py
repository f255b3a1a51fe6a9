"""Numbers for identities, as people read them."""
import sys

HUGEVAL_BYTES = 8 if sys.maxint > 2 ** 31 else 4


HUGEVAL = 1 << 8 * HUGEVAL_BYTES


def fixid(number):
    """As an unsigned number of a word."""
    return number % HUGEVAL


def uid(obj):
    return fixid(id(obj))
