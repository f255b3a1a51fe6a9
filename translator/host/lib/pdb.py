"""The debugger, which is not there: programs import it long before they would start it."""


def _unavailable(*args, **kwds):
    raise NotImplementedError('there is no debugger while a program is imported or run untranslated')


set_trace = post_mortem = pm = run = runeval = runcall = _unavailable


class Pdb(object):
    """Can be derived from; cannot be used."""

    def __init__(self, *args, **kwds):
        _unavailable()
