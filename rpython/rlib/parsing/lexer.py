"""Splitting text into tokens: at each place the longest that one of several regular expressions matches."""
from rpython.rlib.objectmodel import not_rpython
from rpython.rlib.parsing import deterministic, regex


class SourcePos(object):
    """A place in a text; lines and columns count from 0."""

    def __init__(self, i, lineno, columnno):
        self.i = i
        self.lineno = lineno
        self.columnno = columnno

    def copy(self):
        return SourcePos(self.i, self.lineno, self.columnno)

    @not_rpython
    def __eq__(self, other):
        return self.__dict__ == other.__dict__

    @not_rpython
    def __ne__(self, other):
        return not self == other

    def __repr__(self):
        return "SourcePos(%r, %r, %r)" % (self.i, self.lineno, self.columnno)


class Token(object):
    """A piece of text with the name of its expression."""

    def __init__(self, name, source, source_pos):
        self.name = name
        self.source = source
        self.source_pos = source_pos

    def copy(self):
        return self.__class__(self.name, self.source, self.source_pos)

    @not_rpython
    def __eq__(self, other):
        return self.__dict__ == other.__dict__

    @not_rpython
    def __ne__(self, other):
        return not self == other

    def __repr__(self):
        return "Token(%r, %r, %r)" % (self.name, self.source, self.source_pos)


Token.source_position_class = SourcePos


class Lexer(object):
    """Where several expressions match the same text, the first one's name is taken. Tokens named in `ignore` are left
    out."""

    @not_rpython
    def __init__(self, token_regexs, names, ignore=None):
        self.token_regexs = token_regexs
        self.names = names
        self.rex = regex.LexingOrExpression(token_regexs, names)
        self.automaton = self.rex.make_automaton().make_deterministic(names)
        self.automaton.optimize()
        for name in ignore or []:
            assert name in names, "the ignored token %s has no expression" % name
        self.ignore = dict.fromkeys(ignore or [])
        self.matcher = self.automaton.make_lexing_code()

    def get_runner(self, text, eof=False, token_class=None):
        return LexingDFARunner(self.matcher, self.automaton, text, self.ignore, eof, token_class)

    def tokenize(self, text, eof=False):
        """All tokens; with `eof` the last is one named EOF. Raises LexerError."""
        runner = self.get_runner(text, eof)
        tokens = []
        while True:
            try:
                tokens.append(runner.find_next_token())
            except StopIteration:
                return tokens


class DummyLexer(Lexer):
    """A lexer whose function and automaton are there already."""

    @not_rpython
    def __init__(self, matcher, automaton, ignore):
        self.token_regexs = None
        self.names = None
        self.rex = None
        self.automaton = automaton
        self.ignore = ignore
        self.matcher = matcher


class AbstractLexingDFARunner(deterministic.DFARunner):
    """Goes through a text. Subclasses have `token_position_class`, `make_token` and `ignore_token`."""

    def __init__(self, matcher, automaton, text, eof=False):
        self.automaton = automaton
        self.state = 0
        self.text = text
        self.last_matched_state = 0
        self.last_matched_index = -1
        self.eof = eof
        self.matcher = matcher
        self.lineno = 0
        self.columnno = 0

    def find_next_token(self):
        """The next token that is not ignored; StopIteration at the end."""
        while True:
            self.state = 0
            start = self.last_matched_index + 1
            assert start >= 0
            if start > len(self.text) or (start == len(self.text) and not self.eof):
                raise StopIteration
            if start == len(self.text):
                self.last_matched_index += 1
                return self.make_token(start, -1, "", eof=True)
            end = self.inner_loop(start)
            stop = self.last_matched_index + 1
            assert stop >= 0
            if stop == start:
                last = (end if end >= 0 else ~end) - 1
                raise deterministic.LexerError(self.text, self.state,
                                               self.token_position_class(last, self.lineno, self.columnno))
            source = self.text[start:stop]
            token = self.make_token(start, self.last_matched_state, source)
            self.adjust_position(source)
            if not self.ignore_token(self.last_matched_state):
                return token

    def adjust_position(self, token):
        """Goes on behind a token."""
        newlines = token.count("\n")
        self.lineno += newlines
        if newlines == 0:
            self.columnno += len(token)
        else:
            self.columnno = token.rfind("\n")

    def inner_loop(self, i):
        return self.matcher(self, i)

    next = find_next_token

    def __iter__(self):
        return self


class LexingDFARunner(AbstractLexingDFARunner):
    """Makes tokens of a class, which has an attribute `source_position_class`."""

    def __init__(self, matcher, automaton, text, ignore, eof=False, token_class=None):
        if not token_class:
            self.token_class = Token
            self.token_position_class = SourcePos
        else:
            self.token_class = token_class
            self.token_position_class = token_class.source_position_class
        AbstractLexingDFARunner.__init__(self, matcher, automaton, text, eof)
        self.ignore = ignore

    def ignore_token(self, state):
        return self.automaton.names[state] in self.ignore

    def make_token(self, index, state, text, eof=False):
        source_pos = self.token_position_class(index, self.lineno, self.columnno)
        if eof:
            return self.token_class("EOF", "EOF", source_pos)
        return self.token_class(self.automaton.names[self.last_matched_state], text, source_pos)
