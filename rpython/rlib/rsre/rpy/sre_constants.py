"""The numbers of pattern code by the names that Python's `re` has for them."""
from rpython.rlib.rsre import rsre_constants
from rpython.rlib.rsre.rpy._sre import MAGIC, MAXREPEAT


def _lower(numbers):
    return dict([(name.lower(), number) for name, number in numbers.items()])


ATCODES = _lower(rsre_constants.ATCODES)
CHCODES = _lower(rsre_constants.CHCODES)
OPCODES = dict([(name[len('OPCODE_'):].lower(), number) for name, number in vars(rsre_constants).items()
                if name.startswith('OPCODE_')])
