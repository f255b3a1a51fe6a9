# Functions called through one variable: some give a text of one character, others longer ones.


def one(n):
    return u'?', n + 1


def two(n):
    return u'??', n + 2


def other(n):
    if n > 100:
        raise ValueError
    return u'!', n + 3


def byte(n):
    return chr(ord('a') + n)


def word(n):
    return 'word' * n


def call(n, function):
    text, n = function(n)
    more, n = function(n)
    return text + more, n


def call_or_other(n, function=None):
    if function is None:
        function = other
    text, n = function(n)
    return ord(text), n


def name(n, function):
    return function(n) + '.'


def name_or_byte(n, function=None):
    if function is None:
        function = byte
    return ord(function(n))


def entry_point(argv):
    n = len(argv)
    for function in [one, two]:
        text, end = call(n, function)
        print text.encode('utf-8'), end
    print call_or_other(n, one)[0], call_or_other(n)[1]
    print name(n, byte), name(n, word), name_or_byte(n), name_or_byte(n + 1, byte)
    return 0


def target(driver, args):
    return entry_point, None
