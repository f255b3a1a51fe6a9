# a compiler from a small imperative language to stack code, and its machine
class CompileError(Exception):
    def __init__(self, msg):
        self.msg = msg


PUSH, LOAD, STORE, ADD, SUB, MUL, DIV, MOD, LT, EQ, NOT, JUMP, JUMPF, PRINT, CALL, RET, POP, HALT = range(18)


class Lexer(object):
    def __init__(self, text):
        self.tokens = []
        i = 0
        while i < len(text):
            c = text[i]
            if c.isspace():
                i += 1
            elif c.isalpha() or c == "_":
                start = i
                while i < len(text) and (text[i].isalnum() or text[i] == "_"):
                    i += 1
                self.tokens.append(text[start:i])
            elif c.isdigit():
                start = i
                while i < len(text) and text[i].isdigit():
                    i += 1
                self.tokens.append(text[start:i])
            elif text[i:i + 2] == "==" or text[i:i + 2] == "!=" or text[i:i + 2] == "<=":
                self.tokens.append(text[i:i + 2])
                i += 2
            else:
                self.tokens.append(text[i:i + 1])
                i += 1
        self.tokens.append("")


class Function(object):
    def __init__(self, name, params):
        self.name = name
        self.params = params
        self.start = -1
        self.locals = {}
        for p in params:
            self.locals[p] = len(self.locals)


class Compiler(object):
    def __init__(self, text):
        self.tokens = Lexer(text).tokens
        self.at = 0
        self.code = []
        self.functions = {}
        self.function = Function("main", [])
        self.patches = []

    def peek(self):
        return self.tokens[self.at]

    def next(self):
        t = self.tokens[self.at]
        if t == "":
            raise CompileError("unexpected end")
        self.at += 1
        return t

    def expect(self, t):
        got = self.peek()
        if got != t:
            raise CompileError("expected " + t + " but got " + got)
        self.at += 1

    def emit(self, op, arg=0):
        self.code.append(op)
        self.code.append(arg)
        return len(self.code) - 2

    def patch(self, at):
        self.code[at + 1] = len(self.code)

    def program(self):
        while self.peek() != "":
            self.statement()
        self.emit(HALT)
        for at, name in self.patches:
            if name not in self.functions:
                raise CompileError("undefined function " + name)
            self.code[at + 1] = self.functions[name].start

    def block(self):
        self.expect("{")
        while self.peek() != "}":
            self.statement()
        self.expect("}")

    def slot(self, name):
        f = self.function
        if name not in f.locals:
            f.locals[name] = len(f.locals)
        return f.locals[name]

    def statement(self):
        t = self.next()
        if t == "print":
            self.expression()
            self.emit(PRINT)
            self.expect(";")
        elif t == "while":
            top = len(self.code)
            self.expression()
            out = self.emit(JUMPF)
            self.block()
            self.emit(JUMP, top)
            self.patch(out)
        elif t == "if":
            self.expression()
            out = self.emit(JUMPF)
            self.block()
            if self.peek() == "else":
                self.next()
                end = self.emit(JUMP)
                self.patch(out)
                self.block()
                self.patch(end)
            else:
                self.patch(out)
        elif t == "def":
            self.definition()
        elif t == "return":
            self.expression()
            self.emit(RET)
            self.expect(";")
        elif self.peek() == "=":
            self.next()
            self.expression()
            self.emit(STORE, self.slot(t))
            self.expect(";")
        else:
            self.at -= 1
            self.expression()
            self.emit(POP)
            self.expect(";")

    def definition(self):
        name = self.next()
        self.expect("(")
        params = []
        while self.peek() != ")":
            params.append(self.next())
            if self.peek() == ",":
                self.next()
        self.expect(")")
        f = Function(name, params)
        self.functions[name] = f
        skip = self.emit(JUMP)
        f.start = len(self.code)
        outer = self.function
        self.function = f
        self.block()
        self.emit(PUSH, 0)
        self.emit(RET)
        self.function = outer
        self.patch(skip)

    def expression(self):
        self.sum()
        while self.peek() in ["<", "==", "!=", "<="]:
            op = self.next()
            self.sum()
            if op == "<":
                self.emit(LT)
            elif op == "==":
                self.emit(EQ)
            elif op == "!=":
                self.emit(EQ)
                self.emit(NOT)
            else:
                raise CompileError("no <= here")

    def sum(self):
        self.product()
        while self.peek() == "+" or self.peek() == "-":
            op = self.next()
            self.product()
            self.emit(ADD if op == "+" else SUB)

    def product(self):
        self.factor()
        while self.peek() == "*" or self.peek() == "/" or self.peek() == "%":
            op = self.next()
            self.factor()
            if op == "*":
                self.emit(MUL)
            elif op == "/":
                self.emit(DIV)
            else:
                self.emit(MOD)

    def factor(self):
        t = self.next()
        if t == "(":
            self.expression()
            self.expect(")")
        elif t[0].isdigit():
            self.emit(PUSH, int(t))
        elif t == "-":
            self.emit(PUSH, 0)
            self.factor()
            self.emit(SUB)
        elif t[0].isalpha():
            if self.peek() == "(":
                self.call(t)
            elif t in self.function.locals:
                self.emit(LOAD, self.function.locals[t])
            else:
                raise CompileError("undefined variable " + t)
        else:
            raise CompileError("unexpected " + t)

    def call(self, name):
        self.expect("(")
        n = 0
        while self.peek() != ")":
            self.expression()
            n += 1
            if self.peek() == ",":
                self.next()
        self.expect(")")
        self.emit(PUSH, n)
        self.patches.append((self.emit(CALL), name))


class Frame(object):
    def __init__(self, back, ret):
        self.back = back
        self.ret = ret
        self.vars = [0] * 16


def run(code):
    stack = []
    frame = Frame(None, -1)
    pc = 0
    steps = 0
    while True:
        op = code[pc]
        arg = code[pc + 1]
        pc += 2
        steps += 1
        if op == PUSH:
            stack.append(arg)
        elif op == LOAD:
            stack.append(frame.vars[arg])
        elif op == STORE:
            frame.vars[arg] = stack.pop()
        elif op == JUMP:
            pc = arg
        elif op == JUMPF:
            if stack.pop() == 0:
                pc = arg
        elif op == PRINT:
            print stack.pop(),
        elif op == NOT:
            stack.append(1 - stack.pop())
        elif op == POP:
            stack.pop()
        elif op == CALL:
            n = stack.pop()
            frame = Frame(frame, pc)
            while n > 0:
                n -= 1
                frame.vars[n] = stack.pop()
            pc = arg
        elif op == RET:
            pc = frame.ret
            frame = frame.back
            if frame is None:
                break
        elif op == HALT:
            break
        else:
            b = stack.pop()
            a = stack.pop()
            stack.append(binary(op, a, b))
    print "in", steps, "steps"


def binary(op, a, b):
    if op == ADD:
        return a + b
    elif op == SUB:
        return a - b
    elif op == MUL:
        return a * b
    elif op == LT:
        return 1 if a < b else 0
    elif op == EQ:
        return 1 if a == b else 0
    try:
        if op == DIV:
            return a // b
        return a % b
    except ZeroDivisionError:
        return 0


PROGRAMS = [
    "print 1 + 2 * 3 - 4 / 2; print -(7 % 4) * (2 + 3);",
    "i = 0; t = 0; while i < 100 { i = i + 1; if i % 3 == 0 { t = t + i; } else { t = t - 1; } } print t;",
    "def fib(n) { if n < 2 { return n; } return fib(n - 1) + fib(n - 2); } print fib(15);",
    "def gcd(a, b) { while b != 0 { c = a % b; a = b; b = c; } return a; } print gcd(84, 36); print gcd(7, 0); 5 + 5;",
    "n = 2; while n < 40 { d = 2; p = 1; while d * d < n + 1 { if n % d == 0 { p = 0; } d = d + 1; } if p == 1 { print n; } n = n + 1; }",
    "print x;",
    "print (1;",
    "f(3);",
    "while 1 { ",
]


def entry_point(argv):
    for text in PROGRAMS:
        try:
            c = Compiler(text * len(argv))
            c.program()
            run(c.code)
        except CompileError as e:
            print "error:", e.msg
    return 0


def target(driver, args):
    return entry_point, None
