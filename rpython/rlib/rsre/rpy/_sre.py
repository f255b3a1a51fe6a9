"""From a pattern's text to its code."""
import re
import _re

from rpython.rlib.objectmodel import not_rpython
from rpython.rlib.rarithmetic import intmask
from rpython.rlib.rsre import rsre_char, rsre_constants, rsre_core

VERSION = "2.7.6"
MAGIC = 20031017
MAXREPEAT = rsre_char.MAXREPEAT
CODESIZE = rsre_char.CODESIZE
getlower = rsre_char.getlower


@not_rpython
def get_code(regexp, flags=0, allargs=False):
    """The compiled pattern; with `allargs` also its flags and (number of groups, numbers by name, names by number).

    Translated programs cannot compile patterns.
    """
    try:
        code, flags, groups, groupindex = _re.sre_code(regexp, flags)
    except ValueError, e:
        raise re.error(str(e))
    if isinstance(regexp, unicode):
        flags |= rsre_constants.SRE_FLAG_UNICODE
    pattern = rsre_core.CompiledPattern([intmask(word) for word in code], flags)
    if not allargs:
        return pattern
    indexgroup = [None] * (groups + 1)
    for name, number in groupindex.items():
        indexgroup[number] = name
    return pattern, flags, (groups, groupindex, indexgroup)
