# a trie with prefix search, deletion and a spelling suggester; boggle on top
class Trie(object):
    def __init__(self):
        self.kids = {}
        self.ends = False

    def add(self, word):
        t = self
        for c in word:
            if c not in t.kids:
                t.kids[c] = Trie()
            t = t.kids[c]
        t.ends = True

    def walk(self, prefix):
        t = self
        for c in prefix:
            t = t.kids.get(c, None)
            if t is None:
                return None
        return t

    def contains(self, word):
        t = self.walk(word)
        return t is not None and t.ends

    def collect(self, prefix, out):
        if self.ends:
            out.append(prefix)
        for k in range(26):
            c = chr(ord("a") + k)
            if c in self.kids:
                self.kids[c].collect(prefix + c, out)

    def complete(self, prefix):
        out = []
        t = self.walk(prefix)
        if t is not None:
            t.collect(prefix, out)
        return out

    def remove(self, word):
        if not word:
            self.ends = False
            return not self.kids
        c = word[0]
        kid = self.kids.get(c, None)
        if kid is None:
            return False
        if kid.remove(word[1:]):
            del self.kids[c]
        return not self.ends and not self.kids

    def size(self):
        n = 1
        for c in self.kids:
            n += self.kids[c].size()
        return n

    def near(self, word, errors, prefix, out):
        if not word:
            if self.ends:
                out[prefix] = True
        else:
            kid = self.kids.get(word[0], None)
            if kid is not None:
                kid.near(word[1:], errors, prefix + word[0], out)
        if errors == 0:
            return
        if word:
            self.near(word[1:], errors - 1, prefix, out)
        for c in self.kids:
            self.kids[c].near(word, errors - 1, prefix + c, out)
            if word:
                self.kids[c].near(word[1:], errors - 1, prefix + c, out)


class Boggle(object):
    def __init__(self, rows, trie):
        self.rows = rows
        self.trie = trie
        self.used = {}
        self.found = {}

    def search(self, x, y, t, prefix):
        if y < 0 or y >= len(self.rows) or x < 0 or x >= len(self.rows[y]) or (x, y) in self.used:
            return
        c = self.rows[y][x]
        kid = t.kids.get(c, None)
        if kid is None:
            return
        word = prefix + c
        if kid.ends:
            self.found[word] = True
        self.used[(x, y)] = True
        for dx in range(-1, 2):
            for dy in range(-1, 2):
                self.search(x + dx, y + dy, kid, word)
        del self.used[(x, y)]

    def solve(self):
        for y in range(len(self.rows)):
            for x in range(len(self.rows[y])):
                self.search(x, y, self.trie, "")
        t = Trie()
        for w in self.found:
            t.add(w)
        return t.complete("")


WORDS = "car card care cart cat catalog dog do done door dot art tar rat trace crate ace arc oar road".split(" ")


def entry_point(argv):
    t = Trie()
    for w in WORDS:
        t.add(w)
    print t.size(), t.contains("car" * len(argv)) and "yes" or "no", t.contains("ca") and "yes" or "no"
    print " ".join(t.complete("car")), "|", " ".join(t.complete("do")), "|", " ".join(t.complete("zz"))
    for word in ["carr", "dorr", "ctar"]:
        out = {}
        t.near(word, 1, "", out)
        s = Trie()
        for w in out:
            s.add(w)
        print word, "->", " ".join(s.complete(""))
    print " ".join(Boggle(["rac", "ote", "dgn"], t).solve())
    for w in ["cart", "care", "card", "nothing"]:
        t.remove(w)
    print " ".join(t.complete("car")), t.size()
    return 0


def target(driver, args):
    return entry_point, None
