"""Windows: elsewhere there is only the name, so that `if sys.platform == 'win32'` can follow an import."""
from rpython.rlib.rarithmetic import intmask, r_longlong, widen
from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.translator.tool.cbuild import ExternalCompilationInfo

WIN32 = False
eci = ExternalCompilationInfo()


def winexternal(name, args, result, **kwds):
    raise NotImplementedError("%s() exists on Windows only" % (name,))
