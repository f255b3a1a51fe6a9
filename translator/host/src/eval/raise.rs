//! The `raise` statement, matching of handlers, tracebacks.

use rpython_base::{Span, Symbol};

use super::Flow;
use super::frame::Traceback;
use super::unwind::Why;
use crate::Host;
use crate::object::*;

impl Host {
    /// The places of a traceback object; none for anything else.
    pub(crate) fn traceback_places(&self, traceback: Obj) -> Vec<(Symbol, Span)> {
        self.internal::<Traceback>(traceback).map(|data| data.places.clone()).unwrap_or_default()
    }

    pub(super) fn op_raise(&mut self, count: u8) -> Result<Flow, Raised> {
        let traceback = if count == 3 { self.pop() } else { Obj::NONE };
        let value = if count >= 2 { self.pop() } else { Obj::NONE };
        if count == 0 {
            return self.raise_again();
        }
        let what = self.pop();
        let mut raised = self.make_raised(what, value)?;
        if traceback == Obj::NONE {
            return Err(raised);
        }
        raised.traceback = self.traceback_places(traceback);
        Ok(Flow::Unwind(Why::Raise(raised)))
    }

    fn raise_again(&mut self) -> Result<Flow, Raised> {
        let Some(current) = self.exc_info else {
            return Err(Raised::type_error(
                self,
                "exceptions must be old-style classes or derived from BaseException, not NoneType",
            ));
        };
        let traceback = self.traceback_places(current.traceback);
        Ok(Flow::Unwind(Why::Raise(Raised { class: current.class, value: current.value, traceback })))
    }

    /// The exception that `raise what, value` raises.
    pub fn make_raised(&mut self, what: Obj, value: Obj) -> Result<Raised, Raised> {
        let mut what = what;
        while let Object::Tuple(items) = self.get(what)
            && !items.is_empty()
        {
            what = items[0];
        }
        let traceback = Vec::new();
        match self.get(what) {
            Object::Class(data)
                if data.kind == ClassKind::OldStyle
                    || self.is_subclass_raw(what, self.exc.base_exception) =>
            {
                let instance = self.instantiate_exception(what, value)?;
                let class = self.class_of(instance);
                Ok(Raised { class, value: instance, traceback })
            }
            Object::Instance(data)
                if self.class_data(data.class).kind == ClassKind::OldStyle
                    || self.is_subclass_raw(data.class, self.exc.base_exception) =>
            {
                let class = data.class;
                if value != Obj::NONE {
                    return Err(Raised::type_error(self, "instance exception may not have a separate value"));
                }
                Ok(Raised { class, value: what, traceback })
            }
            _ => {
                let class = self.type_name(what);
                Err(Raised::type_error(
                    self,
                    format!(
                        "exceptions must be old-style classes or derived from BaseException, not {class}"
                    ),
                ))
            }
        }
    }

    fn instantiate_exception(&mut self, class: Obj, value: Obj) -> Result<Obj, Raised> {
        if let Object::Instance(data) = self.get(value)
            && self.is_subclass_raw(data.class, class)
        {
            return Ok(value);
        }
        match self.get(value) {
            Object::None => self.call(class, &[], &[]),
            Object::Tuple(items) => {
                let items = items.clone();
                self.call(class, &items, &[])
            }
            _ => self.call(class, &[value], &[]),
        }
    }

    /// Whether an exception (class or instance) is caught by `except pattern`.
    pub fn exception_matches(&mut self, exception: Obj, pattern: Obj) -> Result<bool, Raised> {
        let class = match self.get(exception) {
            Object::Class(_) => exception,
            _ => self.class_of(exception),
        };
        match self.get(pattern) {
            Object::Tuple(items) => {
                let items = items.clone();
                for &item in items.iter() {
                    if self.exception_matches(class, item)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            Object::Class(_) => Ok(self.is_subclass_raw(class, pattern)),
            _ => Ok(false),
        }
    }
}
