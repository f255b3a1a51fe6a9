"""One pass from tokens to a chunk, by operator precedence."""
from chunk import Chunk
from opcodes import OpCode
from scanner import Scanner, TokenTypes


class Precedence(object):
    NONE = 0
    DEFAULT = 1
    TERM = 2
    FACTOR = 3
    UNARY = 4
    CALL = 5
    PRIMARY = 6


class ParseRule(object):
    def __init__(self, prefix, infix, precedence):
        self.prefix = prefix
        self.infix = infix
        self.precedence = precedence


class Parser(object):
    def __init__(self):
        self.had_error = False
        self.panicking = False
        self.current = None
        self.previous = None


class Compiler(object):
    def __init__(self, source, debugging=False):
        self.parser = Parser()
        self.scanner = Scanner(source)
        self.chunk = Chunk()
        self.debugging = debugging

    def compile(self):
        self.advance()
        self.expression()
        self.consume(TokenTypes.EOF, "Expect end of expression.")
        self.emit(OpCode.OP_RETURN)
        if self.debugging and not self.parser.had_error:
            self.chunk.disassemble("code")
        return not self.parser.had_error

    def advance(self):
        self.parser.previous = self.parser.current
        while True:
            self.parser.current = self.scanner.scan_token()
            if self.parser.current.type != TokenTypes.ERROR:
                break
            self.error_at(self.parser.current.message)

    def consume(self, type, message):
        if self.parser.current.type == type:
            self.advance()
        else:
            self.error_at(message)

    def error_at(self, message):
        if self.parser.panicking:
            return
        self.parser.panicking = True
        self.parser.had_error = True
        print "error:", message

    def emit(self, byte):
        self.chunk.write_chunk(byte)

    def emit_constant(self, value):
        self.emit(OpCode.OP_CONSTANT)
        self.emit(self.chunk.add_constant(value))

    def expression(self):
        self.parse_precedence(Precedence.DEFAULT)

    def parse_precedence(self, precedence):
        self.advance()
        prefix = RULES[self.parser.previous.type].prefix
        if prefix is None:
            self.error_at("Expect expression.")
            return
        prefix(self)
        while precedence <= RULES[self.parser.current.type].precedence:
            self.advance()
            infix = RULES[self.parser.previous.type].infix
            if infix is None:
                self.error_at("Expect operator.")
                return
            infix(self)

    def number(self):
        text = self.scanner.get_token_string(self.parser.previous)
        self.emit_constant(float(text))

    def grouping(self):
        self.expression()
        self.consume(TokenTypes.RIGHT_PAREN, "Expect ')' after expression.")

    def unary(self):
        type = self.parser.previous.type
        self.parse_precedence(Precedence.UNARY)
        if type == TokenTypes.MINUS:
            self.emit(OpCode.OP_NEGATE)

    def binary(self):
        type = self.parser.previous.type
        self.parse_precedence(RULES[type].precedence + 1)
        if type == TokenTypes.PLUS:
            self.emit(OpCode.OP_ADD)
        elif type == TokenTypes.MINUS:
            self.emit(OpCode.OP_SUBTRACT)
        elif type == TokenTypes.STAR:
            self.emit(OpCode.OP_MULTIPLY)
        elif type == TokenTypes.SLASH:
            self.emit(OpCode.OP_DIVIDE)


RULES = [
    ParseRule(None, None, Precedence.NONE),                         # ERROR
    ParseRule(None, None, Precedence.NONE),                         # EOF
    ParseRule(Compiler.grouping, None, Precedence.NONE),            # LEFT_PAREN
    ParseRule(None, None, Precedence.NONE),                         # RIGHT_PAREN
    ParseRule(Compiler.unary, Compiler.binary, Precedence.TERM),    # MINUS
    ParseRule(None, Compiler.binary, Precedence.TERM),              # PLUS
    ParseRule(None, Compiler.binary, Precedence.FACTOR),            # SLASH
    ParseRule(None, Compiler.binary, Precedence.FACTOR),            # STAR
    ParseRule(Compiler.number, None, Precedence.NONE),              # NUMBER
]
