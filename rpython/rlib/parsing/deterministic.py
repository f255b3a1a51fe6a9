"""Finite automata: nondeterministic ones (NFA), deterministic ones (DFA), and what runs them.

Automata are made while the program is imported; translated programs run the functions of `DFA.make_code` and
`DFA.make_lexing_code`, which look into a table, and runners of deterministic automata.
"""
from rpython.rlib.objectmodel import not_rpython

ALPHABET = 256
LETTERS = frozenset('0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ')


def compress_char_set(chars):
    """Runs of neighbouring characters as (the first, how many), long ones first."""
    runs = []
    for char in sorted(chars):
        if runs and ord(char) == ord(runs[-1][0]) + runs[-1][1]:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((char, 1))
    return sorted(runs, key=lambda run: (-run[1], run[0]))


def make_nice_charset_repr(chars):
    """A set of characters as it would stand in brackets."""
    chars = set(chars)
    parts = []
    for first, count in compress_char_set(chars & LETTERS):
        last = chr(ord(first) + count - 1)
        if count > 2:
            parts.append(first + '-' + last)
        else:
            parts.append(first if count == 1 else first + last)
    parts += [repr(char)[1:-1] for char in chars - LETTERS - set('-')]
    if '-' in chars:
        parts.append('\\-')
    return ''.join(parts)


class LexerError(Exception):
    """Text that no token begins with."""

    def __init__(self, input, state, source_pos):
        self.input = input
        self.state = state
        self.source_pos = source_pos
        self.args = (input, state, source_pos)

    def nice_error_message(self, filename="<unknown>"):
        """The line with a mark below the place."""
        lines = ["  File %s, line %d" % (filename, self.source_pos.lineno + 1),
                 self.input.split("\n")[self.source_pos.lineno],
                 " " * self.source_pos.columnno + "^",
                 "LexerError"]
        return "\n".join(lines)

    def __str__(self):
        return self.nice_error_message()


class DFA(object):
    """State 0 is the start; `transitions` are by (state, character).

    States with a meaning of their own are unmergeable: `optimize` leaves them alone.
    """

    def __init__(self, num_states=0, transitions=None, final_states=None, unmergeable_states=None, names=None):
        self.num_states = num_states
        self.transitions = transitions if transitions is not None else {}
        self.final_states = final_states if final_states is not None else set()
        self.unmergeable_states = unmergeable_states if unmergeable_states is not None else set()
        self.names = names if names is not None else []

    def __repr__(self):
        return "DFA(%r, %r, %r, %r, %r)" % (self.num_states, self.transitions, self.final_states,
                                            self.unmergeable_states, self.names)

    def add_state(self, name=None, final=False, unmergeable=False):
        """The number of a new state."""
        state = self.num_states
        self.num_states += 1
        if final:
            self.final_states.add(state)
        if unmergeable:
            self.unmergeable_states.add(state)
        self.names.append(str(state) if name is None else name)
        return state

    def __setitem__(self, key, next_state):
        self.transitions[key] = next_state

    def __getitem__(self, key):
        return self.transitions[key]

    def __contains__(self, key):
        return key in self.transitions

    @not_rpython
    def get_all_chars(self):
        return set([char for state, char in self.transitions])

    @not_rpython
    def optimize(self):
        """Merges states that nothing tells apart; whether there were any."""
        groups = self._groups()
        count = len(set(groups))
        if count == self.num_states:
            return False
        members = [[] for _ in range(count)]
        for state, group in enumerate(groups):
            members[group].append(state)
        self.transitions = dict([((groups[state], char), groups[target])
                                 for (state, char), target in self.transitions.items()])
        names = [', '.join([self.names[state] for state in group]) for group in members]
        self.names = names
        self.final_states = set([groups[state] for state in self.final_states])
        self.unmergeable_states = set([groups[state] for state in self.unmergeable_states])
        self.num_states = count
        return True

    def _groups(self):
        """For each state the number of its group; the start has number 0. Groups are split until none has states
        that go to different groups."""
        groups = []
        for state in range(self.num_states):
            if state in self.unmergeable_states:
                groups.append((2, state))
            else:
                groups.append((int(state in self.final_states), 0))
        outgoing = [[] for _ in range(self.num_states)]
        for (state, char), target in sorted(self.transitions.items()):
            outgoing[state].append((char, target))
        count = 0
        while True:
            numbers = {}
            numbered = []
            for state in range(self.num_states):
                key = groups[state], tuple([(char, groups[target]) for char, target in outgoing[state]])
                numbered.append(numbers.setdefault(key, len(numbers)))
            groups = numbered
            if len(numbers) == count:
                return groups
            count = len(numbers)

    @not_rpython
    def _table(self):
        """(for each state and character the next state or -1, which states are final, which have transitions)."""
        table = [-1] * (self.num_states * ALPHABET)
        leaves = [False] * self.num_states
        for (state, char), target in self.transitions.items():
            table[state * ALPHABET + ord(char)] = target
            leaves[state] = True
        return table, [state in self.final_states for state in range(self.num_states)], leaves

    @not_rpython
    def make_code(self):
        """A function that is True for the texts of the language, and raises LexerError for others."""
        table, final, leaves = self._table()

        def recognize(input):
            state = 0
            i = 0
            while i < len(input):
                following = table[state * ALPHABET + ord(input[i])]
                if following < 0:
                    if leaves[state]:
                        i += 1
                    raise LexerError(input, state, i)
                state = following
                i += 1
            if not final[state]:
                raise LexerError(input, state, i)
            return True

        return recognize

    @not_rpython
    def make_lexing_code(self):
        """A function (runner, position): reads `runner.text` from a position on as far as there are transitions.

        It notes the last final state and its position in the runner, and gives the position behind what was read, or
        its complement if that is no token as a whole.
        """
        table, final, leaves = self._table()

        def recognize(runner, i):
            assert i >= 0
            text = runner.text
            state = 0
            while True:
                if final[state]:
                    runner.last_matched_index = i - 1
                    runner.last_matched_state = state
                if i >= len(text):
                    runner.state = state
                    return i if final[state] else ~i
                if not leaves[state]:
                    break
                following = table[state * ALPHABET + ord(text[i])]
                i += 1
                if following < 0:
                    break
                state = following
            runner.state = state
            return ~i

        return recognize

    def get_runner(self):
        return DFARunner(self)

    @not_rpython
    def make_nondeterministic(self):
        result = NFA()
        result.num_states = self.num_states
        result.names = self.names[:]
        result.start_states = set([0])
        result.final_states = set(self.final_states)
        for (state, char), target in self.transitions.items():
            result.add_transition(state, target, char)
        return result

    @not_rpython
    def dot(self):
        """The automaton in the language of Graphviz."""
        lines = ["graph G {"]
        for state in range(self.num_states):
            lines.append('state%d [label="%s", shape=%s%s];' % (
                state, repr(self.names[state]).replace("\\", "\\\\"),
                "octagon" if state in self.final_states else "box", ", color=red" if state == 0 else ""))
        edges = {}
        for (state, char), target in self.transitions.items():
            edges.setdefault((state, target), set()).add(char)
        for (state, target), chars in sorted(edges.items()):
            label = repr(make_nice_charset_repr(chars)).replace("\\", "\\\\")
            lines.append('state%d -- state%d [label="%s", arrowhead=normal];' % (state, target, label))
        lines.append("}")
        return "\n".join(lines)


class DFARunner(object):
    """Follows the transitions of a deterministic automaton."""

    def __init__(self, automaton):
        self.automaton = automaton
        self.state = 0

    def nextstate(self, char):
        """The next state; KeyError if there is none."""
        self.state = self.automaton[self.state, char]
        return self.state

    def recognize(self, s):
        self.state = 0
        try:
            for char in s:
                self.nextstate(char)
        except KeyError:
            return False
        return self.state in self.automaton.final_states


class NFA(object):
    """`transitions` are by state and then by character, sets of states. Those by None need no character."""

    @not_rpython
    def __init__(self):
        self.num_states = 0
        self.names = []
        self.transitions = {}
        self.start_states = set()
        self.final_states = set()
        self.unmergeable_states = set()

    def add_state(self, name=None, start=False, final=False, unmergeable=False):
        """The number of a new state."""
        state = self.num_states
        self.num_states += 1
        self.names.append(str(state) if name is None else name)
        for kind, states in [(start, self.start_states), (final, self.final_states),
                             (unmergeable, self.unmergeable_states)]:
            if kind:
                states.add(state)
        return state

    def add_transition(self, state, next_state, input=None):
        self.transitions.setdefault(state, {}).setdefault(input, set()).add(next_state)

    def get_next_states(self, state, char):
        result = set()
        for reached in self.epsilon_closure([state]):
            result.update(self.transitions.get(reached, {}).get(char, ()))
        return result

    def epsilon_closure(self, states):
        """All states that are reached without reading anything."""
        closure = set(states)
        todo = list(states)
        while todo:
            for state in self.transitions.get(todo.pop(), {}).get(None, ()):
                if state not in closure:
                    closure.add(state)
                    todo.append(state)
        return closure

    def make_deterministic(self, name_precedence=None):
        """A DFA whose states are sets of ours. Of several unmergeable states in a set, the name that stands first in
        `name_precedence` wins."""
        result = DFA()
        numbers = {}
        todo = []

        def number_of(states):
            states = frozenset(self.epsilon_closure(states))
            if states not in numbers:
                numbers[states] = result.add_state(self._name_of_set(states, name_precedence),
                                                   bool(states & self.final_states),
                                                   bool(states & self.unmergeable_states))
                todo.append(states)
            return numbers[states]

        number_of(self.start_states)
        while todo:
            states = todo.pop()
            targets = {}
            for state in states:
                for char, following in self.transitions.get(state, {}).items():
                    if char is not None:
                        targets.setdefault(char, set()).update(following)
            for char, following in sorted(targets.items()):
                result[numbers[states], char] = number_of(following)
        return result

    def _name_of_set(self, states, name_precedence):
        special = [self.names[state] for state in sorted(states & self.unmergeable_states)]
        if name_precedence is not None:
            special = sorted([name for name in special if name in name_precedence], key=name_precedence.index)[:1]
        if special:
            return special[-1]
        return ', '.join([self.names[state] for state in sorted(states)])

    def update(self, other):
        """Takes over another automaton's states and transitions; the new numbers by the old ones."""
        mapping = {}
        for state, name in enumerate(other.names):
            mapping[state] = self.add_state(name)
        for state, by_char in other.transitions.items():
            for char, targets in by_char.items():
                for target in targets:
                    self.add_transition(mapping[state], mapping[target], char)
        return mapping

    def dot(self):
        """The automaton in the language of Graphviz."""
        lines = ["graph G {"]
        for state in range(self.num_states):
            final = state in self.final_states
            extra = (", color=red" if state in self.start_states else "") + (", shape=octagon" if final else "")
            lines.append('state%d [label="%s", peripheries=%d%s];' % (state, self.names[state], 1 + final, extra))
        for state, by_char in sorted(self.transitions.items()):
            for char, targets in sorted(by_char.items()):
                for target in sorted(targets):
                    lines.append('state%d -- state%d [label="%s", arrowhead=normal];' % (
                        state, target, repr(char).replace("\\", "\\\\")))
        lines.append("}")
        return "\n".join(lines)


class SetNFARunner(object):
    """Follows all ways through a nondeterministic automaton at once."""

    def __init__(self, automaton):
        self.automaton = automaton

    def next_state(self, char):
        result = set()
        for state in self.states:
            result.update(self.automaton.get_next_states(state, char))
        return result

    def recognize(self, s):
        self.states = set(self.automaton.start_states)
        for char in s:
            self.states = self.next_state(char)
        return bool(self.automaton.epsilon_closure(self.states) & self.automaton.final_states)


class BacktrackingNFARunner(object):
    """Follows one way after the other through a nondeterministic automaton."""

    def __init__(self, automaton):
        self.automaton = automaton

    def recognize(self, s):
        def leads_to_end(state, i):
            if i == len(s):
                return bool(self.automaton.epsilon_closure([state]) & self.automaton.final_states)
            for following in self.automaton.get_next_states(state, s[i]):
                if leads_to_end(following, i + 1):
                    return True
            return False

        for state in self.automaton.start_states:
            if leads_to_end(state, 0):
                return True
        return False
