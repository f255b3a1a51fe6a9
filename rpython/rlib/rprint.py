"""What the print statement becomes: one line is buffered and written at its end."""
from rpython.rlib.objectmodel import specialize, always_inline


class Line(object):
    """The unfinished line, as pieces, and whether a space is due before the next item."""

    def __init__(self):
        self.pieces = []
        self.softspace = False


stdout_line = Line()


def print_string(s):
    """`print s,`"""
    line = stdout_line
    if line.softspace:
        line.pieces.append(' ')
    line.pieces.append(s)
    line.softspace = not (len(s) > 0 and s[len(s) - 1] == '\t')


@specialize.argtype(0)
def print_item(x):
    """`print x,` for a value of any printable type."""
    print_string(str(x))


def print_newline():
    """Ends the line and writes it."""
    import os
    line = stdout_line
    line.pieces.append('\n')
    text = ''.join(line.pieces)
    line.pieces = []
    line.softspace = False
    write_all(1, text)


def write_all(fd, text):
    import os
    while True:
        count = os.write(fd, text)
        if count >= len(text):
            return
        text = text[count:]
