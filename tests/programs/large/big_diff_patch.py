# line differences by longest common subsequences, and patches that apply them
class Conflict(Exception):
    def __init__(self, line):
        self.line = line


class Edit(object):
    def __init__(self, kind, text):
        self.kind = kind
        self.text = text


def lcs_table(a, b):
    table = [[0] * (len(b) + 1) for i in range(len(a) + 1)]
    for i in range(len(a) - 1, -1, -1):
        for j in range(len(b) - 1, -1, -1):
            if a[i] == b[j]:
                table[i][j] = table[i + 1][j + 1] + 1
            else:
                table[i][j] = max(table[i + 1][j], table[i][j + 1])
    return table


def diff(a, b):
    table = lcs_table(a, b)
    out = []
    i = 0
    j = 0
    while i < len(a) or j < len(b):
        if i < len(a) and j < len(b) and a[i] == b[j]:
            out.append(Edit(" ", a[i]))
            i += 1
            j += 1
        elif j == len(b) or (i < len(a) and table[i + 1][j] >= table[i][j + 1]):
            out.append(Edit("-", a[i]))
            i += 1
        else:
            out.append(Edit("+", b[j]))
            j += 1
    return out


def patch(lines, edits):
    out = []
    i = 0
    for e in edits:
        if e.kind == "+":
            out.append(e.text)
            continue
        try:
            line = lines[i]
        except IndexError:
            raise Conflict(i)
        if line != e.text:
            raise Conflict(i)
        if e.kind == " ":
            out.append(line)
        i += 1
    return out


def invert(edits):
    out = []
    for e in edits:
        kind = e.kind
        if kind == "+":
            kind = "-"
        elif kind == "-":
            kind = "+"
        out.append(Edit(kind, e.text))
    return out


OLD = """one
two
three
four
five
six"""

NEW = """zero
one
three
4
five
five and a half
six"""


def same(a, b):
    return "same" if a == b else "different"


def entry_point(argv):
    a = OLD.split("\n")
    b = (NEW * len(argv)).split("\n")
    edits = diff(a, b)
    for e in edits:
        print e.kind, e.text
    print same(patch(a, edits), b), same(patch(b, invert(edits)), a), same(patch(a, diff(a, a)), a)
    try:
        patch(b, edits)
        print "never"
    except Conflict as e:
        print "conflict at", e.line
    chars = diff([c for c in "kitten"], [c for c in "sitting"])
    print "".join([e.kind + e.text for e in chars])
    empty = diff(a[:0], b)
    print len(empty), empty[0].kind, len(diff(a[:0], a[:0]))
    return 0


def target(driver, args):
    return entry_point, None
