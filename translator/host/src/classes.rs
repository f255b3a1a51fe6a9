//! The well-known built-in classes.

use rpython_base::{Span, Symbol};

use crate::Host;
use crate::object::*;

macro_rules! classes {
    ($($field:ident = $name:literal : $base:ident, $doc:literal;)*) => {
        /// Handles of the built-in classes (exceptions are in [`Exceptions`](crate::exceptions::Exceptions)).
        #[derive(Debug, Clone)]
        pub struct Classes {
            $(#[doc = $doc] pub $field: Obj,)*
        }

        impl Default for Classes {
            fn default() -> Self {
                Classes { $($field: Obj::UNBOUND,)* }
            }
        }

        /// Makes them, `object` and `type` first, as each is an instance or a base of the other.
        pub(crate) fn create(host: &mut Host) {
            host.classes.object = host.alloc(Object::None);
            host.classes.type_ = host.alloc(Object::None);
            $(
                let base = host.classes.$base;
                let reserved = host.classes.$field;
                let class = host.define_class_at(reserved, $name, base);
                host.classes.$field = class;
            )*
        }
    };
}

classes! {
    object = "object": object, "`object`";
    type_ = "type": object, "`type`";
    basestring = "basestring": object, "`basestring`";
    int = "int": object, "`int`";
    bool = "bool": int, "`bool`";
    long = "long": object, "`long`";
    float = "float": object, "`float`";
    complex = "complex": object, "`complex`";
    str = "str": basestring, "`str`";
    unicode = "unicode": basestring, "`unicode`";
    bytearray = "bytearray": object, "`bytearray`";
    tuple = "tuple": object, "`tuple`";
    list = "list": object, "`list`";
    dict = "dict": object, "`dict`";
    set = "set": object, "`set`";
    frozenset = "frozenset": object, "`frozenset`";
    slice = "slice": object, "`slice`";
    xrange = "xrange": object, "`xrange`";
    none_type = "NoneType": object, "`type(None)`";
    ellipsis = "ellipsis": object, "`type(Ellipsis)`";
    not_implemented = "NotImplementedType": object, "`type(NotImplemented)`";
    function = "function": object, "`types.FunctionType`";
    builtin = "builtin_function_or_method": object, "`types.BuiltinFunctionType`";
    method_descriptor = "method_descriptor": object, "methods of built-in classes, unbound";
    instancemethod = "instancemethod": object, "`types.MethodType`";
    classobj = "classobj": object, "`types.ClassType`, the type of old-style classes";
    instance = "instance": object, "`types.InstanceType`, the type of their instances";
    module = "module": object, "`types.ModuleType`";
    property = "property": object, "`property`";
    staticmethod = "staticmethod": object, "`staticmethod`";
    classmethod = "classmethod": object, "`classmethod`";
    super_ = "super": object, "`super`";
    code = "code": object, "`types.CodeType`";
    cell = "cell": object, "closure cells";
    frame = "frame": object, "`types.FrameType`";
    traceback = "traceback": object, "`types.TracebackType`";
    member_descriptor = "member_descriptor": object, "`types.MemberDescriptorType`";
    generator = "generator": object, "`types.GeneratorType`";
    iterator = "iterator": object, "iterators over sequences";
    callable_iterator = "callable-iterator": object, "`iter(callable, sentinel)`";
    enumerate = "enumerate": object, "`enumerate`";
    reversed = "reversed": object, "`reversed`";
    file = "file": object, "`file`";
    dictproxy = "dictproxy": object, "`__dict__` of new-style classes";
    weakref = "weakref": object, "`weakref.ref`";
    lltype = "LowLevelType": object, "low-level types";
    llptr = "_ptr": object, "low-level pointers";
    llcontainer = "_container": object, "low-level containers";
    address = "fakeaddress": object, "`llmemory` addresses";
    rint = "base_int": long, "`rarithmetic.base_int`: parent of the classes of `r_uint`, `r_longlong`...";
    singlefloat = "r_singlefloat": object, "`rarithmetic.r_singlefloat`";
    longfloat = "r_longfloat": object, "`rarithmetic.r_longfloat`";
}

impl Host {
    /// A built-in class deriving from `base`. Instances of Python subclasses have its native content if
    /// it has a constructor.
    pub fn define_class(&mut self, name: &str, base: Obj) -> Obj {
        self.define_class_at(Obj::UNBOUND, name, base)
    }

    fn define_class_at(&mut self, reserved: Obj, name: &str, base: Obj) -> Obj {
        let class = if reserved == Obj::UNBOUND { self.alloc(Object::None) } else { reserved };
        let mut mro = vec![class];
        let bases = if class == base { Vec::new() } else { vec![base] };
        if class != base {
            mro.extend(self.class_data(base).mro.iter().copied());
            self.subclasses.entry(base).or_default().push(class);
        }
        let data = ClassData {
            name: Symbol::intern(name),
            module: Symbol::intern("__builtin__"),
            kind: ClassKind::Builtin,
            bases,
            mro,
            dict: AttrMap::default(),
            metaclass: self.classes.type_,
            native_base: None,
            has_dict: false,
            span: Span::NONE,
        };
        *self.get_mut(class) = Object::Class(Box::new(data));
        class
    }

    /// `type(obj)`: `instance` for instances of old-style classes.
    pub fn type_of(&self, obj: Obj) -> Obj {
        let class = self.class_of(obj);
        match self.get(obj) {
            Object::Instance(_) if self.class_data(class).kind == ClassKind::OldStyle => {
                self.classes.instance
            }
            _ => class,
        }
    }

    /// `obj.__class__`: the class where its methods are looked up. The class of an old-style class is
    /// `classobj`.
    pub fn class_of(&self, obj: Obj) -> Obj {
        let c = &self.classes;
        match self.get(obj) {
            Object::Instance(data) => data.class,
            Object::Int(_) => c.int,
            Object::Str(_) => c.str,
            Object::List(_) => c.list,
            Object::Tuple(_) => c.tuple,
            Object::Dict(_) | Object::Namespace(_) => c.dict,
            Object::AttrDict(owner) => match self.get(*owner) {
                Object::Class(data) if data.kind != ClassKind::OldStyle => c.dictproxy,
                _ => c.dict,
            },
            Object::None => c.none_type,
            Object::Bool(_) => c.bool,
            Object::Function(_) => c.function,
            Object::BoundMethod(_) => c.instancemethod,
            Object::Builtin(data) => {
                if data.this.is_none() && self.is_method_name(data.qualname) {
                    c.method_descriptor
                } else {
                    c.builtin
                }
            }
            Object::Class(data) => {
                if data.kind == ClassKind::OldStyle {
                    c.classobj
                } else {
                    data.metaclass
                }
            }
            Object::Module(_) => c.module,
            Object::Ellipsis => c.ellipsis,
            Object::NotImplemented => c.not_implemented,
            Object::Long(_) => c.long,
            Object::RInt(ty, _) => self.rint_class(*ty),
            Object::SingleFloat(_) => c.singlefloat,
            Object::LongFloat(_) => c.longfloat,
            Object::Float(_) => c.float,
            Object::Complex(..) => c.complex,
            Object::Unicode(_) => c.unicode,
            Object::ByteArray(_) => c.bytearray,
            Object::Set(_) => c.set,
            Object::FrozenSet(_) => c.frozenset,
            Object::Slice(_) => c.slice,
            Object::XRange(..) => c.xrange,
            Object::Cell(_) => c.cell,
            Object::Code(_) => c.code,
            Object::Property(_) => c.property,
            Object::StaticMethod(_) => c.staticmethod,
            Object::ClassMethod(_) => c.classmethod,
            Object::Super(..) => c.super_,
            Object::WeakRef(_) => c.weakref,
            Object::Internal(data) => match data.class() {
                Obj::UNBOUND => c.generator,
                class => class,
            },
            Object::LLType(ty) => self.lltype_class(*ty),
            Object::LLPtr(_) => c.llptr,
            Object::LLContainer(_) => c.llcontainer,
            Object::Address(_) => c.address,
        }
    }

    /// Whether a built-in's qualified name is that of a method of a class.
    fn is_method_name(&self, qualname: Symbol) -> bool {
        self.names.methods.contains(&qualname)
    }

    /// `type(obj).__name__`; the class's own name for instances of old-style classes too.
    pub fn class_name(&self, obj: Obj) -> &'static str {
        self.class_data(self.class_of(obj)).name.as_str()
    }

    /// `type(obj).__name__` as error messages of operators have it (`instance` for old-style ones).
    pub fn type_name(&self, obj: Obj) -> &'static str {
        self.class_data(self.type_of(obj)).name.as_str()
    }
}
