"""Line editing for programs that ask for it. Input is not edited here: settings are accepted, the history is kept."""

_history = []
_completer = [None]


def parse_and_bind(string):
    pass


def read_init_file(filename=None):
    pass


def get_completer():
    return _completer[0]


def set_completer(function=None):
    _completer[0] = function


def add_history(line):
    _history.append(line)


def clear_history():
    del _history[:]


def get_current_history_length():
    return len(_history)


def get_history_item(index):
    """The line of this number, counted from 1; None if there is none."""
    if 1 <= index <= len(_history):
        return _history[index - 1]
    return None


def read_history_file(filename='~/.history'):
    with open(filename) as f:
        for line in f:
            _history.append(line.rstrip('\n'))


def write_history_file(filename='~/.history'):
    with open(filename, 'w') as f:
        for line in _history:
            f.write(line + '\n')
