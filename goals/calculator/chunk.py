"""A chunk: code as a list of small integers, with its constants."""
from opcodes import OpCode, NAMES


def pad_left(text, width, fill=" "):
    missing = width - len(text)
    if missing <= 0:
        return text
    return fill * missing + text


def pad_right(text, width):
    missing = width - len(text)
    if missing <= 0:
        return text
    return text + " " * missing


class Chunk:
    code = None
    constants = None

    def __init__(self):
        self.code = []
        self.constants = []

    def write_chunk(self, byte):
        self.code.append(byte)

    def add_constant(self, value):
        for index in range(len(self.constants)):
            if self.constants[index] == value:
                return index
        self.constants.append(value)
        return len(self.constants) - 1

    def disassemble(self, title):
        print "== %s ==\n" % title
        offset = 0
        while offset < len(self.code):
            offset = self.disassemble_instruction(offset)

    def disassemble_instruction(self, offset):
        opcode = self.code[offset]
        text = pad_left(str(offset), 4, "0") + " " + pad_right(NAMES[opcode], 12)
        if opcode != OpCode.OP_CONSTANT:
            print text
            return offset + 1
        index = self.code[offset + 1]
        print text, "(%s) '%s'" % (pad_left(str(index), 2, "0"), self.constants[index])
        return offset + 2
