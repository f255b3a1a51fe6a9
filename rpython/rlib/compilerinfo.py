"""Which C compiler the program was made with."""
from rpython.rlib.objectmodel import we_are_translated
from rpython.rtyper.lltypesystem import rffi
from rpython.translator.platform import name as platform_name
from rpython.translator.tool.cbuild import ExternalCompilationInfo

_eci = ExternalCompilationInfo(post_include_bits=['''
static const char *rpy_compiler_info(void) { return "GCC " __VERSION__; }
'''])
_c_compiler_info = rffi.llexternal('rpy_compiler_info', [], rffi.CCHARP, compilation_info=_eci, releasegil=False)


def get_compiler_info():
    if not we_are_translated():
        return "(untranslated)"
    if platform_name != 'posix':
        return "(no C compiler)"
    return rffi.charp2str(_c_compiler_info())
