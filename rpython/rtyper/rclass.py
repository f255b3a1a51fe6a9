"""Instances and classes at the low level: their root types, and helpers for
what is done with them other than reading fields."""

from rpython.rlib.rarithmetic import LONG_BIT, ovfcheck
from rpython.rtyper.lltypesystem import llmemory, lltype
from rpython.rtyper.lltypesystem.lloperation import llop

POINTER_BITS = 8 * llmemory.sizeof(llmemory.Address)

OBJECT_VTABLE = lltype.ForwardReference()
CLASSTYPE = lltype.Ptr(OBJECT_VTABLE)
OBJECT = lltype.GcStruct('object', ('typeptr', CLASSTYPE),
                         hints={'immutable_fields': ['typeptr']})
OBJECTPTR = lltype.Ptr(OBJECT)
CLASSNAME = lltype.Array(lltype.Char, hints={'nolength': True})
OBJECT_VTABLE.become(lltype.Struct(
    'object_vtable',
    ('subclassrange_min', lltype.Signed),
    ('subclassrange_max', lltype.Signed),
    ('name', lltype.Ptr(CLASSNAME)),
    ('hash', lltype.Signed),
    ('instantiate', lltype.Ptr(lltype.FuncType([], OBJECTPTR))),
    hints={'immutable': True}))
NONGCOBJECT = lltype.Struct('nongcobject', ('typeptr', CLASSTYPE))
NONGCOBJECTPTR = lltype.Ptr(NONGCOBJECT)


def ll_issubclass(subcls, cls):
    return (cls.subclassrange_min <= subcls.subclassrange_min and
            subcls.subclassrange_min < cls.subclassrange_max)


def ll_type(obj):
    return lltype.cast_pointer(OBJECTPTR, obj).typeptr


def ll_isinstance(obj, cls):
    if not obj:
        return False
    return ll_issubclass(ll_type(obj), cls)


def ll_class_name(cls):
    from rpython.rtyper.lltypesystem.rstr import mallocstr
    name = cls.name
    length = 0
    while name[length] != '\x00':
        length += 1
    result = mallocstr(length)
    i = 0
    while i < length:
        result.chars[i] = name[i]
        i += 1
    return result


def ll_instance_str(obj):
    from rpython.rtyper.ll_str import ll_uint2hex
    from rpython.rtyper.rstr import ll_strconcat, conststr
    if not obj:
        return conststr('NULL')
    number = llop.cast_int_to_uint(lltype.Unsigned, llop.gc_id(lltype.Signed, obj))
    text = ll_strconcat(conststr('<'), ll_class_name(obj.typeptr))
    text = ll_strconcat(text, conststr(' object at '))
    text = ll_strconcat(text, ll_uint2hex(number))
    return ll_strconcat(text, conststr('>'))


def ll_tagged_word(value):
    """What stands for an `UnboxedValue` with this value; raises OverflowError if it has no bit to spare."""
    if POINTER_BITS < LONG_BIT and not -(1 << (POINTER_BITS - 2)) <= value < 1 << (POINTER_BITS - 2):
        raise OverflowError
    return ovfcheck(value + value) + 1


def ll_tagged_str(value):
    from rpython.rtyper.ll_str import ll_int2dec
    from rpython.rtyper.rstr import ll_strconcat, conststr
    return ll_strconcat(ll_strconcat(conststr('<unboxed '), ll_int2dec(value)), conststr('>'))
