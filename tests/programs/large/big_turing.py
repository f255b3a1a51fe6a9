# a Turing machine, a queue automaton and a tag system run from tables in text
class Machine(object):
    def __init__(self, table):
        self.rules = {}
        self.start = ""
        for line in table.split("\n"):
            words = [w for w in line.split(" ") if w]
            if len(words) != 5:
                continue
            if not self.start:
                self.start = words[0]
            self.rules[(words[0], words[1])] = (words[2], words[3], words[4])

    def run(self, text, limit):
        tape = {}
        for i in range(len(text)):
            tape[i] = text[i:i + 1]
        state = self.start
        pos = 0
        steps = 0
        lo = 0
        hi = len(text) - 1
        while state != "halt" and steps < limit:
            symbol = tape.get(pos, "_")
            key = (state, symbol)
            if key not in self.rules:
                return "stuck in %s at %s" % (state, symbol)
            write, move, state = self.rules[key]
            tape[pos] = write
            if move == "R":
                pos += 1
            elif move == "L":
                pos -= 1
            lo = min(lo, pos)
            hi = max(hi, pos)
            steps += 1
        out = ""
        for i in range(lo, hi + 1):
            out += tape.get(i, "_")
        return "%s after %d steps in %s" % (out.strip("_"), steps, state)


INCREMENT = """
right 0 0 R right
right 1 1 R right
right _ _ L carry
carry 1 0 L carry
carry 0 1 L halt
carry _ 1 L halt
"""

BEAVER = """
A _ 1 R B
A 1 1 L C
B _ 1 L A
B 1 1 R B
C _ 1 L B
C 1 1 R halt
"""

PALINDROME = """
start a _ R have_a
start b _ R have_b
start _ Y L halt
have_a a a R have_a
have_a b b R have_a
have_a _ _ L match_a
have_b a a R have_b
have_b b b R have_b
have_b _ _ L match_b
match_a a _ L back
match_a _ Y L halt
match_b b _ L back
match_b _ Y L halt
back a a L back
back b b L back
back _ _ R start
"""


def tag_system(word, rules, deletion, limit):
    steps = 0
    longest = len(word)
    while len(word) >= deletion and steps < limit:
        c = word[0]
        if c == "H":
            break
        word = word[deletion:] + rules[ord(c) - ord("a")]
        longest = max(longest, len(word))
        steps += 1
    return "%s after %d, longest %d" % (word, steps, longest)


def cellular(rule, width, rows):
    cells = [0] * width
    cells[width // 2] = 1
    for r in range(rows):
        print "".join(["#" if c else "." for c in cells])
        cells = [rule >> (cells[(i - 1) % width] * 4 + cells[i] * 2 + cells[(i + 1) % width]) & 1 for i in range(width)]


def entry_point(argv):
    inc = Machine(INCREMENT)
    for s in ["0", "1011", "111", ""]:
        print inc.run(s * len(argv), 1000)
    print Machine(BEAVER).run("", 1000)
    p = Machine(PALINDROME)
    for s in ["abba", "aba", "ab", "a", "abbab"]:
        print s, p.run(s, 1000)
    print Machine("go _ x R go").run("", 20), Machine("go a b R go").run("aac", 20)
    print tag_system("aaa", ["bc", "a", "aaa"], 2, 1000)
    print tag_system("baa", ["ccbaH", "cca", "cc"], 2, 1000)
    cellular(90, 31, 8 * len(argv))
    cellular(30, 21, 6)
    return 0


def target(driver, args):
    return entry_point, None
