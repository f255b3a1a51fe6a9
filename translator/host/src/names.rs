//! Symbols that the evaluator looks up all the time, interned once.

use rpython_base::Symbol;

macro_rules! names {
    ($($field:ident = $text:literal,)*) => {
        /// Symbols of special names.
        #[derive(Debug)]
        #[allow(missing_docs)]
        pub struct Names {
            $(pub $field: Symbol,)*
            /// Names of the built-in classes that have methods.
            pub method_classes: rpython_base::FastSet<&'static str>,
            /// Qualified names of their methods.
            pub methods: rpython_base::FastSet<Symbol>,
        }

        impl Names {
            /// Interns them.
            pub fn new() -> Names {
                Names { $($field: Symbol::intern($text),)* method_classes: Default::default(), methods: Default::default() }
            }
        }

        impl Default for Names {
            fn default() -> Self {
                Names::new()
            }
        }
    };
}

names! {
    dunder_name = "__name__",
    dunder_doc = "__doc__",
    module = "__module__",
    class = "__class__",
    dict = "__dict__",
    bases = "__bases__",
    base = "__base__",
    mro = "__mro__",
    new = "__new__",
    init = "__init__",
    del = "__del__",
    call = "__call__",
    get = "__get__",
    set = "__set__",
    delete = "__delete__",
    getattr = "__getattr__",
    getattribute = "__getattribute__",
    setattr = "__setattr__",
    delattr = "__delattr__",
    getitem = "__getitem__",
    setitem = "__setitem__",
    delitem = "__delitem__",
    getslice = "__getslice__",
    setslice = "__setslice__",
    delslice = "__delslice__",
    contains = "__contains__",
    missing = "__missing__",
    argument_check = "_argument_check_",
    len = "__len__",
    nonzero = "__nonzero__",
    iter = "__iter__",
    next = "next",
    reversed = "__reversed__",
    repr = "__repr__",
    str = "__str__",
    unicode = "__unicode__",
    hash = "__hash__",
    cmp = "__cmp__",
    eq = "__eq__",
    ne = "__ne__",
    lt = "__lt__",
    le = "__le__",
    gt = "__gt__",
    ge = "__ge__",
    coerce = "__coerce__",
    int = "__int__",
    long = "__long__",
    float = "__float__",
    index = "__index__",
    hex = "__hex__",
    oct = "__oct__",
    abs = "__abs__",
    pos = "__pos__",
    neg = "__neg__",
    invert = "__invert__",
    enter = "__enter__",
    exit = "__exit__",
    metaclass = "__metaclass__",
    slots = "__slots__",
    all = "__all__",
    path = "__path__",
    file = "__file__",
    package = "__package__",
    builtins = "__builtins__",
    instancecheck = "__instancecheck__",
    subclasscheck = "__subclasscheck__",
    args = "args",
    message = "message",
    errno = "errno",
    strerror = "strerror",
    filename = "filename",
    code = "code",
    stdout = "stdout",
    softspace = "softspace",
    write = "write",
    weakref = "__weakref__",
    unicode_literal = "unicode",
}
