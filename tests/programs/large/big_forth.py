# a Forth with words, loops, conditionals and definitions
class ForthError(Exception):
    def __init__(self, msg):
        self.msg = msg


class Word(object):
    def run(self, vm):
        raise NotImplementedError


class Literal(Word):
    def __init__(self, n):
        self.n = n

    def run(self, vm):
        vm.push(self.n)


class Builtin(Word):
    def __init__(self, function):
        self.function = function

    def run(self, vm):
        self.function(vm)


class Sequence(Word):
    def __init__(self):
        self.words = []

    def run(self, vm):
        vm.depth += 1
        if vm.depth > 500:
            raise ForthError("too deep")
        for w in self.words:
            w.run(vm)
        vm.depth -= 1


class IfElse(Word):
    def __init__(self, then, otherwise):
        self.then = then
        self.otherwise = otherwise

    def run(self, vm):
        if vm.pop() != 0:
            self.then.run(vm)
        elif self.otherwise is not None:
            self.otherwise.run(vm)


class DoLoop(Word):
    def __init__(self, body):
        self.body = body

    def run(self, vm):
        i = vm.pop()
        limit = vm.pop()
        while i < limit:
            vm.indices.append(i)
            self.body.run(vm)
            i = vm.indices.pop() + 1


class Until(Word):
    def __init__(self, body):
        self.body = body

    def run(self, vm):
        while True:
            self.body.run(vm)
            if vm.pop() != 0:
                break


class Text(Word):
    def __init__(self, s):
        self.s = s

    def run(self, vm):
        vm.out.append(self.s)


def w_add(vm):
    b = vm.pop()
    vm.push(vm.pop() + b)


def w_sub(vm):
    b = vm.pop()
    vm.push(vm.pop() - b)


def w_mul(vm):
    b = vm.pop()
    vm.push(vm.pop() * b)


def w_mod(vm):
    b = vm.pop()
    a = vm.pop()
    try:
        vm.push(a % b)
    except ZeroDivisionError:
        raise ForthError("division by zero")


def w_dup(vm):
    a = vm.pop()
    vm.push(a)
    vm.push(a)


def w_swap(vm):
    b = vm.pop()
    a = vm.pop()
    vm.push(b)
    vm.push(a)


def w_over(vm):
    b = vm.pop()
    a = vm.pop()
    vm.push(a)
    vm.push(b)
    vm.push(a)


def w_drop(vm):
    vm.pop()


def w_less(vm):
    b = vm.pop()
    vm.push(-1 if vm.pop() < b else 0)


def w_equal(vm):
    b = vm.pop()
    vm.push(-1 if vm.pop() == b else 0)


def w_dot(vm):
    vm.out.append(str(vm.pop()))


def w_index(vm):
    if not vm.indices:
        raise ForthError("no loop")
    vm.push(vm.indices[-1])


BUILTINS = {"+": w_add, "-": w_sub, "*": w_mul, "mod": w_mod, "dup": w_dup, "swap": w_swap,
            "over": w_over, "drop": w_drop, "<": w_less, "=": w_equal, ".": w_dot, "i": w_index}


class Forth(object):
    def __init__(self):
        self.stack = []
        self.indices = []
        self.out = []
        self.depth = 0
        self.words = {}
        for name in BUILTINS:
            self.words[name] = Builtin(BUILTINS[name])
        self.tokens = []
        self.at = 0

    def push(self, n):
        self.stack.append(n)

    def pop(self):
        try:
            return self.stack.pop()
        except IndexError:
            raise ForthError("stack underflow")

    def next(self):
        if self.at >= len(self.tokens):
            raise ForthError("unexpected end")
        t = self.tokens[self.at]
        self.at += 1
        return t

    def compile_until(self, stop1, stop2):
        seq = Sequence()
        while True:
            t = self.next()
            if t == stop1 or t == stop2:
                return seq, t
            seq.words.append(self.compile(t))

    def compile(self, t):
        if t == "if":
            then, end = self.compile_until("else", "then")
            otherwise = None
            if end == "else":
                otherwise, end = self.compile_until("then", "then")
            return IfElse(then, otherwise)
        if t == "do":
            body, end = self.compile_until("loop", "loop")
            return DoLoop(body)
        if t == "begin":
            body, end = self.compile_until("until", "until")
            return Until(body)
        if t.startswith("'"):
            return Text(t[1:])
        if t in self.words:
            return self.words[t]
        try:
            return Literal(int(t))
        except ValueError:
            raise ForthError("unknown word " + t)

    def run(self, source):
        self.tokens = [t for t in source.split(" ") if t]
        self.at = 0
        self.depth = 0
        self.out = []
        try:
            while self.at < len(self.tokens):
                t = self.next()
                if t == ":":
                    name = self.next()
                    seq = Sequence()
                    self.words[name] = seq
                    body, end = self.compile_until(";", ";")
                    seq.words = body.words
                else:
                    self.compile(t).run(self)
            print " ".join(self.out)
        except ForthError as e:
            print " ".join(self.out), "?", e.msg
            self.stack = []
            self.indices = []


def entry_point(argv):
    f = Forth()
    f.run("1 2 + . 10 3 mod . 7 dup * .")
    f.run(": sq dup * ; : cube dup sq * ; 3 sq . 4 cube .")
    f.run(": fact dup 2 < if drop 1 else dup 1 - fact * then ; 1 fact . 5 fact . 12 fact .")
    f.run("0 10 0 do i + loop .")
    f.run("5 begin dup . 1 - dup 0 = until drop 'done")
    f.run(": fizz 16 1 do i 15 mod 0 = if 'fizzbuzz else i 5 mod 0 = if 'buzz else i 3 mod 0 = if 'fizz else i . then then then loop ; fizz")
    f.run("1 .  .")
    f.run("5 0 mod")
    f.run("nonsense")
    f.run(": forever forever ; forever")
    f.run("3 if 'open")
    f.run(": gcd begin swap over mod dup 0 = until drop ; 48 36 gcd .")
    f.run("0 1 30 0 do over + swap loop .")
    return 0


def target(driver, args):
    return entry_point, None
