//! Exceptions that exist before the program starts, and what later stages must know about classes.

use rpython_annotator::ClassDefId;
use rpython_base::{FastMap, Symbol};
use rpython_lltype::{DataId, Pointer};
use rpython_lowlevel::{ExceptionTypes, program::PrebuiltException};

use crate::error::R;
use crate::reprs;
use crate::rtyper::RTyper;

/// Exceptions that ops and the run time raise.
const STANDARD: [&str; 5] =
    ["OverflowError", "MemoryError", "ZeroDivisionError", "RuntimeError", "StackOverflow"];

/// One instance for all raises, by class.
#[derive(Debug, Default)]
pub struct ExceptionTable {
    pub(crate) reusable: FastMap<ClassDefId, DataId>,
}

impl RTyper<'_> {
    /// Whether instances of the class can be raised.
    pub fn is_exception(&self, class: ClassDefId) -> bool {
        let Some(base) = self.exception_class("BaseException") else { return false };
        self.is_host_subclass(self.class_desc(class).class, base)
    }

    /// The instance that stands for all instances of an exception without attributes.
    pub fn reusable_exception(&mut self, class: ClassDefId) -> R<DataId> {
        if let Some(&known) = self.exceptions.reusable.get(&class) {
            return Ok(known);
        }
        self.class_info(class)?;
        let ty = self.instance_type(Some(class));
        let payload = reprs::instance::const_payload(self, rpython_host::Obj::NONE, class, Some(class))?;
        let data = self.prog.data.push(ty, payload);
        let name = self.ann.classdefs[class].name;
        self.prog.data.objects[data].name = Some(Symbol::intern(&format!("{name}_instance")));
        self.exceptions.reusable.insert(class, data);
        Ok(data)
    }

    /// The table for the transformation of exceptions.
    pub(crate) fn exception_types(&mut self) -> R<ExceptionTypes> {
        let mut prebuilt = Vec::new();
        for name in STANDARD {
            let class = match name {
                "StackOverflow" => self.stack_overflow_class(),
                _ => self.exception_class(name),
            };
            let Some(class) = class else { continue };
            let Some(classdef) = self.classdef_for(class)? else { continue };
            let vtable = Pointer::Data(self.vtable(Some(classdef))?);
            let instance = Pointer::Data(self.reusable_exception(classdef)?);
            prebuilt.push(PrebuiltException { name: name.into(), vtable, instance });
        }
        Ok(ExceptionTypes { object: self.common.object, vtable: self.common.vtable, prebuilt })
    }
}
