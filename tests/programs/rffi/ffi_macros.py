# macros as functions, under their own and other names
# skip: reference (it links no macro under another name)
# skip: wasm (its own platform layer)
# skip: js (its own platform layer)

from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.rtyper.lltypesystem.rffi import *
from rpython.translator.tool.cbuild import ExternalCompilationInfo
eci = ExternalCompilationInfo(post_include_bits=['#define ADD3(i) ((i) + 3)\n#define MYCONST 42\n#define TWICE(i) ((i)*2)'])
z = llexternal('ADD3', [lltype.Signed], lltype.Signed, compilation_info=eci, macro=True)
z2 = llexternal('double_it', [lltype.Signed], lltype.Signed, compilation_info=eci, macro='TWICE')
h = llexternal('ADD3', [lltype.Signed], lltype.Signed, compilation_info=eci)
c = CConstant('MYCONST', lltype.Signed)


def main():
    print z(8), z2(5), h(9)


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point, None
