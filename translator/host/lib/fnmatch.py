"""File name patterns: `*`, `?`, `[set]`."""
import re


def translate(pattern):
    out = []
    i = 0
    while i < len(pattern):
        c = pattern[i]
        i += 1
        if c == '*':
            out.append('.*')
        elif c == '?':
            out.append('.')
        elif c == '[' and ']' in pattern[i + 1:]:
            end = pattern.index(']', i + 1)
            body = pattern[i:end].replace('\\', '\\\\')
            if body.startswith('!'):
                body = '^' + body[1:]
            elif body.startswith('^'):
                body = '\\' + body
            out.append('[%s]' % body)
            i = end + 1
        else:
            out.append(re.escape(c))
    return ''.join(out) + r'\Z(?ms)'


def fnmatchcase(name, pattern):
    return re.match(translate(pattern), name) is not None


fnmatch = fnmatchcase


def filter(names, pattern):
    match = re.compile(translate(pattern)).match
    return [name for name in names if match(name)]
