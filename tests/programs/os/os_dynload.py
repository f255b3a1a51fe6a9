# loading a library and calling what is in it
# skip: untranslated (prints bools or floats of the run time)
# skip: wasm (its own platform layer)
# skip: js (its own platform layer)

from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.rlib.rdynload import dlopen, dlsym, DLOpenError, dlclose
FP = lltype.Ptr(lltype.FuncType([lltype.Signed], lltype.Signed))


def main():
    try:
        dlopen('xxxxxxxxxxxx')
    except DLOpenError, e:
        print e.msg
    lib = dlopen('libc.so.6')
    handle = rffi.cast(FP, dlsym(lib, 'labs'))
    print handle(1), handle(-1)
    try:
        dlsym(lib, 'nothing_of_this_name')
    except KeyError:
        print 'KeyError'
    m = dlopen('libm.so')
    print not not dlsym(m, 'pow')
    me = dlopen(None)
    print not not me
    print rffi.cast(lltype.Signed, dlclose(lib))


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point, None
