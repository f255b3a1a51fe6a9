# Parsers made of grammars in text: tokens, rules, marks, visitors, and messages about input that does not fit
from rpython.rlib.parsing.deterministic import LexerError
from rpython.rlib.parsing.ebnfparse import make_parse_function, parse_ebnf
from rpython.rlib.parsing.lexer import SourcePos, Token
from rpython.rlib.parsing.parsing import PackratParser, ParseError, Rule
from rpython.rlib.parsing.tree import Nonterminal, RPythonVisitor, Symbol, VisitError

regexs, rules, ToAST = parse_ebnf(r"""
NUMBER: "0|[1-9][0-9]*";
NAME: "[a-z]+";
IGNORE: " |\n|#[^\n]*";
program: (statement [";"])* statement EOF;   # the last one has no semicolon
statement: NAME ["="] sum | "print" sum | <block>;
block: ["{"] >list< ["}"] | "{" "}";
list: (statement [";"])* statement;
sum: product (sign product)+ | <product>;
sign: "+" | "-";
product: power ["*"] product | <power>;
power: atom (["^"] power)? ;
atom: <NUMBER> | call | <NAME> | "(" <sum> ")";
call: NAME ["("] (sum [","])* sum [")"] | NAME ["("] [")"];
""")
parse_program = make_parse_function(regexs, rules, eof=True)

json_regexs, json_rules, JsonAST = parse_ebnf(r"""
STRING: "'[^']*'";
NUMBER: "\-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][\+\-]?[0-9]+)?";
IGNORE: " |\n";
value: <STRING> | <NUMBER> | <object> | <array> | <"null"> | <"true"> | <"false">;
object: ["{"] (entry [","])* entry ["}"] | "{" "}";
array: ["["] (value [","])* value ["]"] | "[" "]";
entry: STRING [":"] value;
""")
parse_json = make_parse_function(json_regexs, json_rules, eof=True)

list_regexs, list_rules, ListAST = parse_ebnf("""
A: "a";
B: "b+";
IGNORE: " ";
start: A* B? "c" | "x"+ >rest<?  ["end"];
rest: "(" start ")" | "(" ")";
""")
parse_list = make_parse_function(list_regexs, list_rules, eof=False)


def show(node):
    if isinstance(node, Symbol):
        return node.additional_info
    assert isinstance(node, Nonterminal)
    return node.symbol + "(" + " ".join([show(child) for child in node.children]) + ")"


class Sizes(RPythonVisitor):
    def visit_array(self, node):
        return 1 + self.total(node.children)

    def visit_object(self, node):
        return 100 + self.total(node.children)

    def general_symbol_visit(self, node):
        return len(node.additional_info) * 10000

    def general_nonterminal_visit(self, node):
        return self.total(node.children)

    def total(self, nodes):
        result = 0
        for node in nodes:
            result += self.dispatch(node)
        return result


class Picky(RPythonVisitor):
    def visit_array(self, node):
        return len(node.children)


def program(text):
    try:
        tree = parse_program(text)
    except ParseError as e:
        print e.nice_error_message("<text>", text)
        return
    except LexerError as e:
        print e.nice_error_message("<text>")
        return
    print show(tree)
    print show(ToAST().transform(tree))


def json(text):
    try:
        tree = parse_json(text)
    except ParseError as e:
        pos = e.source_pos
        print pos.i, pos.lineno, pos.columnno
        print ' '.join(e.errorinformation.failure_reasons)
        print e.nice_error_message()
        return
    ast = JsonAST().transform(tree)
    print show(ast), Sizes().dispatch(ast)
    try:
        print Picky().dispatch(ast)
    except VisitError as e:
        node = e.node
        if isinstance(node, Nonterminal):
            print "cannot visit", node.symbol
        else:
            print "cannot visit a leaf"


def lists(text):
    try:
        tree = parse_list(text)
    except ParseError as e:
        print e.nice_error_message("list", text)
        return
    except LexerError as e:
        print e.source_pos.i
        return
    print show(tree)
    nodes = ListAST().visit_start(tree)
    print len(nodes), show(nodes[0]), tree.getsourcepos().i


sums = [Rule("expression", [["additive", "EOF"]]), Rule("additive", [["multitive", "+", "additive"], ["multitive"]]),
        Rule("multitive", [["primary", "*", "multitive"], ["primary"]]),
        Rule("primary", [["(", "additive", ")"], ["decimal"]]), Rule("decimal", [[c] for c in "0123456789"])]
by_rules = PackratParser(sums, "expression")


def tokens_of(text):
    tokens = [Token(text[i], text[i], SourcePos(i, 0, i)) for i in range(len(text))]
    tokens.append(Token("EOF", "", SourcePos(len(text), 0, len(text))))
    return tokens


def symbols(node):
    if isinstance(node, Nonterminal):
        return node.symbol[:3] + "[" + "".join([symbols(child) for child in node.children]) + "]"
    return node.symbol


def by_hand(text):
    try:
        print symbols(by_rules.parse(tokens_of(text)))
    except ParseError as e:
        print e.nice_error_message("sum", text)
        return


def entry_point(argv):
    program("a = 1")
    program("a = 1 + 2*b^c^2 - (3); print f(a, 4, g()) ; {b = a; c = 5}")
    program("{}; # nothing\nx = 1")
    program("a = 1 +")
    program("a = 1;\nb = = 2")
    program("a = 1;\n  b = $")
    program("print print")
    program("")
    json("[1, 2.5, -3e+7, {'a': null, 'b': [true, []]}, {}]")
    json("{'x': 'yyy'}")
    json("17")
    json("[1,\n 2,,]")
    json("{'a' 1}")
    lists("a a bb c")
    lists("c")
    lists("x x end")
    lists("x (a a c) end")
    lists("x () end")
    lists("q")
    by_hand("2*(3+4)")
    by_hand("1")
    by_hand("1+2+3*4*(5+6)")
    by_hand("1+")
    by_hand("2(3)")
    for pair in regexs:
        print pair[0],
    print
    for rule in rules[:4]:
        print rule.nonterminal, len(rule.expansions)
    return 0


regexs = [(name, None) for name, _ in regexs]


def target(driver, args):
    return entry_point, None
