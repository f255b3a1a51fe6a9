"""The call that `ExtRegistryEntry.specialize_call` turns into low-level operations.

Methods only note down what is asked for; the translator emits it afterwards.
"""
from rpython.rtyper.error import TyperError
from rpython.rtyper.lltypesystem import lltype
from rpython.rtyper.rmodel import Recorded, Repr, inputconst, lowleveltype


class HighLevelOp(object):
    def __init__(self, args, s_result, RESULT):
        self._args = list(args)
        self.args_s = [s for s, TYPE, index in args]
        self.args_r = [Repr(TYPE) for s, TYPE, index in args]
        self.s_result = s_result
        self.r_result = Repr(RESULT)
        self._steps = []

    @property
    def nb_args(self):
        return len(self._args)

    def _note(self, TYPE, value, *step):
        self._steps.append(step)
        return Recorded(len(self._steps) - 1, TYPE, value)

    def _number(self, v):
        if v.number < 0:
            v = self._note(v.concretetype, v.value, 'const', v.concretetype, v.value)
        return v.number

    def inputarg(self, converted_to, arg):
        """An argument, converted to a representation or low-level type."""
        s, _, index = self._args[arg]
        TYPE = lowleveltype(converted_to)
        value = None
        if s.is_constant():
            value = s.const
        elif TYPE == lltype.Void and self.args_r[arg].lowleveltype != lltype.Void:
            raise TyperError("argument %d must be a constant" % (arg + 1,))
        return self._note(TYPE, value, 'input', TYPE, index)

    def inputargs(self, *converted_to):
        if len(converted_to) != self.nb_args:
            raise TyperError("the call has %d arguments, and its entry expects %d" % (
                self.nb_args, len(converted_to)))
        return [self.inputarg(r, i) for i, r in enumerate(converted_to)]

    def inputconst(self, reqtype, value):
        TYPE = lowleveltype(reqtype)
        return self._note(TYPE, value, 'const', TYPE, value)

    def genop(self, opname, args_v, resulttype=None):
        TYPE = lltype.Void if resulttype is None else lowleveltype(resulttype)
        numbers = tuple([self._number(v) for v in args_v])
        return self._note(TYPE, None, 'op', TYPE, opname, numbers)

    def gendirectcall(self, ll_function, *args_v):
        """A call of a function with low-level arguments; its result must be the result of the whole call."""
        TYPE = self.r_result.lowleveltype
        numbers = tuple([self._number(v) for v in args_v])
        return self._note(TYPE, None, 'call', TYPE, ll_function, numbers)

    def r_s_popfirstarg(self):
        return self.r_s_pop(0)

    def r_s_pop(self, index=-1):
        del self._args[index]
        return self.args_r.pop(index), self.args_s.pop(index)

    def swap_fst_snd_args(self):
        for items in (self._args, self.args_s, self.args_r):
            items[0], items[1] = items[1], items[0]

    def exception_cannot_occur(self):
        pass

    def exception_is_here(self):
        pass

    def has_implicit_exception(self, exc_cls):
        raise TyperError("has_implicit_exception() is not supported in specialize_call()")


def _specialize(entry, args, s_result, RESULT):
    """The steps of a call and the number of the one that gives the result, or None."""
    hop = HighLevelOp(args, s_result, RESULT)
    result = entry.specialize_call(hop)
    number = None
    if result is not None and RESULT != lltype.Void:
        number = hop._number(result)
    return hop._steps, number
