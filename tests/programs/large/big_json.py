# a JSON reader and writer
from rpython.rlib.rstring import StringBuilder


class JsonError(Exception):
    def __init__(self, msg, pos):
        self.msg = msg
        self.pos = pos


class Value(object):
    def write(self, b):
        raise NotImplementedError

    def size(self):
        return 1


class Null(Value):
    def write(self, b):
        b.append("null")


class Bool(Value):
    def __init__(self, flag):
        self.flag = flag

    def write(self, b):
        b.append("true" if self.flag else "false")


class Number(Value):
    def __init__(self, n):
        self.n = n

    def write(self, b):
        b.append(str(self.n))


class String(Value):
    def __init__(self, s):
        self.s = s

    def write(self, b):
        write_string(b, self.s)


class Array(Value):
    def __init__(self):
        self.items = []

    def write(self, b):
        b.append("[")
        for i in range(len(self.items)):
            if i:
                b.append(",")
            self.items[i].write(b)
        b.append("]")

    def size(self):
        n = 1
        for v in self.items:
            n += v.size()
        return n


class Object(Value):
    def __init__(self):
        self.keys = []
        self.table = {}

    def put(self, key, value):
        if key not in self.table:
            self.keys.append(key)
        self.table[key] = value

    def write(self, b):
        b.append("{")
        first = True
        for key in self.keys:
            if not first:
                b.append(",")
            first = False
            write_string(b, key)
            b.append(":")
            self.table[key].write(b)
        b.append("}")

    def size(self):
        n = 1
        for key in self.keys:
            n += 1 + self.table[key].size()
        return n


def write_string(b, s):
    b.append("\"")
    for c in s:
        if c == "\"" or c == "\\":
            b.append("\\")
            b.append(c)
        elif c == "\n":
            b.append("\\n")
        elif ord(c) < 32:
            b.append("\\u00")
            b.append("0123456789abcdef"[ord(c) >> 4])
            b.append("0123456789abcdef"[ord(c) & 15])
        else:
            b.append(c)
    b.append("\"")


class Parser(object):
    def __init__(self, text):
        self.text = text
        self.pos = 0

    def fail(self, msg):
        raise JsonError(msg, self.pos)

    def space(self):
        while self.pos < len(self.text) and self.text[self.pos] in " \n\t":
            self.pos += 1

    def peek(self):
        self.space()
        if self.pos >= len(self.text):
            return "\x00"
        return self.text[self.pos]

    def expect(self, c):
        if self.peek() != c:
            self.fail("expected " + c)
        self.pos += 1

    def word(self, w, value):
        for c in w:
            if self.pos >= len(self.text) or self.text[self.pos] != c:
                self.fail("bad word")
            self.pos += 1
        return value

    def value(self):
        c = self.peek()
        if c == "{":
            return self.object()
        elif c == "[":
            return self.array()
        elif c == "\"":
            return String(self.string())
        elif c == "t":
            return self.word("true", Bool(True))
        elif c == "f":
            return self.word("false", Bool(False))
        elif c == "n":
            return self.word("null", Null())
        elif c == "-" or c.isdigit():
            return self.number()
        self.fail("unexpected " + c)

    def number(self):
        sign = 1
        if self.text[self.pos] == "-":
            sign = -1
            self.pos += 1
        n = 0
        digits = 0
        while self.pos < len(self.text) and self.text[self.pos].isdigit():
            n = n * 10 + ord(self.text[self.pos]) - ord("0")
            self.pos += 1
            digits += 1
        if digits == 0:
            self.fail("no digits")
        return Number(sign * n)

    def string(self):
        self.expect("\"")
        b = StringBuilder()
        while True:
            if self.pos >= len(self.text):
                self.fail("open string")
            c = self.text[self.pos]
            self.pos += 1
            if c == "\"":
                return b.build()
            if c == "\\":
                if self.pos >= len(self.text):
                    self.fail("open escape")
                c = self.text[self.pos]
                self.pos += 1
                if c == "n":
                    b.append("\n")
                elif c == "u":
                    code = 0
                    for i in range(4):
                        code = code * 16 + self.hex_digit()
                    b.append((u"" + unichr(code)).encode("utf-8"))
                else:
                    b.append(c)
            else:
                b.append(c)

    def hex_digit(self):
        if self.pos < len(self.text):
            k = "0123456789abcdef".find(self.text[self.pos].lower())
            if k >= 0:
                self.pos += 1
                return k
        self.fail("bad escape")
        return 0

    def array(self):
        a = Array()
        self.expect("[")
        if self.peek() == "]":
            self.pos += 1
            return a
        while True:
            a.items.append(self.value())
            if self.peek() == ",":
                self.pos += 1
                continue
            self.expect("]")
            return a

    def object(self):
        o = Object()
        self.expect("{")
        if self.peek() == "}":
            self.pos += 1
            return o
        while True:
            self.space()
            key = self.string()
            self.expect(":")
            o.put(key, self.value())
            if self.peek() == ",":
                self.pos += 1
                continue
            self.expect("}")
            return o


def check(text):
    try:
        p = Parser(text)
        v = p.value()
        if p.peek() != "\x00":
            p.fail("trailing text")
        b = StringBuilder()
        v.write(b)
        print b.build(), v.size()
    except JsonError as e:
        print "error at %d: %s" % (e.pos, e.msg)


def entry_point(argv):
    check("{\"a\": [1, 2, -30], \"b\": {\"c\": null, \"d\": true}, \"a\": false}")
    check("[[], {}, \"\", \"q\\\"\\\\ \\n\\u0041\\u00e9\", 0]")
    check("  42  ")
    check("[1, 2")
    check("{\"a\" 1}")
    check("[1] 2")
    check("nul")
    check("\"open")
    check("-")
    deep = "[" * 200 + "]" * 200
    print Parser(deep).value().size()
    big = Array()
    for i in range(1000 * len(argv)):
        o = Object()
        o.put("id", Number(i))
        o.put("name", String("item %d" % i))
        big.items.append(o)
    b = StringBuilder()
    big.write(b)
    text = b.build()
    print len(text), Parser(text).value().size()
    return 0


def target(driver, args):
    return entry_point, None
