"""Policies: what a program decides itself while types are inferred.

A target returns its policy behind the entry point and the types of its arguments. The translator tells `event` about
classes and prebuilt instances that it meets, and asks a method `specialize__NAME` which copy of a function tagged
`specialize:NAME` a call reaches, where NAME is none of its own.
"""


class AnnotatorPolicy(object):
    """A base for policies, which decides nothing."""

    def event(self, bookkeeper, what, *args):
        """Called for what happens while types are inferred.

        `what` is 'classdef_setup' (with the `ClassDef` of a class that the program uses) or 'mutable' (with a prebuilt instance).
        """


class Bookkeeper(object):
    """Holds what a policy knows, and what it decided until the translator takes it."""

    def __init__(self, policy):
        self.policy = policy
        self.listens = getattr(policy.event, 'im_func', None) is not AnnotatorPolicy.event.im_func
        self._classdefs = {}
        self._funcdescs = {}
        self._decisions = []

    def getuniqueclassdef(self, cls):
        from rpython.annotator.classdesc import ClassDef
        if cls not in self._classdefs:
            self._classdefs[cls] = ClassDef(self, cls)
        return self._classdefs[cls]

    def _decide(self, *decision):
        self._decisions.append(decision)

    def _taken(self):
        taken = self._decisions
        self._decisions = []
        return taken

    def _classdef_setup(self, cls):
        self.policy.event(self, 'classdef_setup', self.getuniqueclassdef(cls))
        return self._taken()

    def _mutable(self, obj):
        self.policy.event(self, 'mutable', obj)
        return self._taken()

    def _has_specializer(self, name):
        return hasattr(self.policy, 'specialize__' + name)

    def _specialize(self, name, func, args_s):
        """Number of the copy, the function that its graph is made of, and decisions."""
        from rpython.annotator.description import FunctionDesc
        if func not in self._funcdescs:
            self._funcdescs[func] = FunctionDesc(self, func)
        graph = getattr(self.policy, 'specialize__' + name)(self._funcdescs[func], args_s)
        return graph.number, graph.func, self._taken()
