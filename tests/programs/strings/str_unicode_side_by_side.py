# Byte strings and unicode strings searched in one program, by the same helpers: short and long ones, wide characters too
import os
from rpython.rlib.rstring import replace


def show(name, value):
    os.write(1, '%s %d\n' % (name, value))


def search_bytes(text, what):
    show('find', text.find(what))
    show('find from', text.find(what, 3))
    show('find within', text.find(what, 2, len(text) >> 1))
    show('rfind', text.rfind(what))
    show('count', text.count(what))
    show('in', int(what in text))
    show('starts', int(text.startswith(what)))
    show('ends', int(text.endswith(what)))
    show('pieces', len(text.split(what)))
    show('replaced', len(replace(text, what, 'xyz')))


def search_unicode(text, what):
    show('find', text.find(what))
    show('find from', text.find(what, 3))
    show('find within', text.find(what, 2, len(text) >> 1))
    show('rfind', text.rfind(what))
    show('count', text.count(what))
    show('in', int(what in text))
    show('starts', int(text.startswith(what)))
    show('ends', int(text.endswith(what)))
    show('pieces', len(text.split(what)))
    show('replaced', len(replace(text, what, u'xyz')))


def entry_point(argv):
    for repeats in [1, 5, 300]:
        show('repeats', repeats)
        text = 'an ' + 'ab' * repeats + 'aba abcd' + 'cab' * repeats
        wide = u'an ' + u'ab' * repeats + u'aba abcd' + u'c\u0161b' * repeats
        search_bytes(text, 'bcd')
        search_unicode(wide, u'bcd')
        search_bytes(text, 'b')
        search_unicode(wide, u'\u0161')
        # The low byte of U+0161 is that of `a`: one is not taken for the other.
        search_unicode(wide, u'\u0161b')
        search_unicode(wide, u'b\u0161c')
        search_unicode(wide, u'cab')
        search_bytes(text, 'cabcab')
    return 0


def target(driver, args):
    return entry_point, None
