"""Grammars in text.

    NUMBER: "[0-9]+";                     a token: its name in capitals and a regular expression
    IGNORE: " |\\n";                       tokens of this name are left out
    sum: product ["+"] sum | <product>;   a rule: expansions, the first that fits is taken
    product: "(" sum ")" | NUMBER*;       * + ? repeat or leave out, parentheses group

Marks say what becomes of a part in the tree that `ToAST` makes of the parser's: `[x]` is dropped, `<x>` stands for the
whole rule, `>x<` gives its children.
"""
from rpython.rlib.objectmodel import we_are_translated
from rpython.rlib.parsing.codebuilder import Codebuilder
from rpython.rlib.parsing.lexer import Lexer
from rpython.rlib.parsing.parsing import PackratParser, Rule
from rpython.rlib.parsing.regex import StringExpression
from rpython.rlib.parsing.regexparse import parse_regex, unescape
from rpython.rlib.parsing.tree import Nonterminal

KEEP, DROP, EXPAND, REPLACE = ' [><'

# What grammars look like, in the form that they are brought to.
GRAMMAR = [
    Rule('file', [['list', 'EOF']]),
    Rule('list', [['element', 'list'], ['element']]),
    Rule('element', [['regex'], ['production']]),
    Rule('regex', [['SYMBOLNAME', ':', 'QUOTE', ';']]),
    Rule('production', [['NONTERMINALNAME', ':', 'body', ';'], ['NONTERMINALNAME', ':', ';']]),
    Rule('body', [['expansion', '|', 'body'], ['expansion']]),
    Rule('expansion', [['decorated', 'expansion'], ['decorated']]),
    Rule('decorated', [['enclosed', '*'], ['enclosed', '+'], ['enclosed', '?'], ['enclosed']]),
    Rule('enclosed', [['[', 'expansion', ']'], ['>', 'expansion', '<'], ['<', 'primary', '>'],
                      ['(', 'expansion', ')'], ['primary']]),
    Rule('primary', [['NONTERMINALNAME'], ['SYMBOLNAME'], ['QUOTE']]),
]


def make_ebnf_parser():
    """(parser, lexer) of grammars."""
    tokens = [(char, StringExpression(char)) for char in ':;|*+?[]><()']
    tokens += [('SYMBOLNAME', parse_regex('_*[A-Z]([A-Z]|_)*')),
               ('NONTERMINALNAME', parse_regex('([a-z]|_)[a-z0-9_]*')),
               ('QUOTE', parse_regex(r'"([^"]|\\")*"')),
               ('QUOTE', parse_regex("""'"'""")),
               ('IGNORE', parse_regex('#[^\\n]*\\n')),
               ('IGNORE', parse_regex('[ \\n\\t]'))]
    lexer = Lexer([expression for name, expression in tokens], [name for name, expression in tokens], ['IGNORE'])
    return PackratParser(GRAMMAR, 'file'), lexer


parser, lexer = make_ebnf_parser()


def parse_ebnf(s):
    """(names and regular expressions of the tokens, rules, class that transforms trees) of a grammar. Raises ParseError."""
    builder = ParserBuilder()
    builder.visit_file(parser.parse(lexer.tokenize(s, True)))
    rules, changes = builder.get_rules_and_changes()
    return zip(builder.names, builder.regexs), rules, TransformerMaker(rules, changes).make_transformer()


def check_for_missing_names(names, regexs, rules):
    """Raises ValueError for a symbol that is neither a token nor a rule."""
    known = set(names)
    known.add("EOF")
    known.update([rule.nonterminal for rule in rules])
    for rule in rules:
        for expansion in rule.expansions:
            for symbol in expansion:
                if symbol not in known:
                    raise ValueError("symbol '%s' not known" % (symbol,))


def make_parse_function(regexs, rules, eof=False):
    """The function that makes a tree of a text; the first rule is that of a whole text. With `eof` a token named EOF
    comes last. It raises LexerError and ParseError."""
    names = [name for name, expression in regexs]
    expressions = [expression for name, expression in regexs]
    check_for_missing_names(names, expressions, rules)
    lexer = Lexer(expressions, names, ignore=[name for name in ["IGNORE"] if name in names])
    parser = PackratParser(rules, rules[0].nonterminal)

    def parse(s):
        return parser.parse(lexer.tokenize(s, eof=eof))
    return parse


class ParserBuilder(object):
    """Makes tokens and rules of the tree of a grammar. A part of an expansion is a pair: a symbol, and what becomes of it."""

    def __init__(self):
        self.regexs = []
        self.names = []
        self.rules = []
        self.changes = []
        self.maybe_rules = {}
        self.num_plus_symbols = 0
        self.first_rule = None
        self.literals = {}

    def add_rule(self, name, expansions):
        """Of expansions that are lists of pairs."""
        self.rules.append(Rule(name, [[symbol for symbol, change in expansion] for expansion in expansions]))
        self.changes.append(["".join([change for symbol, change in expansion]) for expansion in expansions])

    def visit_file(self, node):
        rest = node.children[0]
        while rest is not None:
            element = rest.children[0].children[0]
            if element.symbol == 'regex':
                self.visit_regex(element)
            else:
                self.visit_production(element)
            rest = rest.children[1] if len(rest.children) == 2 else None

    def visit_regex(self, node):
        text = node.children[2].additional_info[1:-1].replace('\\"', '"')
        self.regexs.append(parse_regex(text))
        self.names.append(node.children[0].additional_info)

    def visit_production(self, node):
        name = node.children[0].additional_info
        if len(node.children) == 3:
            self.rules.append(Rule(name, [[]]))
            self.changes.append([])
            return
        expansions = self.visit_body(node.children[2])
        if self.first_rule is None:
            self.first_rule = name
        self.add_rule(name, expansions)

    def visit_body(self, node):
        expansions = [self.visit_expansion(node.children[0])]
        if len(node.children) == 3:
            expansions += self.visit_body(node.children[2])
        return expansions

    def visit_expansion(self, node):
        parts = self.visit_decorated(node.children[0])
        if len(node.children) == 2:
            parts = parts + self.visit_expansion(node.children[1])
        return parts

    def visit_decorated(self, node):
        parts = self.visit_enclosed(node.children[0])
        if len(node.children) == 1:
            return parts
        mark = node.children[1].additional_info
        if mark == '+':
            name = "_plus_symbol%d" % self.num_plus_symbols
            self.num_plus_symbols += 1
            self.add_rule(name, [parts + [(name, EXPAND)], parts])
        else:
            name = "_%s_symbol%d" % ('star' if mark == '*' else 'maybe', len(self.maybe_rules))
            # Leaving it out is up to the rules in which it occurs, itself among them.
            self.add_rule(name, [parts + [(name, EXPAND)] if mark == '*' else parts])
            self.maybe_rules[name] = self.rules[-1]
        return [(name, EXPAND)]

    def visit_enclosed(self, node):
        if len(node.children) == 1:
            return self.visit_primary(node.children[0])
        inner = node.children[1]
        if inner.symbol == 'primary':
            parts = self.visit_primary(inner)
        else:
            parts = self.visit_expansion(inner)
        mark = node.children[0].additional_info
        if mark == '(':
            return parts
        for symbol, change in parts:
            assert change in (KEEP, mark), "two marks on %s" % (symbol,)
        return [(symbol, mark) for symbol, change in parts]

    def visit_primary(self, node):
        leaf = node.children[0]
        name = leaf.additional_info
        if leaf.symbol == 'QUOTE':
            name = self.get_literal_name(unescape(name[1:-1]))
        return [(name, KEEP)]

    def get_literal_name(self, expression):
        """The token of a text that stands in a rule. Such tokens come before the others."""
        name = self.literals.get(expression)
        if name is None:
            name = self.literals[expression] = "__%d_%s" % (len(self.literals), expression)
            self.regexs.insert(0, StringExpression(expression))
            self.names.insert(0, name)
        return name

    def get_rules_and_changes(self):
        self.fix_rule_order()
        return self.add_all_possibilities()

    def fix_rule_order(self):
        """Brings the first rule of the grammar to the front, before those that its parts needed."""
        for i, rule in enumerate(self.rules):
            if rule.nonterminal == self.first_rule:
                for items in self.rules, self.changes:
                    items[0], items[i] = items[i], items[0]
                return

    def add_all_possibilities(self):
        """Expansions in which something may be left out become several."""
        rules, changes = [], []
        more_rules, more_changes = [], []
        for rule, rule_changes in zip(self.rules, self.changes):
            if rule.expansions == [[]]:
                rules.append(rule)
                changes.append([])
                continue
            expanded = []
            for index, (expansion, change) in enumerate(zip(rule.expansions, rule_changes)):
                own, others = self.possibilities(rule.nonterminal, index, zip(expansion, change))
                expanded += own
                more = ParserBuilder()
                for name, expansions in others:
                    more.add_rule(name, expansions)
                more_rules += more.rules
                more_changes += more.changes
            whole = ParserBuilder()
            whole.add_rule(rule.nonterminal, expanded)
            rules += whole.rules
            changes += whole.changes
        return rules + more_rules, changes + more_changes

    def possibilities(self, name, index, parts):
        """(expansions instead of one, rules that they need besides). Each part that may be left out makes two, and what comes
        behind it is a rule of its own, so that there are not twice as many with every such part."""
        ends = [i + 1 for i, (symbol, change) in enumerate(parts) if symbol in self.maybe_rules]
        if not ends:
            return [parts], []
        if len(ends) == len(parts):
            raise ValueError("Rule %r's expansion needs at least one symbol with >0 repetitions" % (name,))
        groups = []
        start = 0
        for i, end in enumerate(ends):
            if i < len(ends) - 1:
                rest = [("__%s_rest_%d_%d" % (name, index, i), EXPAND)]
            else:
                rest = parts[end:]
            groups.append([parts[start:end] + rest, parts[start:end - 1] + rest])
            start = end
        others = [("__%s_rest_%d_%d" % (name, index, i), group) for i, group in enumerate(groups[1:])]
        return groups[0], others


class TransformerMaker(Codebuilder):
    """Writes the class that makes a smaller tree of a parser's, as the marks say. Its methods return lists of nodes."""

    def __init__(self, rules, changes):
        Codebuilder.__init__(self)
        self.rules = rules
        self.changes = changes
        self.nonterminals = set([rule.nonterminal for rule in rules])

    def make_transformer(self, print_code=False):
        start = self.rules[0].nonterminal
        with self.block("class ToAST(object):"):
            for rule, changes in zip(self.rules, self.changes):
                self.create_visit_method(rule, changes)
            with self.block("def transform(self, tree):"):
                self.emit("assert isinstance(tree, Nonterminal)")
                self.emit("assert tree.symbol == %r" % (start,))
                self.emit("nodes = self.visit_%s(tree)" % (start,))
                self.emit("assert len(nodes) == 1")
                self.emit("return nodes[0]")
        code = self.get_code()
        if print_code:
            print code
        namespace = {"Nonterminal": Nonterminal, "we_are_translated": we_are_translated}
        exec code in namespace
        ToAST = namespace["ToAST"]
        ToAST.__module__ = __name__
        ToAST.source = code
        ToAST.changes = self.changes
        return ToAST

    def create_visit_method(self, rule, changes):
        with self.block("def visit_%s(self, node):" % (rule.nonterminal,)):
            if not changes:
                self.emit("return [node]")
                return
            self.emit("parts = node.children")
            alternatives = zip(rule.expansions, changes)
            for i, (expansion, change) in enumerate(alternatives):
                others = [other for other, _ in alternatives[i + 1:]]
                if not others:
                    self.create_returning_code(rule, expansion, change)
                    return
                with self.block("if %s:" % (self.condition(expansion, others),)):
                    self.create_returning_code(rule, expansion, change)

    def condition(self, expansion, others):
        """Tells one expansion from those that come behind it: by the number of symbols and those symbols that differ."""
        length = len(expansion)
        tests = []
        if [other for other in others if len(other) != length]:
            tests.append("len(parts) == %d" % length)
        alike = [other for other in others if len(other) == length]
        for i, symbol in enumerate(expansion):
            differing = [other for other in alike if other[i] != symbol]
            if differing:
                tests.append("parts[%d].symbol == %r" % (i, symbol))
                alike = [other for other in alike if other[i] == symbol]
        return " and ".join(tests) or "True"

    def dispatch(self, symbol, expr):
        """The expression for what becomes of a part of the tree."""
        if symbol in self.nonterminals:
            return "self.visit_%s(%s)" % (symbol, expr)
        return "[%s]" % (expr,)

    def create_returning_code(self, rule, expansion, change):
        if REPLACE in change:
            assert change.count(REPLACE) == 1, "only one part can stand for the rule %s" % (rule,)
            i = change.index(REPLACE)
            self.emit("return " + self.dispatch(expansion[i], "parts[%d]" % i))
            return
        self.emit("children = []")
        for i, (symbol, mark) in enumerate(zip(expansion, change)):
            nodes = self.dispatch(symbol, "parts[%d]" % i)
            if mark == KEEP:
                self.emit("children.extend(%s)" % (nodes,))
            elif mark == EXPAND:
                self.emit("nodes = " + nodes)
                self.emit("assert len(nodes) == 1")
                self.emit("children.extend(nodes[0].children)")
        self.emit("return [Nonterminal(node.symbol, children)]")
