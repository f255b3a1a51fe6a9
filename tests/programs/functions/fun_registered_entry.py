# ExtRegistryEntry: functions of which Python code says while translating what they give and how they are computed.
# skip: reference (an object with an annotation of its own would have to be a low-level value, too)
# skip: untranslated (the functions themselves do nothing)
from rpython.annotator import model
from rpython.rtyper.extregistry import ExtRegistryEntry
from rpython.rtyper.lltypesystem import lltype


def answer():
    raise NotImplementedError


class AnswerEntry(ExtRegistryEntry):
    _about_ = answer
    s_result_annotation = model.SomeInteger(nonneg=True)

    def specialize_call(self, hop):
        hop.exception_cannot_occur()
        return hop.inputconst(lltype.Signed, 42)


def add_or_negate(x, y):
    raise NotImplementedError


class AddEntry(ExtRegistryEntry):
    _about_ = add_or_negate

    def compute_result_annotation(self, s_x, s_y):
        assert s_x.knowntype is int
        if s_y.is_constant():
            return model.SomeFloat()
        return model.SomeInteger()

    def specialize_call(self, hop):
        hop.exception_cannot_occur()
        v_x, v_y = hop.inputargs(lltype.Signed, lltype.Signed)
        if hop.args_s[1].is_constant():
            v_float = hop.genop('cast_int_to_float', [v_x], resulttype=lltype.Float)
            return hop.genop('float_neg', [v_float], resulttype=lltype.Float)
        return hop.genop('int_add', [v_x, v_y], resulttype=hop.r_result)


def shout(text):
    raise NotImplementedError


def whisper(text):
    raise NotImplementedError


def ll_twice(n, by):
    return n * by


class TextEntry(ExtRegistryEntry):
    _about_ = (shout, whisper)

    def compute_result_annotation(self, s_text):
        if self.instance is whisper:
            return model.s_None
        return model.SomeInteger()

    def specialize_call(self, hop):
        hop.exception_cannot_occur()
        if self.instance is whisper:
            return hop.inputconst(lltype.Void, None)
        v_count = hop.inputconst(lltype.Signed, 7)
        v_by = hop.inputconst(lltype.Signed, 3)
        return hop.gendirectcall(ll_twice, v_count, v_by)


def same(x):
    raise NotImplementedError


class SameEntry(ExtRegistryEntry):
    _about_ = same

    def compute_result_annotation(self, s_x):
        return s_x

    def specialize_call(self, hop):
        hop.exception_cannot_occur()
        [v] = hop.inputargs(hop.args_r[0])
        return v


class Marker(object):
    pass


class MarkerEntry(ExtRegistryEntry):
    _type_ = Marker

    def compute_annotation(self):
        return self.bookkeeper.immutablevalue(self.instance.number)


marker = Marker()
marker.number = 99


def entry_point(argv):
    n = len(argv)
    print answer() + n
    print add_or_negate(n, n + 5)
    print int(add_or_negate(n, 2))
    print shout('x' * n)
    whisper('y')
    print same('text ' + str(n)), same([n, 2])[1]
    print marker + n
    return 0


def target(driver, args):
    return entry_point, None
