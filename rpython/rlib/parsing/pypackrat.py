"""The notation in which packrat parsers are written, read into a tree.

A grammar is a list of rules `name: commands | commands;` or `name(a, b): ...;`, with comments from `#` to the
end of a line. Commands are

    'text'  `regex`  name  name({python})      what must come next; its value is the last command's
    x = command                                 keeps a value
    c?  c*  c+  (...)  [...]  <c>               perhaps, repeated, a group, without its value, whose value is the rule's
    !c  !!c                                     must not come next, must come next; nothing is read
    return {python}                             the value
    if {python}    do command if {python}       a condition
    choose x in {python} commands               the first item with which the commands succeed
"""
from rpython.rlib.parsing.makepackrat import PackratParser, BacktrackException, ErrorInformation, Status
from rpython.rlib.parsing.tree import Nonterminal, Symbol

LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_'
KEYWORDS = ('return', 'if', 'do', 'choose')


class PyPackratSyntaxParser(object):
    """Reads the text of a grammar; `file` gives the tree of all of it."""

    def __init__(self, stream):
        self._inputstream = stream
        self._pos = 0

    # ------------------------------------------------------------ characters

    def fail(self, *expected):
        raise BacktrackException(ErrorInformation(self._pos, list(expected)))

    def skip_space(self):
        text = self._inputstream
        while self._pos < len(text):
            if text[self._pos] == '#':
                end = text.find('\n', self._pos)
                self._pos = len(text) if end < 0 else end
            elif text[self._pos] in ' \t\n':
                self._pos += 1
            else:
                return

    def next_is(self, chars):
        """Whether one of the characters comes next."""
        return self._inputstream[self._pos:self._pos + 1] in tuple(chars)

    def accept(self, char):
        """Reads this character and the space behind it, if it comes next."""
        if not self.next_is(char):
            return False
        self._pos += 1
        self.skip_space()
        return True

    def expect(self, char):
        if not self.accept(char):
            self.fail(char)

    def word(self):
        """The name that comes next, without reading it; '' if there is none."""
        text, end = self._inputstream, self._pos
        if not self.next_is(LETTERS):
            return ''
        while end < len(text) and (text[end] in LETTERS or text[end].isdigit()):
            end += 1
        return text[self._pos:end]

    def name(self):
        name = self.word()
        if not name:
            self.fail('a name')
        self._pos += len(name)
        return name

    def keyword(self, word):
        if self.word() != word:
            self.fail(word)
        self._pos += len(word)
        self.skip_space()

    def enclosed_text(self, kind, last, escapes=False, lines=True):
        """A leaf: everything from here to the character `last`."""
        text, end = self._inputstream, self._pos + 1
        while end < len(text) and text[end] != last and (lines or text[end] != '\n'):
            end += 2 if escapes and text[end] == '\\' else 1
        if text[end:end + 1] != last:
            self.fail(last)
        leaf = Symbol(kind, text[self._pos:end + 1], None)
        self._pos = end + 1
        return leaf

    def python(self):
        if not self.next_is('{'):
            self.fail('{')
        return self.enclosed_text('PYTHONCODE', '}', lines=False)

    # ------------------------------------------------------------ rules

    def file(self):
        self.skip_space()
        rules = [self.production()]
        while self._pos < len(self._inputstream):
            rules.append(self.production())
        return Nonterminal('list', rules)

    def production(self):
        name = self.name()
        self.skip_space()
        args = []
        if self.accept('('):
            while not self.accept(')'):
                args.append(self.name())
                self.skip_space()
                self.accept(',')
        self.expect(':')
        body = self.or_()
        self.expect(';')
        return Nonterminal('production', [name, Nonterminal('productionargs', args), body])

    def or_(self):
        choices = [self.commands()]
        while self.accept('|'):
            choices.append(self.commands())
        return Nonterminal('or', choices)

    def commands(self):
        found = [self.command()]
        while self._pos < len(self._inputstream) and not self.next_is(';|)]>'):
            found.append(self.command())
        return Nonterminal('commands', found)

    def command(self):
        word = self.word()
        if word in KEYWORDS:
            self.keyword(word)
            command = getattr(self, word + '_')()
            self.skip_space()
            return command
        if word:
            start = self._pos
            self.name()
            self.skip_space()
            if self.accept('='):
                return Nonterminal('named_command', [word, self.command()])
            self._pos = start
        return self.repetition()

    def return_(self):
        return Nonterminal('return', [self.python()])

    def if_(self):
        return Nonterminal('if', [self.python()])

    def do_(self):
        command = self.command()
        self.keyword('if')
        return Nonterminal('if', [command, self.python()])

    def choose_(self):
        name = self.name()
        self.skip_space()
        self.keyword('in')
        items = self.python()
        self.skip_space()
        return Nonterminal('choose', [name, items, self.commands()])

    def repetition(self):
        if self.accept('!'):
            return Nonterminal('negation', [self.negated()])
        what = self.group()
        if self.accept('?'):
            return Nonterminal('maybe', [what])
        for sign in '*+':
            if self.accept(sign):
                return Nonterminal('repetition', [sign, what])
        return what

    def negated(self):
        if self.accept('!'):
            return Nonterminal('negation', [self.negated()])
        return self.group()

    def group(self):
        for first, last, kind in [('<', '>', 'exclusive'), ('[', ']', 'ignore'), ('(', ')', '')]:
            if self.accept(first):
                what = self.primary() if first == '<' else self.or_()
                self.expect(last)
                return Nonterminal(kind, [what]) if kind else what
        return self.primary()

    def primary(self):
        if self.next_is('`'):
            leaf = self.enclosed_text('REGEX', '`', escapes=True)
        elif self.next_is("'"):
            leaf = self.enclosed_text('QUOTE', "'")
        else:
            leaf = self.call()
        self.skip_space()
        return leaf

    def call(self):
        if not self.word():
            self.fail('a command')
        name = self.name()
        args = []
        if self.next_is('('):
            # Without space in between; after a space a group begins.
            self.accept('(')
            while not self.accept(')'):
                args.append(self.python())
                self.skip_space()
                self.accept(',')
        return Nonterminal('call', [name, Nonterminal('args', args)])
