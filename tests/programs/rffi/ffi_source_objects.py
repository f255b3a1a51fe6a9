# pieces of C source given as py.code.Source, and an opaque struct whose size they tell
# skip: untranslated (calls C functions)
# skip: wasm (its own platform layer)
# skip: js (its own platform layer)
import py
from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.rtyper.tool import rffi_platform
from rpython.translator.tool.cbuild import ExternalCompilationInfo

DECLARATIONS = py.code.Source("""
    struct parcel { char weight; char address[21]; };
    int weigh(struct parcel *p, int more);
""")
DEFINITIONS = py.code.Source("""
    int weigh(struct parcel *p, int more)
    {
        p->weight = (char)more;
        p->address[20] = 'x';
        return (int)sizeof(*p) * 100 + p->weight;
    }
""")

eci = ExternalCompilationInfo(post_include_bits=[DECLARATIONS], separate_module_sources=[DEFINITIONS])
PARCEL = rffi.COpaquePtr('struct parcel', compilation_info=eci)
weigh = rffi.llexternal('weigh', [PARCEL, rffi.INT], rffi.INT, compilation_info=eci)


class CConfig:
    _compilation_info_ = eci
    size = rffi_platform.SizeOf('struct parcel')


SIZE = rffi_platform.configure(CConfig)['size']


def entry_point(argv):
    parcel = lltype.malloc(PARCEL.TO, flavor='raw')
    print rffi.cast(lltype.Signed, weigh(parcel, len(argv) + 6)), SIZE
    lltype.free(parcel, flavor='raw')
    return 0


def target(driver, args):
    return entry_point, None
