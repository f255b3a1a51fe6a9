"""Parsing by a list of rules: recursive descent that tries the expansions of a rule in turn and remembers every result, so
that it takes time in proportion to the length of the input. The first expansion that fits is taken."""
from rpython.rlib.objectmodel import not_rpython
from rpython.rlib.parsing.lexer import SourcePos
from rpython.rlib.parsing.tree import Node, Nonterminal, Symbol
from rpython.tool.sourcetools import func_with_new_name


class Rule(object):
    """The name of a nonterminal and the lists of symbols that it may stand for."""

    def __init__(self, nonterminal, expansions):
        self.nonterminal = nonterminal
        self.expansions = expansions

    def getkey(self):
        return (self.nonterminal, tuple(self.expansions))

    def __eq__(self, other):
        return self.getkey() == other.getkey()

    def __ne__(self, other):
        return not self == other

    def __str__(self):
        return "%s: %s" % (self.nonterminal, " | ".join([repr(expansion) for expansion in self.expansions]))

    def __repr__(self):
        return "Rule(%r, %r)" % (self.nonterminal, self.expansions)


class LazyInputStream(object):
    """Items of an iterator, by index; read when they are asked for."""

    def __init__(self, iterator):
        self.iterator = iter(iterator)
        self.data = []

    def __getitem__(self, index):
        assert index >= 0
        while index >= len(self.data):
            try:
                item = self.iterator.next()
            except StopIteration:
                raise IndexError("index out of range")
            self.data.append(item)
        return self.data[index]


class ParseError(Exception):
    """The input follows no rule: the place, and what could have been there."""

    def __init__(self, source_pos, errorinformation):
        self.source_pos = source_pos
        self.errorinformation = errorinformation
        self.args = (source_pos, errorinformation)

    def nice_error_message(self, filename="<unknown>", source=""):
        lineno = self.source_pos.lineno
        lines = ["  File %s, line %s" % (filename, lineno + 1)]
        if source:
            lines.append(source.split("\n")[lineno])
            lines.append(" " * self.source_pos.columnno + "^")
        else:
            lines.append("<couldn't get source>")
        if self.errorinformation:
            lines.append("ParseError: expected %s" % _alternatives(self.errorinformation.failure_reasons))
        else:
            lines.append("ParseError")
        return "\n".join(lines)


def _alternatives(names):
    count = len(names)
    if count == 0:
        return "something more"
    if count == 1:
        return names[0]
    quoted = ["'%s'" % name for name in names]
    stop = count - 1
    assert stop >= 0
    return ", ".join(quoted[:stop]) + " or " + quoted[stop]


class ErrorInformation(object):
    """How far the parser came, and what it expected there."""

    def __init__(self, pos, failure_reasons=None):
        self.pos = pos
        if failure_reasons is None:
            failure_reasons = []
        self.failure_reasons = failure_reasons


def combine_errors(self, other):
    """The failure that came further; both together at the same place."""
    if self is None:
        return other
    if other is None or other.pos < self.pos or not other.failure_reasons:
        return self
    if other.pos > self.pos or not self.failure_reasons:
        return other
    reasons = []
    for reason in self.failure_reasons + other.failure_reasons:
        if reason not in reasons:
            reasons.append(reason)
    return ErrorInformation(self.pos, reasons)


def _spoken_name(symbol):
    """A symbol as messages call it: the literals of `ebnfparse` have a number in front."""
    if symbol.startswith("__"):
        parts = symbol.split("_")
        if len(parts) > 2 and parts[2] and parts[2][0].isdigit():
            return parts[len(parts) - 1]
    return symbol


class LazyParseTable(object):
    """What has been found out about an input."""

    def __init__(self, input, parser):
        self.parser = parser
        self.input = input
        self.matched = {}
        self.errorinformation = {}

    def match_symbol(self, i, symbol):
        """(node, index behind it, error): what a symbol is at an index. The node is None if it is not there; the
        error is the one that came furthest, also where others fitted later."""
        if (i, symbol) in self.matched:
            return self.matched[i, symbol]
        if not self.parser.is_nonterminal(symbol):
            return self._match_token(i, symbol)
        error = None
        for expansion in self.parser.get_rule(symbol).expansions:
            children = []
            place = i
            for part in expansion:
                node, behind, failure = self.match_symbol(place, part)
                if node is None:
                    error = combine_errors(error, failure)
                    break
                children.append(node)
                place = behind
            else:
                result = Nonterminal(symbol, children), place, error
                self.matched[i, symbol] = result
                return result
        nothing = None, 0, error
        self.matched[i, symbol] = nothing
        return nothing

    def _match_token(self, i, symbol):
        try:
            token = self.input[i]
        except IndexError:
            return None, 0, ErrorInformation(i)
        if not self.terminal_equality(symbol, token):
            return None, 0, ErrorInformation(i, [_spoken_name(symbol)])
        result = Symbol(symbol, token.source, token), i + 1, None
        self.matched[i, symbol] = result
        return result

    def terminal_equality(self, symbol, input):
        """Whether a token is what a symbol names."""
        return symbol == input.name


class PackratParser(object):
    """Parses lists of tokens. Rules that begin with themselves are refused, since they would not end."""

    def __init__(self, rules, startsymbol, parsetablefactory=LazyParseTable, check_for_left_recursion=True):
        self.rules = rules
        self.nonterminal_to_rule = {}
        for rule in rules:
            self.nonterminal_to_rule[rule.nonterminal] = rule
        self.startsymbol = startsymbol
        if check_for_left_recursion:
            assert not self.has_left_recursion(), "a rule begins with itself"
        self.parsetablefactory = parsetablefactory

    def is_nonterminal(self, symbol):
        return symbol in self.nonterminal_to_rule

    def get_rule(self, symbol):
        return self.nonterminal_to_rule[symbol]

    def parse(self, tokeniterator, lazy=False):
        """The tree of the start symbol; tokens may be left behind it. Raises ParseError."""
        if lazy:
            input = LazyInputStream(tokeniterator)
        else:
            input = list(tokeniterator)
        tree, _, error = self.parsetablefactory(input, self).match_symbol(0, self.startsymbol)
        if tree is None:
            raise ParseError(_place(input, error.pos), error)
        return tree

    @not_rpython
    def has_left_recursion(self):
        first = {}
        for rule in self.rules:
            first[rule.nonterminal] = set([expansion[0] for expansion in rule.expansions
                                           if expansion and self.is_nonterminal(expansion[0])])
        for name in first:
            seen = set()
            waiting = list(first[name])
            while waiting:
                other = waiting.pop()
                if other == name:
                    print "the rule of %s begins with itself" % (name,)
                    return True
                if other not in seen:
                    seen.add(other)
                    waiting.extend(first[other])
        return False

    def __repr__(self):
        from pprint import pformat
        return self.__class__.__name__ + pformat((self.rules, self.startsymbol))


def _place(input, pos):
    """The place of a token; behind the end of the input, that of the last one."""
    while pos >= 0:
        try:
            token = input[pos]
        except IndexError:
            pos -= 1
            continue
        return token.source_pos
    return SourcePos(0, 0, 0)


class ParserCompiler(object):
    """Makes a class of a parser: one method for each symbol, instead of rules that are looked up."""

    def __init__(self, parser):
        self.parser = parser
        self.allcode = []
        self.symbol_to_number = {}
        self.made = {}

    def compile(self):
        self.allcode.append("class CompileableParser(baseclass):")
        self.make_matcher(self.parser.startsymbol)
        self.make_fixed()
        namespace = {"baseclass": self.parser.__class__, "Nonterminal": Nonterminal, "Symbol": Symbol,
                     "ParseError": ParseError, "ErrorInformation": ErrorInformation, "_place": _place}
        exec "\n".join(self.allcode) in namespace
        cls = namespace["CompileableParser"]
        table = self.parser.parsetablefactory([], self.parser)
        # A copy, so that the two classes need not have anything in common.
        cls.terminal_equality = func_with_new_name(table.terminal_equality.im_func, "terminal_equality_compileable")
        return cls

    def get_number(self, symbol):
        return self.symbol_to_number.setdefault(symbol, len(self.symbol_to_number))

    def matcher_name(self, symbol):
        kind = "nonterminal" if self.parser.is_nonterminal(symbol) else "terminal"
        return "%s%s" % (kind, self.get_number(symbol))

    def emit(self, depth, line, *values):
        self.allcode.append("    " * depth + (line % values if values else line))

    def make_matcher(self, symbol):
        if symbol in self.made:
            return
        self.made[symbol] = True
        name = self.matcher_name(symbol)
        self.emit(1, "def match_%s(self, i):", name)
        self.emit(2, "if i in self.matched_%s:", name)
        self.emit(3, "return self.matched_%s[i]", name)
        if self.parser.is_nonterminal(symbol):
            self.make_nonterminal_matcher(symbol, name)
        else:
            self.make_terminal_matcher(symbol, name)

    def make_terminal_matcher(self, symbol, name):
        self.emit(2, "if i < len(self.input):")
        self.emit(3, "token = self.input[i]")
        self.emit(3, "if self.terminal_equality(%r, token):", symbol)
        self.emit(4, "result = Symbol(%r, token.name, token), i + 1", symbol)
        self.emit(4, "self.matched_%s[i] = result", name)
        self.emit(4, "return result")
        self.emit(2, "return None, i")

    def make_nonterminal_matcher(self, symbol, name):
        expansions = self.parser.get_rule(symbol).expansions
        self.emit(2, "furthest = i")
        for expansion in expansions:
            # Leaving the loop is giving an expansion up.
            self.emit(2, "while True:")
            self.emit(3, "place = i")
            self.emit(3, "children = []")
            for part in expansion:
                self.emit(3, "node, behind = self.match_%s(place)", self.matcher_name(part))
                self.emit(3, "if node is None:")
                self.emit(4, "furthest = max(furthest, behind)")
                self.emit(4, "break")
                self.emit(3, "children.append(node)")
                self.emit(3, "place = behind")
            self.emit(3, "result = Nonterminal(%r, children), place", symbol)
            self.emit(3, "self.matched_%s[i] = result", name)
            self.emit(3, "return result")
            if not expansion:
                break
        else:
            self.emit(2, "nothing = None, furthest")
            self.emit(2, "self.matched_%s[i] = nothing", name)
            self.emit(2, "return nothing")
        for expansion in expansions:
            for part in expansion:
                self.make_matcher(part)

    def make_fixed(self):
        self.emit(1, "def __init__(self):")
        self.emit(2, "self.rules = []")
        self.emit(2, "self.nonterminal_to_rule = {}")
        self.emit(2, "self.startsymbol = ''")
        self.emit(2, "self.parsetablefactory = None")
        for symbol in self.symbol_to_number:
            self.emit(2, "self.matched_%s = {}", self.matcher_name(symbol))
        self.emit(1, "def parse(self, tokenlist, lazy=True):")
        self.emit(2, "self.input = tokenlist")
        self.emit(2, "tree, behind = self.match_%s(0)", self.matcher_name(self.parser.startsymbol))
        self.emit(2, "if tree is None:")
        self.emit(3, "raise ParseError(_place(tokenlist, behind), ErrorInformation(behind))")
        self.emit(2, "return tree")
