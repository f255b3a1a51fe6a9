"""Parsers made from a grammar in the docstring of a class.

    class Sums(PackratParser):
        '''
        sum: a = sum '+' b = number return {a + b} | number;
        number: x = `[0-9]+` return {int(x)};
        '''
    Sums("1+2").sum()

Each rule becomes a method, which gives the rule's value or raises BacktrackException. What a rule gives at a place is
remembered, so that parsing takes linear time; a rule may begin with itself. The notation is explained in `pypackrat`.
Python code in a grammar sees the names of the module that defines the class, which has to import BacktrackException
and Status.
"""
import sys

from rpython.rlib.objectmodel import we_are_translated
from rpython.rlib.parsing.codebuilder import Codebuilder
from rpython.rlib.parsing.tree import RPythonVisitor


class BacktrackException(Exception):
    """A rule does not fit. `error`, if known, says what was expected where."""

    def __init__(self, error=None):
        self.error = error
        if not we_are_translated():
            Exception.__init__(self, error)


class ErrorInformation(object):
    """What would have been right at a place."""

    def __init__(self, pos, expected=None):
        self.pos = pos
        self.expected = expected if expected is not None else []

    def __str__(self):
        return "ErrorInformation(%s, %s)" % (self.pos, self.expected)

    def get_line_column(self, source):
        """The number of the line, from 0 on, and of the character in it, from 1 on."""
        pos = self.pos
        assert pos >= 0
        before = source[:pos]
        return before.count("\n"), pos - before.rfind("\n")

    def nice_error_message(self, filename='<filename>', source=""):
        lines = []
        if source:
            lineno, column = self.get_line_column(source)
            lines.append("  File %s, line %s" % (filename, lineno + 1))
            lines.append(source.split("\n")[lineno])
            lines.append(" " * column + "^")
        else:
            lines.append("<couldn't get source>")
        reasons = self.expected
        if len(reasons) > 1:
            quoted = ["'%s'" % reason for reason in reasons]
            lines.append("ParseError: expected %s or %s" % (", ".join(quoted[:-1]), quoted[-1]))
        elif reasons:
            lines.append("ParseError: expected %s" % (reasons[0],))
        else:
            lines.append("ParseError")
        return "\n".join(lines)


class Status(object):
    """What is known about a rule at a place."""
    NORMAL = 0          # it fits: `result`, up to `pos`
    ERROR = 1           # it does not fit
    INPROGRESS = 2      # it is being tried
    LEFTRECURSION = 3   # while it was being tried it asked for itself at the same place
    SOMESOLUTIONS = 4   # such a rule fits, and is tried again to read more

    def __init__(self):
        self.pos = 0
        self.error = None
        self.status = self.INPROGRESS
        self.result = None

    def __repr__(self):
        return "Status(%s, %s, %s, %s)" % (self.pos, self.result, self.error, self.status)


class TreeOptimizer(RPythonVisitor):
    """Removes nodes with one choice or one command, and tells `!!x` from `!x`."""

    def visit_or(self, t):
        if len(t.children) == 1:
            return self.dispatch(t.children[0])
        return self.general_nonterminal_visit(t)

    visit_commands = visit_or

    def visit_negation(self, t):
        child = self.dispatch(t.children[0])
        if child.symbol == "negation":
            child.symbol = "lookahead"
            return child
        t.children[0] = child
        return t

    def general_nonterminal_visit(self, t):
        # Names stand in the tree as plain strings.
        t.children = [child if isinstance(child, str) else self.dispatch(child) for child in t.children]
        return t

    def general_visit(self, t):
        return t


def _python_of(leaf):
    """The code between the braces."""
    return leaf.additional_info[1:-1].strip()


class ParserBuilder(RPythonVisitor, Codebuilder):
    """Writes the source of a parser's methods.

    Within the method of a rule `_result` is the value of the last command and `_error` the error that got farthest.
    """

    def __init__(self):
        Codebuilder.__init__(self)
        self.initcode = []
        self.names = {}
        self.matchers = {}

    def fresh(self, prefix):
        self.namecount += 1
        return "_%s%d" % (prefix, self.namecount)

    def combine_error(self, newerror):
        """Notes an error. The first to be noted needs no comparison."""
        if self.created_error:
            newerror = "self._combine_errors(_error, %s)" % newerror
        self.created_error = True
        self.emit("_error = %s" % newerror)

    def remember_pos(self):
        name = self.fresh("choice")
        self.emit("%s = self._pos" % name)
        return name

    # ------------------------------------------------------------ the class and its rules

    def visit_list(self, t):
        self.start_block("class Parser(object):")
        for rule in t.children:
            self.dispatch(rule)
        with self.block("def __init__(self, inputstream):"):
            for line in self.initcode:
                self.emit(line)
            self.emit("self._pos = 0")
            self.emit("self._inputstream = inputstream")
        self.end_block("class")

    def visit_production(self, t):
        name, args = t.children[0], t.children[1].children
        if name in self.names:
            raise Exception("name %s appears twice" % (name,))
        self.names[name] = True
        self.namecount = 0
        self.resultname = "_result"
        self.created_error = False
        params, passed = ", ".join(["self"] + args), ", ".join(args)
        with self.block("def %s(%s):" % (name, params)):
            self.emit("return self._%s(%s).result" % (name, passed))
        with self.block("def _%s(%s):" % (name, params)):
            self.emit_lookup(name, passed)
            with self.block("while True:"):
                self.emit_attempt(t.children[2])

    def emit_lookup(self, name, passed):
        self.emit_initcode("self._dict_%s = {}" % name)
        self.emit("_key = (self._pos, %s)" % passed if passed else "_key = self._pos")
        self.emit("_status = self._dict_%s.get(_key, None)" % name)
        with self.block("if _status is None:"):
            self.emit("_status = self._dict_%s[_key] = Status()" % name)
        with self.block("elif self._recall(_status):"):
            self.emit("return _status")
        self.emit("_startingpos = self._pos")

    def emit_attempt(self, body):
        self.emit("_result = None")
        self.emit("_error = None")
        with self.block("try:"):
            self.dispatch(body)
        with self.block("except BacktrackException, _exc:"):
            self.combine_error("_exc.error")
            self.emit("self._refuse(_status, _error)")
            self.emit("raise BacktrackException(_error)")
        with self.block("if self._settle(_status, _error):"):
            self.emit("_status.result = %s" % self.resultname)
            self.emit("return _status")
        with self.block("if self._read_no_more(_status):"):
            self.emit("return _status")
        self.emit("_status.pos = self._pos")
        self.emit("_status.result = %s" % self.resultname)
        self.emit("_status.error = _error")
        self.emit("_status.status = _status.INPROGRESS")
        self.emit("self._pos = _startingpos")

    # ------------------------------------------------------------ commands

    def visit_or(self, t):
        with self.block("while True:"):
            for choice in t.children:
                start = self.remember_pos()
                with self.block("try:"):
                    self.dispatch(choice)
                    self.emit("break")
                with self.block("except BacktrackException, _exc:"):
                    self.combine_error("_exc.error")
                    self.emit("self._pos = %s" % start)
                    if choice is t.children[-1]:
                        self.emit("raise BacktrackException(_error)")

    def visit_commands(self, t):
        for command in t.children:
            self.dispatch(command)

    def visit_maybe(self, t):
        start = self.remember_pos()
        with self.block("try:"):
            self.dispatch(t.children[0])
        with self.block("except BacktrackException:"):
            self.emit("self._pos = %s" % start)

    def visit_repetition(self, t):
        sign, what = t.children
        found = self.fresh("all")
        self.emit("%s = []" % found)
        if sign == '+':
            self.dispatch(what)
            self.emit("%s.append(_result)" % found)
        with self.block("while True:"):
            start = self.remember_pos()
            with self.block("try:"):
                self.dispatch(what)
                self.emit("%s.append(_result)" % found)
            with self.block("except BacktrackException, _exc:"):
                self.combine_error("_exc.error")
                self.emit("self._pos = %s" % start)
                self.emit("break")
        self.emit("_result = %s" % found)

    def visit_exclusive(self, t):
        self.resultname = "_enclosed"
        self.dispatch(t.children[0])
        self.emit("_enclosed = _result")

    def keep_result(self):
        name = self.fresh("kept")
        self.emit("%s = _result" % name)
        return name

    def visit_ignore(self, t):
        kept = self.keep_result()
        self.dispatch(t.children[0])
        self.emit("_result = %s" % kept)

    def visit_negation(self, t):
        child = t.children[0]
        start, kept = self.remember_pos(), self.keep_result()
        with self.block("try:"):
            self.dispatch(child)
        with self.block("except BacktrackException:"):
            self.emit("self._pos = %s" % start)
            self.emit("_result = %s" % kept)
        with self.block("else:"):
            error = "None"
            if child.symbol == "QUOTE":
                error = "self._ErrorInformation(%s, [%r])" % (start, "NOT " + child.additional_info[1:-1])
            self.emit("raise BacktrackException(%s)" % error)

    def visit_lookahead(self, t):
        start, kept = self.remember_pos(), self.keep_result()
        self.dispatch(t.children[0])
        self.emit("self._pos = %s" % start)
        self.emit("_result = %s" % kept)

    def visit_named_command(self, t):
        name, command = t.children
        self.dispatch(command)
        self.emit("%s = _result" % name)

    def visit_return(self, t):
        self.emit("_result = (%s)" % _python_of(t.children[0]))

    def visit_if(self, t):
        if len(t.children) == 2:
            self.dispatch(t.children[0])
        with self.block("if not (%s):" % _python_of(t.children[-1])):
            self.emit("raise BacktrackException(self._ErrorInformation(_startingpos, ['condition not met']))")

    def visit_choose(self, t):
        name, items, commands = t.children
        with self.block("for %s in (%s):" % (name, _python_of(items))):
            with self.block("try:"):
                self.dispatch(commands)
                self.emit("break")
            with self.block("except BacktrackException, _exc:"):
                self.combine_error("_exc.error")
        with self.block("else:"):
            self.emit("raise BacktrackException(_error)")

    def visit_call(self, t):
        name, args = t.children
        passed = ", ".join(["(%s)" % _python_of(arg) for arg in args.children])
        if name.startswith("_"):
            # A method that is no rule.
            self.emit("_result = self.%s(%s)" % (name, passed))
            return
        self.emit("_call_status = self._%s(%s)" % (name, passed))
        self.emit("_result = _call_status.result")
        self.combine_error("_call_status.error")

    def visit_QUOTE(self, t):
        self.emit("_result = self.__chars__(%r)" % (t.additional_info[1:-1],))

    def visit_REGEX(self, t):
        regex = t.additional_info[1:-1].replace('\\`', '`')
        name = self.matchers.setdefault(regex, "_regex%d" % len(self.matchers))
        self.emit("_result = self.%s()" % name)


class _Runner(object):
    """What the function of an automaton notes."""

    def __init__(self, text):
        self.text = text
        self.last_matched_state = -1
        self.last_matched_index = -1
        self.state = -1


def _make_matcher(regex):
    """The method that reads the longest text that fits."""
    from rpython.rlib.parsing.regexparse import parse_regex
    automaton = parse_regex(regex).make_automaton().make_deterministic()
    automaton.optimize()
    recognize = automaton.make_lexing_code()

    def match(self):
        runner = _Runner(self._inputstream)
        start = self._pos
        assert start >= 0
        recognize(runner, start)
        if runner.last_matched_state == -1:
            raise BacktrackException(None)
        end = runner.last_matched_index + 1
        assert end >= 0
        self._pos = end
        return self._inputstream[start:end]
    return match


def _read_grammar(source):
    from rpython.rlib.parsing.pypackrat import PyPackratSyntaxParser
    try:
        tree = PyPackratSyntaxParser(source).file()
    except BacktrackException as e:
        print e.error.nice_error_message("<docstring>", source)
        raise
    return TreeOptimizer().dispatch(tree)


class MetaPackratParser(type):
    """Gives a class with a docstring the methods of its grammar."""

    def __new__(meta, name, bases, attrs):
        if attrs.get('__doc__') is None:
            return type.__new__(meta, name, bases, attrs)
        namespace = sys._getframe(1).f_globals
        builder = ParserBuilder()
        builder.dispatch(_read_grammar(attrs['__doc__']))
        for needed in ('BacktrackException', 'Status'):
            if needed not in namespace:
                raise Exception("must import " + needed)
        made = {}
        exec builder.get_code() in namespace, made
        methods = dict(made['Parser'].__dict__)
        for regex, key in builder.matchers.items():
            methods[key] = _make_matcher(regex)
        result = type.__new__(meta, name, bases, attrs)
        for key, value in methods.items():
            if not hasattr(result, key) and not key.startswith('__'):
                setattr(result, key, value)
        result.init_parser = methods['__init__']
        if result.__init__ == object.__init__:
            result.__init__ = methods['__init__']
        result._code = builder.get_code()
        return result


class PackratParser(object):
    # This class has no docstring, because a docstring is a grammar. It holds what the methods of all grammars share.
    __metaclass__ = MetaPackratParser

    _ErrorInformation = ErrorInformation
    _BacktrackException = BacktrackException

    def _recall(self, status):
        """Whether the rule was tried here before and fits. False if it is to be tried."""
        if status.status == status.ERROR:
            raise BacktrackException(status.error)
        if status.status != status.NORMAL:
            # It is being tried: it asks for itself. What it gave the last time is what it begins with now.
            status.status = status.LEFTRECURSION
            if status.result is None:
                raise BacktrackException(None)
        self._pos = status.pos
        return True

    def _refuse(self, status, error):
        status.pos = -1
        status.result = None
        status.error = error
        status.status = status.ERROR

    def _settle(self, status, error):
        """Whether the attempt that has just succeeded is the last."""
        if status.status == status.LEFTRECURSION:
            return False
        status.status = status.NORMAL
        status.error = error
        status.pos = self._pos
        return True

    def _read_no_more(self, status):
        """Whether another attempt of a rule that begins with itself got no farther than the one before."""
        if status.result is None or status.pos < self._pos:
            return False
        status.status = status.NORMAL
        self._pos = status.pos
        return True

    def __chars__(self, chars):
        """Reads these characters."""
        pos = self._pos
        text = self._inputstream
        for i in range(len(chars)):
            if pos + i >= len(text) or text[pos + i] != chars[i]:
                raise BacktrackException(self._ErrorInformation(pos, [chars]))
        self._pos = pos + len(chars)
        return chars

    def __any__(self):
        """Reads any character."""
        pos = self._pos
        if pos >= len(self._inputstream):
            raise BacktrackException(self._ErrorInformation(pos, ['anything']))
        self._pos = pos + 1
        return self._inputstream[pos]

    def _combine_errors(self, error1, error2):
        """The one that got farther; of two at the same place, both."""
        if error1 is None:
            return error2
        if error2 is None or error1.pos > error2.pos or len(error2.expected) == 0:
            return error1
        if error2.pos > error1.pos or len(error1.expected) == 0:
            return error2
        expected = error1.expected[:]
        for reason in error2.expected:
            if reason not in expected:
                expected.append(reason)
        return ErrorInformation(error1.pos, expected)
