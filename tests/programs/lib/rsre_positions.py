# A regular expression is matched through a context whose positions are no numbers.
# skip: interp (positions of translated contexts are numbers)
# skip: c (positions of translated contexts are numbers)
# skip: native (positions of translated contexts are numbers)
# skip: wasm (positions of translated contexts are numbers)
# skip: js (positions of translated contexts are numbers)
# skip: reference (positions of translated contexts are numbers)
from rpython.rlib.debug import NegativeArgumentNotAllowed
from rpython.rlib.rsre.rsre_core import (
    EndOfString, StrMatchContext, match_context, search_context)
from rpython.rlib.rsre.rpy import get_code


class Place(object):
    """A position that knows only other positions, and that -1 lies before all of them."""

    def __init__(self, number):
        if number < 0:
            raise NegativeArgumentNotAllowed("a position before the text")
        self.number = number

    def __cmp__(self, other):
        if isinstance(other, Place):
            return cmp(self.number, other.number)
        if isinstance(other, int) and other == -1:
            return 1
        raise TypeError("a position was compared with %r" % (other,))


class PlaceContext(StrMatchContext):
    ZERO = Place(0)

    def next(self, place):
        return Place(place.number + 1)

    def prev(self, place):
        if place.number == 0:
            raise EndOfString
        return Place(place.number - 1)

    next_indirect = next
    prev_indirect = prev

    def next_n(self, place, n, last):
        if place.number + n > last.number:
            raise EndOfString
        return Place(place.number + n)

    def prev_n(self, place, n, first):
        if place.number - n < first.number:
            raise EndOfString
        return Place(place.number - n)

    def str(self, place):
        return ord(self._string[place.number])

    def maximum_distance(self, low, high):
        return high.number - low.number

    def bytes_difference(self, high, low):
        return high.number - low.number

    def get_single_byte(self, place, index):
        return ord(self._string[place.number + index])

    def go_forward_by_bytes(self, place, index):
        return Place(place.number + index)


def show(kind, pattern, text):
    ctx = PlaceContext(text, Place(0), Place(len(text)))
    run = match_context if kind == 'match' else search_context
    if not run(ctx, get_code(pattern)):
        print kind, pattern, text, 'no'
        return
    numbers = []
    for place in ctx.flatten_marks():
        numbers.append(-1 if isinstance(place, int) else place.number)
    print kind, pattern, text, numbers


def entry_point(argv):
    show('match', r'abc|ab', 'abd')
    show('match', r'(a+)(b*?)c', 'aabbc')
    show('match', r'(x)?(y)', 'y')
    show('match', r'(\w)\1', 'zz')
    show('match', r'(\w)\1', 'zy')
    show('match', r'(?i)(\w)\1', 'zZ')
    show('match', r'(?:ab){2,3}c', 'ababc')
    show('match', r'(?:ab)+?$', 'abab')
    show('match', r'(a)?(?(1)b|c)', 'ab')
    show('match', r'(a)?(?(1)b|c)', 'c')
    show('search', r'(?<=q)u', 'xuqu')
    show('search', r'(?<!q)u', 'quxu')
    show('search', r'\bend\b', 'bends end')
    show('search', r'^b', 'a\nb'.replace('\n', ' '))
    show('search', r'[0-9]+', 'a bc 123 4')
    show('search', r'nothing', 'some text')
    return 0


def target(driver, args):
    return entry_point, None
