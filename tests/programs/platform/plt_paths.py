# paths of programs without C library: taken by the letter, and texts in raw memory
# skip: untranslated (raw addresses)
from rpython.platform.wasi import blocks, heap, machine, messages, paths
from rpython.platform.wasi.access import NULL, load_address, load_byte
from rpython.platform.wasi.errno import state
from rpython.rlib.rarithmetic import LONG_BIT
from rpython.translator.platform import name as platform_name


def text_of(adr):
    return ''.join([chr(load_byte(adr, i)) for i in range(blocks.strlen(adr))])


def entry_point(argv):
    if platform_name != 'wasi':
        machine.set_limit(16)
    place = heap.calloc(1000, 1)
    end = heap.calloc(8, 1)
    for path in ['/', '/a', '/a/b/', '/a/./b', '/a/../b', '/../..', '//a///b', '/a/b/../../..', '/a/..', '/...', '/.a/..b']:
        blocks.put_text(place, path, 0)
        paths.normalize(place)
        print path, text_of(place)
    blocks.put_text(place, '/ab/c', 0)
    for name in ['/ab', '/a', '', '/ab/c', '/ab/c/d']:
        blocks.put_text(place + 100, name, 0)
        print name, paths.begins(place, place + 100, len(name))
    for text, base in [('42', 10), ('  -17x', 10), ('0x1F', 0), ('0x1F', 16), ('0777', 0), ('z', 36), ('0x', 16), ('', 10),
                       ('-0b1', 2), ('999999999999999999999999', 10), ('-999999999999999999999999', 10), ('101', 2)]:
        blocks.put_text(place, text, 0)
        state.now = 0
        value = blocks.strtol(place, end, base)
        if value == (1 << (LONG_BIT - 1)) - 1:
            print 'largest',
        elif value == -(1 << (LONG_BIT - 2)) * 2:
            print 'smallest',
        else:
            print value,
        print load_address(end, 0) - place, state.now
    for number in [0, 2, 13, 34, 133, 134, -5]:
        print text_of(messages.strerror(number))
    blocks.put_text(place, 'banana', 0)
    blocks.put_text(place + 50, 'nan', 0)
    print blocks.strstr(place, place + 50) - place, blocks.strchr(place, 110) - place, blocks.strrchr(place, 97) - place
    print blocks.strchr(place, 120) == NULL, blocks.memchr(place, 98, 0) == NULL, blocks.strcmp(place, place + 50) < 0
    return 0


def target(driver, args):
    return entry_point, None
