# regular expressions: rsre_re with constant patterns, rsre_core on its own
# skip: untranslated (takes long)
from rpython.rlib.rsre import rsre_re as re
from rpython.rlib.rsre import rsre_core
from rpython.rlib.rsre.rpy import get_code

NUMBER = get_code(r"-?\d+(\.\d+)?([eE][+-]?\d+)?")
CURRENCY = get_code(u"[^ -~](\\w+)")
WORD = get_code(r"[^\W\d_][\w-]*")

def show(m):
    if m is None:
        print "no match"
        return
    text = m.group(0)
    if text is not None:
        print m.start(), m.end(), text

def show_group(m, n):
    if m is None:
        print "no match"
        return
    text = m.group(n)
    if text is None:
        print "none"
    else:
        print m.span(n)[0], m.span(n)[1], text

def core(s):
    ctx = rsre_core.StrMatchContext(s, 0, len(s))
    if rsre_core.search_context(ctx, NUMBER):
        print ctx.match_start, ctx.match_end, ctx.span(1)[0], ctx.span(2)[1]
    else:
        print "nothing"
    ctx = rsre_core.StrMatchContext(s, 1, len(s))
    print rsre_core.match_context(ctx, WORD) and "word" or "no word"

def tokens(s):
    for t in re.findall(r"[\s,]*(~@|[\[\]{}()'`~^@]|\"(?:\\.|[^\\\"])*\"?|;.*|[^\s\[\]{}()'\"`,;]*)", s):
        if t:
            print "<" + t + ">",
    print

def entry_point(argv):
    x = "x" * len(argv)
    show(re.match(r"a+b*c?", "aaabbd" + x))
    show(re.match(r"a+?b", "aaab" + x))
    show(re.match(r"(ab|a)(bc|c)?$", "abc"[:2 + len(argv)]))
    show_group(re.match(r"(ab|a)(bc|c)?$", "abc"[:2 + len(argv)]), 2)
    show_group(re.match(r"(a)|(b)", "b" + x), 1)
    show_group(re.match(r"((a|b)*)c", "ababc" + x), 2)
    show(re.search(r"\bfoo\b", "a foobar foo" + " " + x))
    show(re.search(r"(\w)\1", "abcddef" + x))
    show(re.search(r"(?i)HeLLo\s+[a-w]+x", "say heLLo   WORLDX" + x))
    show(re.search(r"^b", "a\nb" + x, re.MULTILINE))
    show(re.search(r"a$", "a\nb" + x, re.MULTILINE))
    show(re.search(r"a.b", "a\nb" + x))
    show(re.search(r"a.b", "a\nb" + x, re.DOTALL))
    show(re.search(r"(?<=x)y(?!z)", "xyz yx xy " + x))
    show(re.search(r"(?<!a)b(?=c)", "abc bc" + x))
    show(re.match(r"(?:ab){2,3}", "ababababab" + x))
    show(re.match(r"(?:ab){2,3}?", "ababababab" + x))
    show(re.match(r"a{2}b{0,1}", "aab" + x))
    show(re.match(r"(a?)*b", "aaab" + x))
    show(re.match(r"(a*)+$", "aaa" + "b" * len(argv)))
    show(re.match(r"(<)?\w+(?(1)>|!)", "<tag>" + x))
    show(re.match(r"(<)?\w+(?(1)>|!)", "tag!" + x))
    show(re.match(r"(?P<year>\d{4})-(?P<month>\d\d)", "2024-05" + x))
    show(re.match(r"[^a-c\d]+", "xyz-a1" + x))
    show(re.match(r"[]a\-z]+", "]-az" + x))
    show(re.match(r".*?(x+)", "aaxxx"))
    show(re.match(r"\x41\101\t?", "AA" + x))
    tokens("(def! f (fn* [a] \"s\\\"tr\")) ; comment" * len(argv))
    print "|".join(re.findall(r"\d+", "1 22 333 " + x))
    print "|".join(re.split(r"\s*,\s*", "a , b,c ,  d" + x))
    for m in re.finditer(r"[aeiou]", "regular" * len(argv)):
        print m.start(),
    print
    u = u"\u20acuro 12" + unicode(x)
    ctx = rsre_core.UnicodeMatchContext(u, 0, len(u))
    print rsre_core.search_context(ctx, CURRENCY) and "found" or "nothing",
    print ctx.span(0)[0], ctx.span(1)[0], ctx.span(1)[1]
    core("+ 3.25e-7 x" * len(argv))
    core("-word_ -12" * len(argv))
    print len(re.findall(r"(?:a|b)*c", "ab" * 20000 + "c" + x))
    return 0


def target(driver, args):
    return entry_point, None
