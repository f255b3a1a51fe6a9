"""StringBuilder and UnicodeBuilder.

Text is collected in a low-level string with room behind it. When that is full, it is put aside and a new one of
the size of everything so far is begun, so that nothing is copied before `build()`. Untranslated, a list of pieces.
"""
from rpython.rlib.objectmodel import always_inline, dont_inline, specialize, we_are_translated
from rpython.rtyper.annlowlevel import hlstr, hlunicode, llstr, llunicode
from rpython.rtyper.lltypesystem import llmemory, lltype
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.rstr import STR, UNICODE, mallocstr, mallocunicode
from rpython.rtyper.rstr import chars_address, copy_chars, fill_chars

INIT_SIZE = 100
# No more is set aside on the word of who makes a builder.
LARGEST_INIT_SIZE = 1 << 20


def _room(init_size):
    """The size that a builder begins with; what was asked for is a hint, and may be nonsense."""
    if init_size < 0:
        return INIT_SIZE
    return min(init_size, LARGEST_INIT_SIZE)


def _make_builder(name, malloc, to_ll, to_hl, empty, TYPE):

    class Full(object):
        """A low-level string that is full, and those before it."""

        def __init__(self, chars, before):
            self.chars = chars
            self.before = before

    class Builder(object):
        """Collects pieces of a string; `build()` gives the whole."""

        def __init__(self, init_size=INIT_SIZE):
            if we_are_translated():
                self._chars = malloc(_room(init_size))
                self._used = 0
                self._full = None
                self._full_length = 0
            else:
                self._pieces = []

        def _cleanup_(self):
            """Called when the program is found to use a builder of import time: gives it what it has at run time."""
            text = empty.join(self._pieces)
            self._chars = malloc(len(text))
            for i in range(len(text)):
                self._chars.chars[i] = text[i]
            self._used = len(text)
            self._full = None
            self._full_length = 0

        @specialize.argchar(1)
        def append(self, s):
            if not we_are_translated():
                assert isinstance(s, type(empty))
                self._pieces.append(s)
            elif len(s) == 1:
                self._append_char(s[0])
            else:
                chars = to_ll(s)
                self._append(chars, 0, len(chars.chars))

        def append_slice(self, s, start, end):
            assert 0 <= start <= end <= len(s)
            if we_are_translated():
                self._append(to_ll(s), start, end - start)
            else:
                self._pieces.append(s[start:end])

        def append_multiple_char(self, c, times):
            if we_are_translated():
                # A string of one character will do.
                c = c[0]
                while times > 0:
                    count = min(times, self._room_for(times))
                    fill_chars(self._chars, self._used, c, count)
                    self._used += count
                    times -= count
            else:
                self._pieces.append(c * times)

        def append_charpsize(self, s, size):
            if we_are_translated():
                assert size >= 0
                done = 0
                while done < size:
                    count = min(size - done, self._room_for(size - done))
                    item = llmemory.sizeof(TYPE.chars.OF)
                    source = llmemory.cast_ptr_to_adr(s) + item * done
                    llop.raw_memcopy(lltype.Void, source, chars_address(self._chars, self._used), item * count)
                    self._used += count
                    done += count
            else:
                self._pieces.append(empty.join([s[i] for i in range(size)]))

        def build(self):
            if not we_are_translated():
                self._pieces = [empty.join(self._pieces)]
                return self._pieces[0]
            if self._full is not None or self._used < len(self._chars.chars):
                self._join()
            result = to_hl(self._chars)
            assert result is not None
            return result

        def getlength(self):
            if we_are_translated():
                return self._full_length + self._used
            return len(empty.join(self._pieces))

        # -------------------------------------------------------- translated

        @always_inline
        def _append_char(self, c):
            if self._used == len(self._chars.chars):
                self._begin(1)
            used = self._used
            self._chars.chars[used] = c
            self._used = used + 1

        @always_inline
        def _append(self, chars, start, count):
            used = self._used
            if count <= len(self._chars.chars) - used:
                copy_chars(chars, self._chars, start, used, count)
                self._used = used + count
            else:
                self._append_rest(chars, start, count)

        @dont_inline
        def _append_rest(self, chars, start, count):
            first = len(self._chars.chars) - self._used
            copy_chars(chars, self._chars, start, self._used, first)
            self._used += first
            self._begin(count - first)
            copy_chars(chars, self._chars, start + first, 0, count - first)
            self._used = count - first

        def _room_for(self, count):
            """How many characters fit in; at least one."""
            if self._used == len(self._chars.chars):
                self._begin(count)
            return len(self._chars.chars) - self._used

        @dont_inline
        def _begin(self, count):
            """Puts the full string aside and makes room for this many characters or more."""
            length = self._full_length + self._used
            fresh = malloc(max(max(count, length), 16))
            if self._used > 0:
                self._full = Full(self._chars, self._full)
            self._full_length = length
            self._chars = fresh
            self._used = 0

        @dont_inline
        def _join(self):
            """Makes one string of exactly what there is."""
            result = malloc(self._full_length + self._used)
            at = self._full_length
            copy_chars(self._chars, result, 0, at, self._used)
            full = self._full
            while full is not None:
                count = len(full.chars.chars)
                at -= count
                copy_chars(full.chars, result, 0, at, count)
                full = full.before
            self._full = None
            self._used += self._full_length
            self._full_length = 0
            self._chars = result

    Builder.__name__ = name
    Full.__name__ = name + 'Full'
    return Builder


StringBuilder = _make_builder('StringBuilder', mallocstr, llstr, hlstr, '', STR)
UnicodeBuilder = _make_builder('UnicodeBuilder', mallocunicode, llunicode, hlunicode, u'', UNICODE)
