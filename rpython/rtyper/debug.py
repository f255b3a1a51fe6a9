"""Checks that low-level helpers make; where they are imported from by tradition."""
from rpython.rlib.debug import FatalError, fatalerror, fatalerror_notb, ll_assert, ll_assert_not_none

__all__ = ['FatalError', 'fatalerror', 'fatalerror_notb', 'll_assert', 'll_assert_not_none']
