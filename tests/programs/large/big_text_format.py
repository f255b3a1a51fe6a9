# word wrapping, justification, tables and roman page numbers
def words_of(text):
    return [w for w in text.replace("\n", " ").split(" ") if w]


def pad_right(s, n):
    return s + " " * max(0, n - len(s))


def pad_left(s, n):
    return " " * max(0, n - len(s)) + s


def center(s, n):
    left = (n - len(s)) // 2
    return pad_right(" " * max(0, left) + s, n)


def wrap(text, width):
    lines = []
    cur = []
    size = 0
    for w in words_of(text):
        if cur and size + len(cur) + len(w) > width:
            lines.append(cur)
            cur = []
            size = 0
        cur.append(w)
        size += len(w)
    if cur:
        lines.append(cur)
    return lines


def justify(words, width):
    if len(words) == 1:
        return words[0]
    size = 0
    for w in words:
        size += len(w)
    gaps = len(words) - 1
    space = width - size
    out = words[0]
    for i in range(gaps):
        n = space // gaps
        if i < space % gaps:
            n += 1
        out += " " * n + words[i + 1]
    return out


class Column(object):
    align = "left"

    def __init__(self, title):
        self.title = title
        self.cells = []

    def add(self, s):
        self.cells.append(s)

    def width(self):
        n = len(self.title)
        for c in self.cells:
            n = max(n, len(c))
        return n

    def cell(self, i):
        return pad_right(self.cells[i], self.width())


class NumberColumn(Column):
    def cell(self, i):
        return pad_left(self.cells[i], self.width())


class Table(object):
    def __init__(self, columns):
        self.columns = columns

    def show(self):
        print " | ".join([center(c.title, c.width()) for c in self.columns])
        print "-+-".join(["-" * c.width() for c in self.columns])
        for i in range(len(self.columns[0].cells)):
            print " | ".join([c.cell(i) for c in self.columns])


TEXT = """It is not the critic who counts, nor the one who points out how the strong one stumbles;
the credit belongs to those who are in the arena, whose faces are marred by dust and sweat."""


def entry_point(argv):
    for width in [20, 35 * len(argv)]:
        print "=" * width
        lines = wrap(TEXT, width)
        for i in range(len(lines)):
            if i == len(lines) - 1:
                print " ".join(lines[i])
            else:
                print justify(lines[i], width)
    names = Column("name")
    sizes = NumberColumn("size")
    kinds = Column("kind of thing")
    for row in "apple:150:fruit;whale:150000000:mammal;ant:1:insect".split(";"):
        cells = row.split(":")
        names.add(cells[0])
        sizes.add(cells[1])
        kinds.add(cells[2])
    Table([names, sizes, kinds]).show()
    return 0


def target(driver, args):
    return entry_point, None
