//! The module `types`.

use rpython_base::Symbol;

use crate::Host;
use crate::object::*;

/// Makes the module.
pub(crate) fn create(host: &mut Host) -> Obj {
    let module = host.new_module("types");
    let c = host.classes.clone();
    let string_types = host.new_tuple(&[c.str, c.unicode]);
    let attrs = [
        ("NoneType", c.none_type),
        ("TypeType", c.type_),
        ("ObjectType", c.object),
        ("IntType", c.int),
        ("LongType", c.long),
        ("FloatType", c.float),
        ("BooleanType", c.bool),
        ("ComplexType", c.complex),
        ("StringType", c.str),
        ("UnicodeType", c.unicode),
        ("StringTypes", string_types),
        ("TupleType", c.tuple),
        ("ListType", c.list),
        ("DictType", c.dict),
        ("DictionaryType", c.dict),
        ("FunctionType", c.function),
        ("LambdaType", c.function),
        ("GeneratorType", c.generator),
        ("CodeType", c.code),
        ("ClassType", c.classobj),
        ("InstanceType", c.instance),
        ("MethodType", c.instancemethod),
        ("UnboundMethodType", c.instancemethod),
        ("BuiltinFunctionType", c.builtin),
        ("BuiltinMethodType", c.builtin),
        ("ModuleType", c.module),
        ("FileType", c.file),
        ("XRangeType", c.xrange),
        ("SliceType", c.slice),
        ("EllipsisType", c.ellipsis),
        ("TracebackType", c.traceback),
        ("FrameType", c.frame),
        ("DictProxyType", c.dictproxy),
        ("NotImplementedType", c.not_implemented),
        ("GetSetDescriptorType", c.property),
        ("MemberDescriptorType", c.property),
    ];
    for (name, value) in attrs {
        host.set_raw(module, Symbol::intern(name), value);
    }
    module
}
