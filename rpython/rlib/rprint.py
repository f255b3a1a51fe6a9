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


def print_argument(s):
    """An argument of the function `print`: unlike for the statement, a space follows whatever it ends with."""
    print_string(s)
    stdout_line.softspace = True


@specialize.argtype(0)
def print_item(x):
    """`print x,` for a value of any printable type."""
    print_string(str(x))


def print_newline():
    """Ends the line and writes it."""
    print_end('\n')


def print_end(end):
    """What the function `print` does at its end: adds the text, and writes what is complete up to the last newline in it."""
    line = stdout_line
    line.softspace = False
    complete = end.rfind('\n') + 1
    if complete <= 0:
        line.pieces.append(end)
        return
    assert complete > 0
    line.pieces.append(end[:complete])
    text = ''.join(line.pieces)
    line.pieces = [end[complete:]]
    write_all(1, text)


def write_all(fd, text):
    import os
    while True:
        count = os.write(fd, text)
        if count >= len(text):
            return
        text = text[count:]
