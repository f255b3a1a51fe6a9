"""Source text that is put together while a program is being imported."""
import inspect
import textwrap


class Source(object):
    """Lines without the indentation that they have in common."""

    def __init__(self, *parts, **options):
        self.lines = []
        for part in parts:
            if not part:
                continue
            if isinstance(part, Source):
                lines = part.lines
            elif isinstance(part, (list, tuple)):
                lines = [line.rstrip('\n') for line in part]
            elif isinstance(part, basestring):
                lines = part.rstrip().split('\n')
            else:
                lines = inspect.getsource(part).rstrip().split('\n')
            self.lines.extend(_without_indentation(lines) if options.get('deindent', True) else lines)

    def __eq__(self, other):
        if isinstance(other, Source):
            return self.lines == other.lines
        return str(self) == other

    def __getitem__(self, key):
        if isinstance(key, slice):
            return Source('\n'.join(self.lines[key.start:key.stop]), deindent=False)
        return self.lines[key]

    def __len__(self):
        return len(self.lines)

    def __str__(self):
        return '\n'.join(self.lines)

    def strip(self):
        """Without empty lines at both ends."""
        return Source(str(self).strip('\n'), deindent=False)

    def indent(self, indent='    '):
        return Source('\n'.join([indent + line for line in self.lines]), deindent=False)

    def deindent(self, offset=None):
        if offset is None:
            return Source('\n'.join(self.lines))
        return Source('\n'.join([line[offset:] for line in self.lines]), deindent=False)

    def putaround(self, before='', after='', indent='    '):
        lines = Source(before).lines + self.indent(indent).lines + Source(after).lines
        return Source('\n'.join(lines), deindent=False)

    def compile(self, filename=None, mode='exec', flag=0, dont_inherit=0, _genframe=None):
        if not filename:
            filename = '<codegen>'
        return compile(str(self) + '\n', filename, mode)


def _without_indentation(lines):
    return textwrap.dedent('\n'.join([line.expandtabs() for line in lines])).split('\n')


def compile_(source, filename=None, mode='exec', flags=0, dont_inherit=0):
    return Source(source).compile(filename, mode)


def getrawcode(obj):
    """The code of a function or method."""
    obj = getattr(obj, 'im_func', obj)
    return getattr(obj, 'func_code', obj)


def getsource(obj):
    return Source(inspect.getsource(getrawcode(obj)))
