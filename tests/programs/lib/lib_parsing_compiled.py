# A parser made of rules, compiled to a class with a method for each symbol
# skip: reference (its trees have no children)
from rpython.rlib.parsing.lexer import SourcePos, Token
from rpython.rlib.parsing.parsing import PackratParser, ParserCompiler, Rule
from rpython.rlib.parsing.tree import Nonterminal

sums = [Rule("expression", [["additive", "EOF"]]), Rule("additive", [["multitive", "+", "additive"], ["multitive"]]),
        Rule("multitive", [["primary", "*", "multitive"], ["primary"]]),
        Rule("primary", [["(", "additive", ")"], ["decimal"]]), Rule("decimal", [[c] for c in "0123456789"])]
Sums = ParserCompiler(PackratParser(sums, "expression")).compile()

# Which of two expansions it is, only their ends tell.
brackets = [Rule("pair", [["x", "pair", "y"], ["x", "pair", "z"], ["x"]])]
Brackets = ParserCompiler(PackratParser(brackets, "pair")).compile()


def tokens_of(text):
    tokens = [Token(text[i], text[i], SourcePos(i, 0, i)) for i in range(len(text))]
    tokens.append(Token("EOF", "", SourcePos(len(text), 0, len(text))))
    return tokens


def entry_point(argv):
    for text in ["2*(3+4)", "1", "1+2+3*4*(5+6)"]:
        tree = Sums().parse(tokens_of(text))
        print tree.symbol, len(tree.children), tree.children[0].symbol
    for text in ["x", "xxz", "xxxzy"]:
        tree = Brackets().parse(tokens_of(text))
        print tree.symbol
    return 0


def target(driver, args):
    return entry_point, None
