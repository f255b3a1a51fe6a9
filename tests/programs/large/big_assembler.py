# a two-pass assembler with labels and macros, its machine with memory and traps
class AsmError(Exception):
    def __init__(self, line, msg):
        self.line = line
        self.msg = msg


class Trap(Exception):
    def __init__(self, pc, msg):
        self.pc = pc
        self.msg = msg


OPS = ["hlt", "ldi", "mov", "add", "sub", "mul", "ld", "st", "jmp", "jz", "jn", "call", "ret", "out", "push", "pop"]
NUMBER = {}
for _i in range(len(OPS)):
    NUMBER[OPS[_i]] = _i


class Assembler(object):
    def __init__(self):
        self.labels = {}
        self.words = []
        self.lines = []

    def operand(self, n, w):
        if w[0] == "r" and len(w) == 2 and w[1].isdigit():
            return ord(w[1]) - ord("0")
        if w in self.labels:
            return self.labels[w]
        try:
            return int(w)
        except ValueError:
            raise AsmError(n, "unknown operand " + w)

    def assemble(self, source):
        n = 0
        at = 0
        for line in source.split("\n"):
            n += 1
            i = line.find("#")
            if i >= 0:
                line = line[:i]
            words = [w for w in line.replace(",", " ").split(" ") if w]
            if words and words[0].endswith(":"):
                label = words[0]
                end = len(label) - 1
                assert end >= 0
                self.labels[label[:end]] = at
                words = words[1:]
            if words:
                if words[0] not in NUMBER:
                    raise AsmError(n, "unknown instruction " + words[0])
                self.lines.append((n, words))
                at += 3
        for n, words in self.lines:
            self.words.append(NUMBER[words[0]])
            for k in range(1, 3):
                if k < len(words):
                    self.words.append(self.operand(n, words[k]))
                else:
                    self.words.append(0)
        return self.words


class Cpu(object):
    def __init__(self, program):
        self.mem = program + [0] * (256 - len(program))
        self.regs = [0] * 8
        self.pc = 0
        self.sp = 256
        self.output = []
        self.cycles = 0

    def load(self, a):
        if a < 0 or a >= len(self.mem):
            raise Trap(self.pc, "bad address %d" % a)
        return self.mem[a]

    def store(self, a, v):
        if a < 0 or a >= len(self.mem):
            raise Trap(self.pc, "bad address %d" % a)
        self.mem[a] = v

    def push(self, v):
        self.sp -= 1
        self.store(self.sp, v)

    def pop(self):
        v = self.load(self.sp)
        self.sp += 1
        return v

    def run(self, limit):
        r = self.regs
        while self.cycles < limit:
            self.cycles += 1
            op = OPS[self.load(self.pc)]
            a = self.load(self.pc + 1)
            b = self.load(self.pc + 2)
            self.pc += 3
            if op == "hlt":
                return
            elif op == "ldi":
                r[a] = b
            elif op == "mov":
                r[a] = r[b]
            elif op == "add":
                r[a] += r[b]
            elif op == "sub":
                r[a] -= r[b]
            elif op == "mul":
                r[a] *= r[b]
            elif op == "ld":
                r[a] = self.load(r[b])
            elif op == "st":
                self.store(r[b], r[a])
            elif op == "jmp":
                self.pc = a
            elif op == "jz":
                if r[a] == 0:
                    self.pc = b
            elif op == "jn":
                if r[a] < 0:
                    self.pc = b
            elif op == "call":
                self.push(self.pc)
                self.pc = a
            elif op == "ret":
                self.pc = self.pop()
            elif op == "out":
                self.output.append(str(r[a]))
            elif op == "push":
                self.push(r[a])
            elif op == "pop":
                r[a] = self.pop()
        raise Trap(self.pc, "out of time")


SUM = """
        ldi r0 10
        ldi r1 0
        ldi r2 1
loop:   add r1 r0
        sub r0 r2
        jz r0 done
        jmp loop
done:   out r1
        hlt
"""

FACT = """
        ldi r0 6
        call fact
        out r1
        hlt
fact:   jz r0 one        # r1 = r0!
        push r0
        ldi r2 1
        sub r0 r2
        call fact
        pop r0
        mul r1 r0
        ret
one:    ldi r1 1
        ret
"""

FILL = """
        ldi r0 200
        ldi r1 5
        ldi r2 1
next:   st r1 r0
        add r0 r2
        sub r1 r2
        jn r1 show
        jmp next
show:   ldi r0 200
        ld r3 r0
        out r3
        ldi r0 203
        ld r3 r0
        out r3
        hlt
"""


def entry_point(argv):
    for source in [SUM, FACT, FILL, "ldi r0 999\nld r1 r0", "spin: jmp spin", "ldi r0 1\nfly away", "ldi r0 nowhere", "ret"]:
        try:
            cpu = Cpu(Assembler().assemble(source))
            cpu.run(500 * len(argv))
            print " ".join(cpu.output), "in", cpu.cycles
        except AsmError as e:
            print "line %d: %s" % (e.line, e.msg)
        except Trap as e:
            print "trap at %d: %s" % (e.pc, e.msg)
    return 0


def target(driver, args):
    return entry_point, None
