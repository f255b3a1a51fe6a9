"""Regular expressions as trees, from which automata are made."""
from rpython.rlib.parsing.deterministic import ALPHABET, NFA


class RegularExpression(object):
    """`a + b` is one behind the other, `a | b` either, `+a` a several times, `a * 3` three times, `~a` anything else."""

    def __init__(self):
        raise NotImplementedError("abstract base class")

    def make_automaton(self):
        raise NotImplementedError("abstract base class")

    def __add__(self, other):
        return AddExpression(self, other)

    def __or__(self, other):
        return OrExpression(self, other)

    def __pos__(self):
        return AddExpression(self, self.kleene())

    def __mul__(self, times):
        result = StringExpression("")
        for _ in range(times):
            result = result + self
        return result

    def __invert__(self):
        return NotExpression(self)

    def kleene(self):
        return KleeneClosure(self)


def _take_final(nfa):
    """The final states, which are so no longer."""
    states = nfa.final_states
    nfa.final_states = set()
    return states


def _take_start(nfa):
    states = nfa.start_states
    nfa.start_states = set()
    return states


def _connect(nfa, sources, targets):
    """Ways from each state to each other that need no character."""
    for source in sources:
        for target in targets:
            nfa.add_transition(source, target)


class StringExpression(RegularExpression):
    """A text."""

    def __init__(self, s):
        self.string = s

    def __add__(self, other):
        if isinstance(other, StringExpression):
            return StringExpression(self.string + other.string)
        return AddExpression(self, other)

    def make_automaton(self):
        nfa = NFA()
        state = nfa.add_state(start=True, final=not self.string)
        for i, char in enumerate(self.string):
            following = nfa.add_state(final=i == len(self.string) - 1)
            nfa.add_transition(state, following, char)
            state = following
        return nfa

    def __repr__(self):
        return "StringExpression(%r)" % (self.string,)


class RangeExpression(RegularExpression):
    """One character between two others."""

    def __init__(self, fromchar, tochar):
        self.fromchar = fromchar
        self.tochar = tochar

    def make_automaton(self):
        nfa = NFA()
        start = nfa.add_state(start=True)
        final = nfa.add_state(final=True)
        for code in range(ord(self.fromchar), ord(self.tochar) + 1):
            nfa.add_transition(start, final, chr(code))
        return nfa

    def __repr__(self):
        return "RangeExpression(%r, %r)" % (self.fromchar, self.tochar)


class _Pair(RegularExpression):
    def __init__(self, rega, regb):
        self.rega = rega
        self.regb = regb

    def __repr__(self):
        return "%s(%r, %r)" % (self.__class__.__name__, self.rega, self.regb)


class AddExpression(_Pair):
    """One behind the other."""

    def make_automaton(self):
        nfa = self.rega.make_automaton()
        other = self.regb.make_automaton()
        mapping = nfa.update(other)
        _connect(nfa, _take_final(nfa), [mapping[state] for state in other.start_states])
        final = nfa.add_state("final*", final=True)
        _connect(nfa, [mapping[state] for state in other.final_states], [final])
        return nfa


class OrExpression(_Pair):
    """One or the other."""

    def make_automaton(self):
        nfa = self.rega.make_automaton()
        other = self.regb.make_automaton()
        mapping = nfa.update(other)
        starts = _take_start(nfa) | set([mapping[state] for state in other.start_states])
        finals = _take_final(nfa) | set([mapping[state] for state in other.final_states])
        _connect(nfa, [nfa.add_state("start|", start=True)], starts)
        _connect(nfa, finals, [nfa.add_state("final|", final=True)])
        return nfa


class ExpressionTag(RegularExpression):
    """An expression whose end has a name."""

    def __init__(self, reg, tag):
        self.reg = reg
        self.tag = tag

    def make_automaton(self):
        nfa = self.reg.make_automaton()
        finals = _take_final(nfa)
        _connect(nfa, finals, [nfa.add_state(self.tag, final=True, unmergeable=True)])
        return nfa

    def __repr__(self):
        return "ExpressionTag(%r, %r)" % (self.reg, self.tag)


class KleeneClosure(RegularExpression):
    """Any number of times, also none."""

    def __init__(self, regex):
        self.regex = regex

    def make_automaton(self):
        nfa = self.regex.make_automaton()
        starts, finals = _take_start(nfa), _take_final(nfa)
        start = nfa.add_state("start*", start=True)
        final = nfa.add_state("final*", final=True)
        _connect(nfa, [start], list(starts) + [final])
        _connect(nfa, finals, [final])
        _connect(nfa, [final], [start])
        return nfa

    def __repr__(self):
        return "KleeneClosure(%r)" % (self.regex,)


class NotExpression(RegularExpression):
    """All texts that do not match."""

    def __init__(self, reg):
        self.reg = reg

    def make_automaton(self):
        # Only a deterministic automaton can say no.
        dfa = self.reg.make_automaton().make_deterministic()
        error = dfa.add_state("error")
        for state in range(dfa.num_states):
            for code in range(ALPHABET):
                if (state, chr(code)) not in dfa:
                    dfa[state, chr(code)] = error
        nfa = dfa.make_nondeterministic()
        nfa.final_states = set(range(nfa.num_states)) - nfa.final_states
        return nfa

    def __invert__(self):
        return self.reg


class LexingOrExpression(RegularExpression):
    """Several expressions, each of which ends in a state with its name."""

    def __init__(self, regs, names):
        self.regs = regs
        self.names = names

    def make_automaton(self):
        result = NFA()
        start = result.add_state(start=True)
        for reg, name in zip(self.regs, self.names):
            dfa = reg.make_automaton().make_deterministic()
            dfa.optimize()
            nfa = dfa.make_nondeterministic()
            final = result.add_state(name, final=True, unmergeable=True)
            mapping = result.update(nfa)
            _connect(result, [start], [mapping[state] for state in nfa.start_states])
            _connect(result, [mapping[state] for state in nfa.final_states], [final])
        return result

    def __repr__(self):
        return "LexingOrExpression(%r, %r)" % (self.regs, self.names)
