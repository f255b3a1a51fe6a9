"""Places in source text."""


def offset2lineno(c, stopat):
    """The line of the instruction at offset `stopat` of a code object `c`; RPython.

    `co_lnotab` has a pair of bytes for each step: how many bytes of code further, how many lines further.
    """
    steps = c.co_lnotab
    lineno = c.co_firstlineno
    offset = 0
    i = 0
    while i < len(steps):
        offset += ord(steps[i])
        if offset > stopat:
            break
        lineno += ord(steps[i + 1])
        i += 2
    return lineno
