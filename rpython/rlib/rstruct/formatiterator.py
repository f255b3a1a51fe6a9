"""Reading format strings."""
from rpython.rlib.rarithmetic import ovfcheck
from rpython.rlib.rstruct.error import StructError
from rpython.rlib.rstruct.formats import native_is_bigendian
from rpython.rlib.rstruct.nativefmttable import native_fmttable
from rpython.rlib.rstruct.standardfmttable import standard_fmttable
from rpython.rlib.unroll import unrolling_iterable

TOO_LONG = "total struct size too long"


class FmtDesc(object):
    """One letter: the entries of its table as attributes, the mask of its alignment, and whether the number before
    it is a length instead of a count of fields."""

    def __init__(self, fmtchar, attrs):
        self.fmtchar = fmtchar
        self.alignment = 1
        self.needcount = False
        self.__dict__.update(attrs)
        self.mask = self.alignment - 1
        assert self.alignment & self.mask == 0, "alignments are powers of two"

    def _freeze_(self):
        return True


def table2desclist(table):
    return unrolling_iterable([FmtDesc(letter, attrs) for letter, attrs in sorted(table.items())])


unroll_standard_fmtdescs = table2desclist(standard_fmttable)
unroll_native_fmtdescs = table2desclist(native_fmttable)


class FormatIterator(object):
    """Goes through a format: `interpret` calls `align` and `operate` for each field, and `finished` at the end.

    Where `_operate_is_specialized_` is set, `operate` is called with a letter's description as a constant.
    """
    _mixin_ = True
    _operate_is_specialized_ = False

    def interpret(self, fmt):
        """Goes through a format."""
        standard = True
        self.bigendian = native_is_bigendian
        index = 1
        first = fmt[0] if len(fmt) > 0 else '@'
        if first == '<':
            self.bigendian = False
        elif first == '>' or first == '!':
            self.bigendian = True
        elif first != '=':
            standard = False
            if first != '@':
                index = 0
        while index < len(fmt):
            c = fmt[index]
            index += 1
            if c.isspace():
                continue
            count = 1
            if c.isdigit():
                count = ord(c) - ord('0')
                while index < len(fmt) and fmt[index].isdigit():
                    try:
                        count = ovfcheck(count * 10)
                        count = ovfcheck(count + (ord(fmt[index]) - ord('0')))
                    except OverflowError:
                        raise StructError("overflow in item count")
                    index += 1
                if index == len(fmt):
                    raise StructError("incomplete struct format")
                c = fmt[index]
                index += 1
            if standard:
                self._standard_field(c, count)
            else:
                self._native_field(c, count)
        self.finished()

    def _standard_field(self, c, count):
        for desc in unroll_standard_fmtdescs:
            if c == desc.fmtchar:
                if self._operate_is_specialized_:
                    # Not by `_field`, in which the description would be a variable.
                    if desc.alignment > 1:
                        self.align(desc.mask)
                    self.operate(desc, count)
                break
        else:
            raise _bad_letter(c)
        if not self._operate_is_specialized_:
            self._field(desc, count)

    def _native_field(self, c, count):
        for desc in unroll_native_fmtdescs:
            if c == desc.fmtchar:
                if self._operate_is_specialized_:
                    if desc.alignment > 1:
                        self.align(desc.mask)
                    self.operate(desc, count)
                break
        else:
            raise _bad_letter(c)
        if not self._operate_is_specialized_:
            self._field(desc, count)

    def _field(self, desc, count):
        if desc.alignment > 1:
            self.align(desc.mask)
        self.operate(desc, count)

    def finished(self):
        """Called behind the last field."""


def _bad_letter(c):
    if c == '\0':
        return StructError("embedded null character")
    return StructError("bad char in struct format")


class CalcSizeFormatIterator(FormatIterator):
    """The size of a struct: `totalsize` after `interpret`."""
    totalsize = 0

    def operate(self, fmtdesc, repetitions):
        try:
            size = ovfcheck(fmtdesc.size * repetitions)
            self.totalsize = ovfcheck(self.totalsize + size)
        except OverflowError:
            raise StructError(TOO_LONG)

    def align(self, mask):
        try:
            self.totalsize = ovfcheck(self.totalsize + (-self.totalsize & mask))
        except OverflowError:
            raise StructError(TOO_LONG)
