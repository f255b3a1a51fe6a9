# a double-returning function and a callback-free struct of time
# skip: untranslated (needs a C compiler)
# skip: wasm (its own platform layer)
from rpython.rtyper.lltypesystem import rffi, lltype
from rpython.translator.tool.cbuild import ExternalCompilationInfo

eci = ExternalCompilationInfo(includes=["math.h"], libraries=["m"])
c_cbrt = rffi.llexternal("cbrt", [rffi.DOUBLE], rffi.DOUBLE, compilation_info=eci)
c_getenv = rffi.llexternal("getenv", [rffi.CCHARP], rffi.CCHARP)

def entry_point(argv):
    print c_cbrt(27.0 * len(argv))
    with rffi.scoped_str2charp("RPY_TEST") as name:
        p = c_getenv(name)
        if p:
            print rffi.charp2str(p)
    return 0


def target(driver, args):
    return entry_point, None
