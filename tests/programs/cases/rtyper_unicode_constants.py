# Unicode strings that are computed of constants, and characters of both kinds in lists.
from _cases import entry_point_of


def show(u):
    print u.encode('utf-8'), len(u)


def case_format_made_of_bytes():
    for n in [0, 7]:
        show(unicode('<%d and %s>') % (n, u'x'))


def case_format_of_one_value():
    for n in [3, 4]:
        show(unicode('[%s]') % (unichr(n + 90),))


def case_none_in_a_format():
    for i in [0, 1]:
        u = [u'\xe9', None][i]
        show(unicode('before %s after') % (u,))


def case_constant_from_enclosing_name():
    make = unicode
    for word in ['a', 'bc']:
        show(make('<%s>') % (unicode(word),))


def case_character_of_a_constant_number():
    show(unichr(233) + unicode('x'))


def case_bytes_joined_by_an_empty_string():
    chars = ['a', '~', 'z']
    for start in [0, 1, 3]:
        show(u''.join(chars[start:]))


def case_unicode_characters_joined():
    chars = [u'a', u'\xe9']
    chars.append(u'\u20ac')
    show(u''.join(chars))


def case_list_extended_by_a_string():
    for word in [u'', u'b', u'\xe9t\xe9']:
        chars = [u'<']
        chars += word
        chars += u'>'
        show(u''.join(chars))


def case_list_extended_by_converted_bytes():
    for word in ['', 'bcd']:
        chars = [unicode('<')]
        chars += unicode(word)
        show(u''.join(chars))


def case_replace_characters():
    for old, new in [(u'l', u'L'), (u'x', u'y')]:
        show(unicode('hello').replace(old, new))
    print 'a-b-c'.replace('-', '+')


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
