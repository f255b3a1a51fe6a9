"""Functions as policies of programs see them while types are inferred (`rpython.annotator.policy`)."""


class FlowGraph(object):
    """Stands for the flow graph of `func`, the copy of this number."""

    def __init__(self, func, number=0):
        self.func = func
        self.number = number


class FunctionDesc(object):
    """A function whose copies a policy chooses."""

    def __init__(self, bookkeeper, func):
        self.bookkeeper = bookkeeper
        self.pyobj = func
        self.name = func.__name__
        self._copies = {}

    def buildgraph(self, alt_name=None, builder=None):
        """The graph that `builder(translator, func)` makes with `translator.buildflowgraph`, or that of the function."""
        if builder is None:
            return FlowGraph(self.pyobj)
        return builder(_Translator(), self.pyobj)

    def cachedgraph(self, key, alt_name=None, builder=None):
        """The copy for this key, made when it is first asked for."""
        if key not in self._copies:
            graph = self.buildgraph(alt_name, builder)
            self._copies[key] = FlowGraph(graph.func, len(self._copies))
        return self._copies[key]


class _Translator(object):
    def buildflowgraph(self, func, mute_dot=False):
        return FlowGraph(func)
