"""The stack machine that executes a chunk."""
from rpython.rlib.objectmodel import specialize

from opcodes import OpCode


class Result:
    OK = 0
    RUNTIME_ERROR = 1


class VM(object):
    STACK_SIZE = 256
    stack = None
    top = 0
    chunk = None
    ip = 0

    def __init__(self, tracing=True):
        self.tracing = tracing
        self.reset()

    def reset(self):
        self.stack = [0.0] * self.STACK_SIZE
        self.top = 0

    def push(self, value):
        assert self.top < self.STACK_SIZE
        self.stack[self.top] = value
        self.top += 1

    def pop(self):
        assert self.top > 0
        self.top -= 1
        return self.stack[self.top]

    def show_stack(self):
        print "         ",
        if self.top <= 0:
            print "[]",
        else:
            for index in range(self.top):
                print "[ %s ]" % self.stack[index],
        print

    def interpret_chunk(self, chunk):
        if self.tracing:
            print "== VM TRACE =="
        self.chunk = chunk
        self.ip = 0
        try:
            return self.run()
        except:
            return Result.RUNTIME_ERROR

    def next_byte(self):
        byte = self.chunk.code[self.ip]
        self.ip += 1
        return byte

    def next_constant(self):
        return self.chunk.constants[self.next_byte()]

    @specialize.arg(1)
    def binary(self, operation):
        right = self.pop()
        left = self.pop()
        self.push(operation(left, right))

    @staticmethod
    def add(left, right):
        return left + right

    @staticmethod
    def subtract(left, right):
        return left - right

    @staticmethod
    def multiply(left, right):
        return left * right

    @staticmethod
    def divide(left, right):
        return left / right

    def run(self):
        while True:
            if self.tracing:
                self.show_stack()
                self.chunk.disassemble_instruction(self.ip)
            opcode = self.next_byte()
            if opcode == OpCode.OP_RETURN:
                print "%s" % self.pop()
                return Result.OK
            elif opcode == OpCode.OP_CONSTANT:
                self.push(self.next_constant())
            elif opcode == OpCode.OP_NEGATE:
                self.push(-self.pop())
            elif opcode == OpCode.OP_ADD:
                self.binary(self.add)
            elif opcode == OpCode.OP_SUBTRACT:
                self.binary(self.subtract)
            elif opcode == OpCode.OP_MULTIPLY:
                self.binary(self.multiply)
            elif opcode == OpCode.OP_DIVIDE:
                self.binary(self.divide)
