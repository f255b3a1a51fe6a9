# a Brainfuck interpreter with JIT hints; arguments: a program file, or -e and a program
# uses: hello.b cat.b countdown.b reverse.b triangle.b
import os

from rpython.rlib.jit import JitDriver, elidable, promote


def location(pc, program, jumps):
    return "%s at %d" % (program[pc], pc)


driver = JitDriver(greens=["pc", "program", "jumps"], reds=["tape"], get_printable_location=location)


class Tape(object):
    def __init__(self):
        self.cells = [0]
        self.position = 0

    def get(self):
        return self.cells[self.position]

    def add(self, n):
        self.cells[self.position] = (self.cells[self.position] + n) & 255

    def put(self, value):
        self.cells[self.position] = value

    def right(self):
        self.position += 1
        if self.position >= len(self.cells):
            self.cells.append(0)

    def left(self):
        if self.position > 0:
            self.position -= 1


class Jumps(object):
    _immutable_fields_ = ["targets[*]"]

    def __init__(self, targets):
        self.targets = targets

    @elidable
    def target(self, pc):
        return self.targets[pc]


def parse(text):
    program = []
    targets = []
    pending = []
    for c in text:
        if c in "+-<>.,[]":
            here = len(program)
            program.append(c)
            targets.append(0)
            if c == "[":
                pending.append(here)
            elif c == "]":
                start = pending.pop()
                targets[start] = here
                targets[here] = start
    return "".join(program), Jumps(targets[:])


def run(program, jumps):
    tape = Tape()
    pc = 0
    while pc < len(program):
        driver.jit_merge_point(pc=pc, program=program, jumps=jumps, tape=tape)
        c = program[pc]
        if c == "+":
            tape.add(1)
        elif c == "-":
            tape.add(-1)
        elif c == ">":
            tape.right()
        elif c == "<":
            tape.left()
        elif c == ".":
            os.write(1, chr(tape.get()))
        elif c == ",":
            s = os.read(0, 1)
            if s:
                tape.put(ord(s[0]))
            else:
                tape.put(0)
        elif c == "[":
            if tape.get() == 0:
                pc = jumps.target(pc)
        elif c == "]":
            if tape.get() != 0:
                pc = jumps.target(pc) + 1
                driver.can_enter_jit(pc=pc, program=program, jumps=jumps, tape=tape)
                continue
        pc += 1


def read_file(name):
    fd = os.open(name, os.O_RDONLY, 0777)
    parts = []
    while True:
        s = os.read(fd, 4096)
        if not s:
            break
        parts.append(s)
    os.close(fd)
    return "".join(parts)


def entry_point(argv):
    if len(argv) == 3 and argv[1] == "-e":
        text = argv[2]
    elif len(argv) == 2:
        try:
            text = read_file(argv[1])
        except OSError:
            os.write(2, "cannot read " + argv[1] + "\n")
            return 1
    else:
        os.write(2, "usage: " + argv[0] + " FILE | -e PROGRAM\n")
        return 2
    program, jumps = parse(text)
    run(program, jumps)
    return 0


def jitpolicy(driver):
    from rpython.jit.codewriter.policy import JitPolicy
    return JitPolicy()


def target(driver, args):
    return entry_point, None
