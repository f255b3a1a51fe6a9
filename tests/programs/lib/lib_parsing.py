# Lexers and automata from regular expressions.
from rpython.rlib.parsing.deterministic import LexerError
from rpython.rlib.parsing.lexer import Lexer
from rpython.rlib.parsing.regexparse import parse_regex

NAMES = ['IF', 'NAME', 'NUMBER', 'OP', 'STRING', 'SPACE']
REGEXES = ['if', '[a-zA-Z_][a-zA-Z0-9_]*', r'[0-9]+(\.[0-9]+)?', r'\+|\-|\*|==|=|\(|\)', r'"[^\\"]*(\\.[^\\"]*)*"',
           r'[\ \t\n]+']
lexer = Lexer([parse_regex(r) for r in REGEXES], NAMES, ignore=['SPACE'])


def tokens(text, eof):
    try:
        for token in lexer.tokenize(text, eof):
            pos = token.source_pos
            print token.name, token.source, pos.i, pos.lineno, pos.columnno
    except LexerError as e:
        print 'error', e.source_pos.i, e.source_pos.lineno, e.source_pos.columnno


def entry_point(argv):
    tokens('if iffy == 3.25 + (x)\n  y = "a\\"b"', False)
    tokens('a\n\n b ', True)
    tokens('', True)
    tokens('a ? b', False)
    tokens('"open', False)
    runner = lexer.get_runner('x 12')
    token = runner.find_next_token()
    print token.name, runner.find_next_token().source
    return 0


def target(driver, args):
    return entry_point, None
