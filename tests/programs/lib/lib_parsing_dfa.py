# A function that recognizes a language.
from rpython.rlib.parsing.deterministic import LexerError
from rpython.rlib.parsing.regexparse import parse_regex

dfa = parse_regex('(a|b)*abb|[x-z]{2,3}').make_automaton().make_deterministic()
dfa.optimize()
recognize = dfa.make_code()


def entry_point(argv):
    for text in ['abb', 'aababb', 'xy', 'zzz', 'ab', 'abbc', '', 'zzzz']:
        try:
            print text, int(recognize(text))
        except LexerError:
            print text, 'no'
    return 0


def target(driver, args):
    return entry_point, None
