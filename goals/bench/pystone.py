# the classical mix of statements over records, arrays, characters and strings; argument: loops
# slow: mixed benchmark
import time

IDENT_1, IDENT_2, IDENT_3, IDENT_4, IDENT_5 = range(1, 6)


class Record(object):
    def __init__(self, pointer=None, discriminant=0, component=0, number=0, text=""):
        self.pointer = pointer
        self.discriminant = discriminant
        self.component = component
        self.number = number
        self.text = text

    def copy(self):
        return Record(self.pointer, self.discriminant, self.component, self.number, self.text)


class Globals(object):
    def __init__(self):
        self.number = 0
        self.flag = False
        self.char1 = "\0"
        self.char2 = "\0"
        self.array1 = [0] * 51
        self.array2 = [[0] * 51 for i in range(51)]
        self.record = None
        self.next_record = None


g = Globals()


def first(record):
    nxt = g.record.copy()
    record.pointer = nxt
    record.number = 5
    nxt.number = record.number
    nxt.pointer = record.pointer
    nxt.pointer = third(nxt.pointer)
    if nxt.discriminant == IDENT_1:
        nxt.number = 6
        nxt.component = sixth(record.component)
        nxt.pointer = g.record.pointer
        nxt.number = seventh(nxt.number, 10)
    else:
        record = nxt.copy()
    nxt.pointer = None
    return record


def second(n):
    loc = n + 10
    while True:
        if g.char1 == "A":
            loc -= 1
            n = loc - g.number
            return n


def third(pointer):
    if g.record is not None:
        pointer = g.record.pointer
    else:
        g.number = 100
    g.record.number = seventh(10, g.number)
    return pointer


def fourth():
    flag = g.char1 == "A"
    flag = flag or g.flag
    g.char2 = "B"
    return flag


def fifth():
    g.char1 = "A"
    g.flag = False


def sixth(enum):
    out = enum
    if enum != IDENT_3:
        out = IDENT_4
    if enum == IDENT_1:
        out = IDENT_1
    elif enum == IDENT_2:
        if g.number > 100:
            out = IDENT_1
        else:
            out = IDENT_4
    elif enum == IDENT_3:
        out = IDENT_2
    elif enum == IDENT_5:
        out = IDENT_3
    return out


def seventh(a, b):
    return a + 2 + b


def eighth(one, two, a, b):
    loc = a + 5
    one[loc] = b
    one[loc + 1] = one[loc]
    one[loc + 30] = loc
    for i in range(loc, loc + 2):
        two[loc][i] = loc
    two[loc][loc - 1] += 1
    two[loc + 20][loc] = one[loc]
    g.number = 5


def func1(a, b):
    c = a
    if c != b:
        return IDENT_1
    return IDENT_2


def func2(s, t):
    loc = 1
    char = "\0"
    while loc <= 1:
        if func1(s[loc], t[loc + 1]) == IDENT_1:
            char = "A"
            loc += 1
    if char >= "W" and char <= "Z":
        loc = 7
    if char == "X":
        return True
    if s > t:
        loc += 7
        return True
    return False


def run(loops):
    g.next_record = Record()
    g.record = Record(g.next_record, IDENT_1, IDENT_3, 40, "DHRYSTONE PROGRAM, SOME STRING")
    text1 = "DHRYSTONE PROGRAM, 1'ST STRING"
    g.array2[8][7] = 10
    int1 = 0
    int2 = 0
    int3 = 0
    for i in range(loops):
        fifth()
        fourth()
        int1 = 2
        int2 = 3
        text2 = "DHRYSTONE PROGRAM, 2'ND STRING"
        enum = IDENT_2
        g.flag = not func2(text1, text2)
        while int1 < int2:
            int3 = 5 * int1 - int2
            int3 = seventh(int1, int2)
            int1 += 1
        eighth(g.array1, g.array2, int1, int3)
        g.record = first(g.record)
        char = "A"
        while char <= g.char2:
            if enum == func1(char, "C"):
                enum = sixth(IDENT_1)
            char = chr(ord(char) + 1)
        int3 = int2 * int1
        int2 = int3 // int1
        int2 = 7 * (int3 - int2) - int1
        int1 = second(int1)
    return int1, int2, int3


def entry_point(argv):
    loops = 100000000
    timed = True
    if len(argv) > 1:
        loops = int(argv[1])
        timed = False
    start = time.time()
    a, b, c = run(loops)
    if timed:
        print "pystones per second: %d" % int(loops / (time.time() - start))
    print a, b, c, g.number, g.char1, g.char2, g.array1[8], g.array2[8][7]
    return 0


def target(driver, args):
    return entry_point, None
