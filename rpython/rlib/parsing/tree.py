"""What parsers make: nodes with children, leaves with tokens, and visitors of both."""
from rpython.rlib.objectmodel import not_rpython


class Node(object):
    """A node or a leaf; both have a `symbol`."""


class Symbol(Node):
    """A leaf: the name of a token, its text, and the token."""

    def __init__(self, symbol, additional_info, token):
        self.symbol = symbol
        self.additional_info = additional_info
        self.token = token

    def getsourcepos(self):
        return self.token.source_pos

    def __repr__(self):
        return "Symbol(%r, %r)" % (self.symbol, self.additional_info)

    def dot(self):
        """Lines of a graph in the language of Graphviz."""
        name = self.symbol.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\l")
        text = repr(str(self.additional_info).replace('"', "'") or "_").replace('"', "").replace("\\", "\\\\")
        yield '"%s" [shape=box,label="%s\\n%s"];' % (id(self), name, text)

    @not_rpython
    def visit(self, visitor):
        """The visitor's method for this symbol; the leaf itself if it has none."""
        if isinstance(visitor, RPythonVisitor):
            return visitor.dispatch(self)
        if hasattr(visitor, "visit_" + self.symbol):
            return getattr(visitor, "visit_" + self.symbol)(self)
        return self


class Nonterminal(Node):
    """A node: the name of a rule, and what its symbols have become."""

    def __init__(self, symbol, children):
        self.children = children
        self.symbol = symbol

    def getsourcepos(self):
        """Where the first leaf is. Raises IndexError where there is none."""
        if not self.children:
            raise IndexError
        return self.children[0].getsourcepos()

    def __str__(self):
        return "%s(%s)" % (self.symbol, ", ".join([str(child) for child in self.children]))

    def __repr__(self):
        return "Nonterminal(%r, %r)" % (self.symbol, self.children)

    def dot(self):
        yield '"%s" [label="%s"];' % (id(self), self.symbol)
        for child in self.children:
            yield '"%s" -> "%s";' % (id(self), id(child))
            if not isinstance(child, Node):
                text = repr(child).replace('"', "").replace("\\", "\\\\")
                yield '"%s" [label="%s"];' % (id(child), text)
                continue
            for line in child.dot():
                yield line

    @not_rpython
    def visit(self, visitor):
        """The visitor's method for this symbol, or its method `visit`."""
        if isinstance(visitor, RPythonVisitor):
            return visitor.dispatch(self)
        name = "visit_" + self.symbol
        if hasattr(visitor, "visit") and not hasattr(visitor, name):
            return visitor.visit(self)
        return getattr(visitor, name)(self)


class VisitError(Exception):
    """A visitor has no method for a node."""

    def __init__(self, node):
        self.node = node
        self.args = (node,)

    def __str__(self):
        return "could not visit %s" % (self.node,)


def make_dispatch_function(__general_nonterminal_visit=None, __general_symbol_visit=None, __general_visit=None,
                           **methods):
    """The method `dispatch` of a visitor: finds the function for a node by the node's symbol."""
    for_nodes = __general_nonterminal_visit
    for_leaves = __general_symbol_visit
    for_all = __general_visit

    def dispatch(self, node):
        if isinstance(node, Nonterminal):
            method = methods.get(node.symbol, None)
            if method is not None:
                return method(self, node)
            if for_nodes:
                return for_nodes(self, node)
        elif isinstance(node, Symbol):
            method = methods.get(node.symbol, None)
            if method is not None:
                return method(self, node)
            if for_leaves:
                return for_leaves(self, node)
        if for_all:
            return for_all(self, node)
        raise VisitError(node)
    return dispatch


class CreateDispatchDictionaryMetaclass(type):
    """Gives a visitor's class its `dispatch`."""

    def __new__(meta, name, bases, attrs):
        methods = {}
        for key in attrs:
            if key.startswith("visit_"):
                methods[key[len("visit_"):]] = attrs[key]
            elif key in ("general_symbol_visit", "general_nonterminal_visit", "general_visit"):
                methods["__" + key] = attrs[key]
        attrs["dispatch"] = make_dispatch_function(**methods)
        return type.__new__(meta, name, bases, attrs)


class RPythonVisitor(object):
    """Base of visitors that can be translated: `visitor.dispatch(node)` calls `visit_SYMBOL(node)`, or else
    `general_nonterminal_visit`, `general_symbol_visit` or `general_visit`."""
    __metaclass__ = CreateDispatchDictionaryMetaclass
