//! Built-ins of the evaluator that the program replaces by functions of the library.

use rpython_base::Symbol;
use rpython_host::{Obj, Object};

use crate::cx::Cx;
use crate::fail::R;
use crate::{Kind, SomeValue};

/// Modules of the library whose functions stand in for those of a module of the evaluator; `{}` is the name.
const MODULES: &[(&str, &[(&str, &str)])] = &[
    ("os.path", &[("rpython.rlib.rpath", "{}")]),
    ("posixpath", &[("rpython.rlib.rpath", "{}")]),
    ("os", &[("rpython.rlib.rposix", "{}")]),
    ("posix", &[("rpython.rlib.rposix", "{}")]),
    ("time", &[("rpython.rlib.rtime", "{}")]),
    ("math", &[("rpython.rlib.rmath", "{}"), ("rpython.rtyper.lltypesystem.module.ll_math", "ll_math_{}")]),
];

/// Single functions of the evaluator that the library has under another name.
const FUNCTIONS: &[(&str, &str, &str)] = &[
    ("__builtin__.open", "rpython.rlib.rfile", "create_file"),
    ("__builtin__.file", "rpython.rlib.rfile", "create_file"),
    ("os.fdopen", "rpython.rlib.rfile", "create_fdopen_rfile"),
    ("os.popen", "rpython.rlib.rfile", "create_popen_file"),
    ("os.tmpfile", "rpython.rlib.rfile", "create_temp_rfile"),
];

impl Cx<'_> {
    /// Has the function that writes floats annotated where values of this kind become text. Programs call parts
    /// of it too, so that it cannot wait for the rtyper's request.
    pub(crate) fn text_of(&mut self, v: &SomeValue) -> R<()> {
        match &v.kind {
            Kind::Float => self.early_call("float_str", Kind::Float.into()),
            Kind::Tuple(items) => {
                for item in items.to_vec() {
                    self.text_of(&item)?;
                }
                Ok(())
            }
            Kind::List(id) => {
                let item = self.list_item(*id);
                match item.kind {
                    Kind::List(_) => Ok(()),
                    _ => self.text_of(&item),
                }
            }
            _ => Ok(()),
        }
    }

    /// The same for the function that reads floats.
    pub(crate) fn number_of(&mut self, v: &SomeValue) -> R<()> {
        match &v.kind {
            Kind::Str { .. } | Kind::Char { .. } => self.early_call("rstring_to_float", SomeValue::STR),
            _ => Ok(()),
        }
    }

    fn early_call(&mut self, name: &str, argument: SomeValue) -> R<()> {
        let Some(function) = self.library_object("rpython.rlib.rfloat", name) else { return Ok(()) };
        let function = self.constant(function)?;
        self.emulate_op_call(name, &function, vec![argument]).map(|_| ())
    }

    /// The library's function for a built-in, if there is one.
    pub(crate) fn replacement(&mut self, qualname: Symbol) -> R<Option<Obj>> {
        if let Some(&known) = self.work.replacements.get(&qualname) {
            return Ok(known);
        }
        let found = self.find_replacement(qualname.as_str());
        self.work.replacements.insert(qualname, found);
        Ok(found)
    }

    /// The library's function for a Python function of a replaced module (`os.getenv`).
    pub(crate) fn function_replacement(&mut self, func: Obj) -> R<Option<Obj>> {
        let Object::Function(data) = self.host.get(func) else { return Ok(None) };
        let name = data.name;
        match self.host.symbol_of(data.module) {
            Some(module) if MODULES.iter().any(|(m, _)| module == *m) => {
                self.replacement(Symbol::intern(&format!("{module}.{name}")))
            }
            _ => Ok(None),
        }
    }

    /// The library's object for one that the program found at import time: `os.environ`.
    pub(crate) fn instance_replacement(&mut self, obj: Obj) -> Option<Obj> {
        let Object::Instance(data) = self.host.get(obj) else { return None };
        let class = self.host.class_data(data.class);
        if class.name == "_Environ" && class.module == "os" {
            return self.library_object("rpython.rlib.rposix_environ", "environ");
        }
        None
    }

    fn find_replacement(&mut self, qualname: &str) -> Option<Obj> {
        if let Some((_, library, name)) = FUNCTIONS.iter().find(|(f, _, _)| *f == qualname) {
            return self.library_object(library, name);
        }
        let (module, name) = qualname.rsplit_once('.')?;
        let (_, candidates) = MODULES.iter().find(|(m, _)| *m == module)?;
        for (library, pattern) in *candidates {
            if let Some(found) = self.library_object(library, &pattern.replace("{}", name)) {
                return Some(found);
            }
        }
        None
    }
}
