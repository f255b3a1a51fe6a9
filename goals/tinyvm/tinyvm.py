# a register machine with JIT hints; arguments: iterations
# slow: interpreter benchmark
from rpython.rlib.jit import JitDriver, hint, unroll_safe, dont_look_inside

SET, ADD, SUB, MUL, MOD, JNZ, JMP, JLT, PRINT, HALT = range(10)
NAMES = ["SET", "ADD", "SUB", "MUL", "MOD", "JNZ", "JMP", "JLT", "PRINT", "HALT"]
ARGUMENTS = {"SET": 2, "ADD": 3, "SUB": 3, "MUL": 3, "MOD": 3, "JNZ": 2, "JMP": 1, "JLT": 3, "PRINT": 1, "HALT": 0}


def location(pc, code):
    return "%d: %s" % (pc, NAMES[code.words[pc]])


driver = JitDriver(greens=["pc", "code"], reds=["frame"], virtualizables=["frame"],
                   get_printable_location=location)


class Code(object):
    _immutable_fields_ = ["words[*]", "registers"]

    def __init__(self, words, registers):
        self.words = words
        self.registers = registers


class Frame(object):
    _virtualizable_ = ["regs[*]"]

    def __init__(self, n):
        self = hint(self, access_directly=True, fresh_virtualizable=True)
        self.regs = [0] * n


def assemble(source):
    """Words, from lines such as `loop: ADD r1 r1 r2`."""
    labels = {}
    fixups = []
    words = []
    registers = 0
    for line in source.split("\n"):
        for token in line.split(" "):
            if token == "":
                continue
            if token.endswith(":"):
                labels[token[:-1]] = len(words)
            elif token in OPCODES:
                words.append(OPCODES[token])
            elif token[0] == "r" and len(token) == 2 and token[1].isdigit():
                n = ord(token[1]) - ord("0")
                if n >= registers:
                    registers = n + 1
                words.append(n)
            elif token[0] == "@":
                fixups.append((len(words), token[1:]))
                words.append(0)
            else:
                words.append(int(token))
    for at, label in fixups:
        words[at] = labels[label]
    return Code(words[:], registers)


OPCODES = {}
for _index in range(len(NAMES)):
    OPCODES[NAMES[_index]] = _index


def run(code, argument):
    frame = Frame(code.registers)
    frame.regs[0] = argument
    pc = 0
    while True:
        driver.jit_merge_point(pc=pc, code=code, frame=frame)
        words = code.words
        op = words[pc]
        if op == SET:
            frame.regs[words[pc + 1]] = words[pc + 2]
            pc += 3
        elif op == ADD:
            frame.regs[words[pc + 1]] = frame.regs[words[pc + 2]] + frame.regs[words[pc + 3]]
            pc += 4
        elif op == SUB:
            frame.regs[words[pc + 1]] = frame.regs[words[pc + 2]] - frame.regs[words[pc + 3]]
            pc += 4
        elif op == MUL:
            frame.regs[words[pc + 1]] = frame.regs[words[pc + 2]] * frame.regs[words[pc + 3]]
            pc += 4
        elif op == MOD:
            frame.regs[words[pc + 1]] = frame.regs[words[pc + 2]] % frame.regs[words[pc + 3]]
            pc += 4
        elif op == JNZ:
            target = words[pc + 2]
            if frame.regs[words[pc + 1]] != 0:
                if target < pc:
                    pc = target
                    driver.can_enter_jit(pc=pc, code=code, frame=frame)
                    continue
                pc = target
            else:
                pc += 3
        elif op == JLT:
            if frame.regs[words[pc + 1]] < frame.regs[words[pc + 2]]:
                pc = words[pc + 3]
            else:
                pc += 4
        elif op == JMP:
            target = words[pc + 1]
            if target < pc:
                pc = target
                driver.can_enter_jit(pc=pc, code=code, frame=frame)
                continue
            pc = target
        elif op == PRINT:
            show(frame.regs[words[pc + 1]])
            pc += 2
        else:
            return frame.regs[0]


@dont_look_inside
def show(n):
    print n


PROGRAM = """
        SET r1 0
        SET r2 1
        SET r3 7
        SET r4 10007
loop:   MUL r5 r1 r3
        ADD r5 r5 r2
        MOD r1 r5 r4
        JLT r1 r3 @small
        JMP @next
small:  ADD r6 r6 r2
next:   SUB r0 r0 r2
        JNZ r0 @loop
        PRINT r1
        PRINT r6
        HALT
"""


def entry_point(argv):
    n = 60000000
    if len(argv) > 1:
        n = int(argv[1])
    return run(assemble(PROGRAM), n)


def jitpolicy(driver):
    from rpython.jit.codewriter.policy import JitPolicy
    return JitPolicy()


def target(driver, args):
    return entry_point, None
