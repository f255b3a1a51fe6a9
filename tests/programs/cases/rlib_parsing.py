# rlib.parsing: lexers and parsers from a grammar, and automata from regular expressions.
from _cases import entry_point_of
from rpython.rlib.parsing.deterministic import LexerError
from rpython.rlib.parsing.ebnfparse import make_parse_function, parse_ebnf
from rpython.rlib.parsing.parsing import ParseError
from rpython.rlib.parsing.regexparse import parse_regex
from rpython.rlib.parsing.tree import Nonterminal, RPythonVisitor, Symbol, VisitError

regexs, rules, ToAST = parse_ebnf(r"""
DECIMAL: "0|[1-9][0-9]*";
NAME: "[a-z]+";
IGNORE: " |\n";
statement: >assignment< | additive;
assignment: NAME ["="] additive;
additive: multitive ["+"] additive | <multitive>;
multitive: primary ["*"] multitive | <primary>;
primary: "(" <additive> ")" | <DECIMAL> | <NAME> | call;
call: NAME "(" [DECIMAL] ")" | NAME "[" (additive ",")* additive "]";
""")
parse = make_parse_function(regexs, rules, eof=True)


def show(tree):
    if isinstance(tree, Symbol):
        return tree.additional_info
    assert isinstance(tree, Nonterminal)
    return tree.symbol + '(' + ' '.join([show(child) for child in tree.children]) + ')'


def parsed(text):
    return ToAST().transform(parse(text))


def case_expressions():
    for text in ['1', 'x', '1 + 2', '2 * 3 + 4', '(1 + 2) * 3']:
        print show(parsed(text))


def case_assignment():
    print show(parsed('x = 1 + y'))


def case_repetition():
    print show(parsed('f[1, 2, 3]'))


def case_raw_trees():
    tree = parse('7')
    print tree.symbol, len(tree.children)


def case_parse_errors():
    for text in ['1 +', '+ 1', '1 2', '(1', '']:
        try:
            parse(text)
            print 'fine'
        except ParseError, e:
            print e.source_pos.lineno, e.source_pos.columnno, int(len(e.errorinformation.failure_reasons) > 0)


def case_lexer_errors():
    try:
        parse('1 + \n ?')
    except LexerError, e:
        print e.source_pos.lineno, e.source_pos.columnno
        print e.nice_error_message('input')


class Evaluator(RPythonVisitor):
    def visit_additive(self, node):
        return self.dispatch(node.children[0]) + self.dispatch(node.children[1])

    def visit_multitive(self, node):
        return self.dispatch(node.children[0]) * self.dispatch(node.children[1])

    def visit_statement(self, node):
        return self.dispatch(node.children[0])

    def visit_primary(self, node):
        if len(node.children) == 3:
            return self.dispatch(node.children[1])
        return self.dispatch(node.children[0])

    def visit_DECIMAL(self, node):
        return int(node.additional_info)


def case_visitor():
    for text in ['1 + 2 * 3', '(1 + 2) * 3', '2 * 2 * 2 + 1']:
        print Evaluator().dispatch(parsed(text)),
    print


def case_visitor_without_method():
    try:
        Evaluator().dispatch(parsed('x'))
    except VisitError, e:
        print e.node.symbol


def case_source_positions():
    tree = parsed('x = \n  5')
    print tree.getsourcepos().lineno, tree.getsourcepos().columnno, tree.children[-1].getsourcepos().lineno


class Runner(object):
    """What a lexer keeps."""

    def __init__(self, text):
        self.text = text
        self.state = 0
        self.last_matched_state = -1
        self.last_matched_index = -1


def compiled(regex):
    """A function that gives the length of the longest beginning of a text that matches, or -1."""
    automaton = parse_regex(regex).make_automaton().make_deterministic()
    automaton.optimize()
    code = automaton.make_lexing_code()
    if isinstance(code, str):
        namespace = {}
        exec code in namespace
        code = namespace['recognize']

    def longest(text):
        runner = Runner(text)
        code(runner, 0)
        if runner.last_matched_state < 0:
            return -1
        return runner.last_matched_index + 1
    return longest


matches_word = compiled('[a-z]+(_[a-z]+)*')
matches_number = compiled('-?(0|[1-9][0-9]*)(\\.[0-9]+)?')
matches_repeats = compiled('(ab){2,3}c?')


def case_regular_expressions():
    for text in ['word', 'two_words', '_no', 'no_', '']:
        print matches_word(text),
    for text in ['0', '-12.5', '01', '1.', '7.25']:
        print matches_number(text),
    for text in ['ab', 'abab', 'ababab', 'abababab', 'ababc']:
        print matches_repeats(text),
    print


matches_class = compiled('[^a-c]|[A-Z0-9]+')
matches_choice = compiled('a(b|c)*d|(x?y)+')


def case_classes_and_choices():
    for text in ['d', 'a', 'Z9', 'dd', '']:
        print matches_class(text),
    for text in ['ad', 'abcbd', 'abc', 'bd', 'yxyy', 'xx']:
        print matches_choice(text),
    print


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
