"""Controllers: objects of which the program sees something else than what is really there.

A `Controller` says what making, attributes, items and calls of the objects of a class do, in terms of the real object,
which may be of any type. `ControllerEntry` registers it for the class, whose calls make objects; `ControllerEntryForPrebuilt`
for its instances that exist while translating, with `convert` giving the real object.
"""
from rpython.annotator import model
from rpython.rlib.intrinsic import intrinsic
from rpython.rlib.objectmodel import specialize
from rpython.rtyper.annlowlevel import cachedtype
from rpython.rtyper.extregistry import ExtRegistryEntry


@intrinsic('controllerentry.box')
def controlled_instance_box(controller, obj):
    """The real object as one that the controller handles."""
    raise NotImplementedError("box() works in translated programs only")


@intrinsic('controllerentry.unbox')
def controlled_instance_unbox(controller, obj):
    raise NotImplementedError("unbox() works in translated programs only")


@intrinsic('controllerentry.is_box')
def controlled_instance_is_box(controller, obj):
    """Whether the object is one that the controller handles; known while translating."""
    raise NotImplementedError("is_box() works in translated programs only")


class Controller(object):
    """Derive from it and define `new`, `get_NAME`, `set_NAME`, `getitem`, `setitem`, `delitem`, `call`, `bool`: what is not
    defined cannot be done."""
    __metaclass__ = cachedtype
    can_be_None = False

    def _freeze_(self):
        return True

    @specialize.arg(0)
    def box(self, obj):
        return controlled_instance_box(self, obj)

    @specialize.arg(0)
    def unbox(self, obj):
        return controlled_instance_unbox(self, obj)

    @specialize.arg(0)
    def is_box(self, obj):
        return controlled_instance_is_box(self, obj)

    @specialize.arg(0, 2)
    def getattr(self, obj, attr):
        return getattr(self, 'get_' + attr)(obj)

    @specialize.arg(0, 2)
    def setattr(self, obj, attr, value):
        return getattr(self, 'set_' + attr)(obj, value)


class SomeControlledInstance(model.SomeObject):
    """What `controller` handles; `real` is the real object of a prebuilt one."""

    def __init__(self, real, controller):
        self.real = real
        self.controller = controller


class ControllerEntry(ExtRegistryEntry):
    """`_controller_` is the class of the controller, or `getcontroller` gives it for the annotations of the arguments."""

    def getcontroller(self, *args_s, **kwds_s):
        return self._controller_()

    def replacement(self, *args_s):
        return _operation(self.getcontroller(*args_s), 'new')


class ControllerEntryForPrebuilt(ExtRegistryEntry):
    def getcontroller(self):
        return self._controller_()

    def compute_annotation(self):
        controller = self.getcontroller()
        return SomeControlledInstance(controller.convert(self.instance), controller)


_operations = {}


def _operation(controller, name):
    """The function that does an operation on what the controller handles. The translator calls it in place of the operation."""
    key = controller, name
    if key not in _operations:
        if not hasattr(controller, name):
            raise AttributeError("%s has no method %s()" % (controller.__class__.__name__, name))
        _operations[key] = _makers[name](controller)
    return _operations[key]


def _new(controller):
    def new(*args):
        return controlled_instance_box(controller, controller.new(*args))
    return new


def _getattr(controller):
    @specialize.arg(1)
    def getattr(obj, attr):
        return controller.getattr(controlled_instance_unbox(controller, obj), attr)
    return getattr


def _setattr(controller):
    @specialize.arg(1)
    def setattr(obj, attr, value):
        controller.setattr(controlled_instance_unbox(controller, obj), attr, value)
    return setattr


def _getitem(controller):
    def getitem(obj, key):
        return controller.getitem(controlled_instance_unbox(controller, obj), key)
    return getitem


def _setitem(controller):
    def setitem(obj, key, value):
        controller.setitem(controlled_instance_unbox(controller, obj), key, value)
    return setitem


def _delitem(controller):
    def delitem(obj, key):
        controller.delitem(controlled_instance_unbox(controller, obj), key)
    return delitem


def _call(controller):
    def call(obj, *args):
        return controller.call(controlled_instance_unbox(controller, obj), *args)
    return call


def _bool(controller):
    def bool(obj):
        return controller.bool(controlled_instance_unbox(controller, obj))
    return bool


_makers = {'new': _new, 'getattr': _getattr, 'setattr': _setattr, 'getitem': _getitem, 'setitem': _setitem,
           'delitem': _delitem, 'call': _call, 'bool': _bool}
