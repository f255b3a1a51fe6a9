# a folder entry by entry
# skip: untranslated (prints bools or floats of the run time)
# skip: wasm (its own platform layer)
# skip: js (its own platform layer)

from rpython.rtyper.lltypesystem import lltype, rffi
import os
from rpython.rlib import rposix_scandir


def main():
    os.mkdir('d', 0777)
    fd = os.open('d/a', os.O_CREAT | os.O_WRONLY, 0666)
    os.close(fd)
    os.mkdir('d/b', 0777)
    s = rposix_scandir.opendir('d', 1)
    names = []
    types = 0
    inodes = 0
    while True:
        p = rposix_scandir.nextentry(s)
        if not p:
            break
        names.append(rposix_scandir.get_name_bytes(p))
        types += rposix_scandir.get_known_type(p)
        if rposix_scandir.get_inode(p) > 0:
            inodes += 1
    rposix_scandir.closedir(s)
    print len(names), 'a' in names, types, inodes
    try:
        rposix_scandir.opendir('nope', 4)
    except OSError, e:
        print os.strerror(e.errno)


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point, None
