"""Messages to whoever translates, with the name of who sends them: `[name:kind] text` on standard error."""
import sys


class AnsiLogger(object):
    """Any attribute is a function that writes a message of that kind: `log.WARNING("text")`."""
    output_disabled = False
    _WITHOUT_NAME = ('red', 'bold', 'event', 'timeout')

    def __init__(self, name):
        self.name = name

    def _write(self, kind, text):
        if not self.output_disabled:
            sys.stderr.write('[%s%s] %s\n' % (self.name, kind, text))

    def __call__(self, text):
        self._write('', text)

    def __getattr__(self, name):
        if not name[0].isalpha():
            raise AttributeError(name)
        kind = '' if name in self._WITHOUT_NAME else ':' + name
        return lambda text: self._write(kind, text)

    def dot(self):
        """Progress, which is shown on terminals only by others."""

    def debug(self, info):
        """What nobody reads, unless a program puts a function of its own here."""


def ansi_print(text, esc='', file=None, newline=True, flush=False):
    """Writes a text without colors."""
    file = file or sys.stderr
    file.write(text)
    if newline:
        file.write('\n')
    if flush:
        file.flush()


ansi_log = AnsiLogger('log')
