"""A parser from a file with a grammar."""
from rpython.rlib.parsing.ebnfparse import make_parse_function, parse_ebnf
from rpython.rlib.parsing.parsing import ParseError


def make_parser_from_file(filename):
    """The function that parses a text by the grammar in a file. Prints what is wrong with the grammar, if something is."""
    with open(str(filename), 'rU') as f:
        source = f.read()
    try:
        regexs, rules, ToAST = parse_ebnf(source)
    except ParseError as e:
        print e.nice_error_message(filename=filename, source=source)
        raise
    return make_parse_function(regexs, rules, eof=True)
