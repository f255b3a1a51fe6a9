"""From text to tokens, one at a time."""


class TokenTypes:
    ERROR = 0
    EOF = 1
    LEFT_PAREN = 2
    RIGHT_PAREN = 3
    MINUS = 4
    PLUS = 5
    SLASH = 6
    STAR = 7
    NUMBER = 8


TokenTypeToName = dict((value, name) for name, value in TokenTypes.__dict__.items()
                       if not name.startswith("_"))


class Token(object):
    message = ""

    def __init__(self, type, start, length):
        self.type = type
        self.start = start
        self.length = length


class ErrorToken(Token):
    def __init__(self, message, position):
        Token.__init__(self, TokenTypes.ERROR, position, 0)
        self.message = message


class Scanner(object):
    def __init__(self, source):
        self.source = source
        self.start = 0
        self.current = 0

    def at_end(self):
        return self.current >= len(self.source)

    def peek(self):
        if self.at_end():
            return "\0"
        return self.source[self.current]

    def peek_next(self):
        if self.current + 1 >= len(self.source):
            return "\0"
        return self.source[self.current + 1]

    def skip_space(self):
        while self.peek() in " \t\r\n":
            self.current += 1

    def make(self, type):
        return Token(type, self.start, self.current - self.start)

    def number(self):
        while self.peek().isdigit():
            self.current += 1
        if self.peek() == "." and self.peek_next().isdigit():
            self.current += 1
            while self.peek().isdigit():
                self.current += 1
        return self.make(TokenTypes.NUMBER)

    def scan_token(self):
        self.skip_space()
        self.start = self.current
        if self.at_end():
            return self.make(TokenTypes.EOF)
        char = self.source[self.current]
        self.current += 1
        if char.isdigit():
            return self.number()
        if char == "(":
            return self.make(TokenTypes.LEFT_PAREN)
        if char == ")":
            return self.make(TokenTypes.RIGHT_PAREN)
        if char == "-":
            return self.make(TokenTypes.MINUS)
        if char == "+":
            return self.make(TokenTypes.PLUS)
        if char == "/":
            return self.make(TokenTypes.SLASH)
        if char == "*":
            return self.make(TokenTypes.STAR)
        return ErrorToken("Unexpected character", self.current)

    def get_token_string(self, token):
        if isinstance(token, ErrorToken):
            return token.message
        end = token.start + token.length
        assert token.start >= 0
        assert end >= 0
        return self.source[token.start:end]
