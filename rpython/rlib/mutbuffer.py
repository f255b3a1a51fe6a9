"""A buffer that becomes a string without being copied."""
from rpython.rlib.buffer import GCBuffer
from rpython.rlib.objectmodel import we_are_translated
from rpython.rtyper.annlowlevel import hlstr
from rpython.rtyper.lltypesystem import lltype
from rpython.rtyper.lltypesystem.rstr import STR, mallocstr


@GCBuffer.decorate
class MutableStringBuffer(GCBuffer):
    """A fixed number of bytes to be written; `finish` gives the string, and ends the buffer."""
    _attrs_ = ['readonly', 'll_val', 'size']
    _immutable_ = True

    def __init__(self, size):
        self.readonly = False
        self.size = size
        self.ll_val = mallocstr(size)

    def getlength(self):
        return self.size

    def finish(self):
        if not self.ll_val:
            raise ValueError("Cannot call finish() twice")
        if we_are_translated():
            result = hlstr(self.ll_val)
        else:
            # Untranslated, a string is no structure.
            result = ''.join([self.ll_val.chars[i] for i in range(self.size)])
        self.ll_val = lltype.nullptr(STR)
        self.readonly = True
        return result

    def as_str(self):
        raise ValueError("as_str() is not supported. Use finish() instead")

    def getitem(self, index):
        return self.ll_val.chars[index]

    def setitem(self, index, char):
        self.ll_val.chars[index] = char
