# loading a library and calling what is in it; texts for the linker that stand for libraries
# skip: untranslated (prints bools or floats of the run time)
# skip: wasm (its own platform layer)
# skip: js (its own platform layer)

import os
from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.rlib.rdynload import dlopen, dlsym, DLOpenError, dlclose
FP = lltype.Ptr(lltype.FuncType([lltype.Signed], lltype.Signed))


def script(name, text):
    fd = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0666)
    os.write(fd, text)
    os.close(fd)
    path = os.path.join(os.getcwd(), name)
    try:
        lib = dlopen(path)
    except DLOpenError, e:
        print 'refused'
    else:
        print int(bool(dlsym(lib, 'labs')))
    os.unlink(name)


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
    script('script1.so', '/* GNU ld script */\nOUTPUT_FORMAT(elf64-x86-64)\nGROUP ( libc.so.6 )\n')
    script('script2.so', 'GROUP(libc.so.6)\n')
    script('script3.so', '/* GNU ld script */\nlibc.so.6\n')
    script('script4.so', 'GROUP libc.so.6\n')


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point, None
