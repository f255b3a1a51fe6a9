"""Filling and indenting paragraphs."""


def dedent(text):
    """Without the white space that all lines have in front."""
    lines = text.split('\n')
    margin = None
    for i, line in enumerate(lines):
        if not line.strip():
            lines[i] = ''
            continue
        indent = line[:len(line) - len(line.lstrip(' \t'))]
        if margin is None:
            margin = indent
        else:
            while not indent.startswith(margin):
                margin = margin[:-1]
    if margin:
        lines = [line[len(margin):] for line in lines]
    return '\n'.join(lines)


class TextWrapper(object):
    def __init__(self, width=70, initial_indent='', subsequent_indent='', expand_tabs=True, replace_whitespace=True,
                 fix_sentence_endings=False, break_long_words=True, drop_whitespace=True, break_on_hyphens=True):
        self.width = width
        self.initial_indent = initial_indent
        self.subsequent_indent = subsequent_indent
        self.break_long_words = break_long_words

    def wrap(self, text):
        lines, line = [], []
        size = 0
        words = text.expandtabs().split()
        while words:
            indent = self.subsequent_indent if lines else self.initial_indent
            room = self.width - len(indent)
            word = words[0]
            if size + len(line) + len(word) <= room:
                line.append(words.pop(0))
                size += len(word)
                continue
            if not line:
                if not self.break_long_words or room < 1:
                    line.append(words.pop(0))
                else:
                    line.append(word[:room])
                    words[0] = word[room:]
            lines.append(indent + ' '.join(line))
            line, size = [], 0
        if line:
            lines.append((self.subsequent_indent if lines else self.initial_indent) + ' '.join(line))
        return lines

    def fill(self, text):
        return '\n'.join(self.wrap(text))


def wrap(text, width=70, **kwds):
    return TextWrapper(width=width, **kwds).wrap(text)


def fill(text, width=70, **kwds):
    return TextWrapper(width=width, **kwds).fill(text)
