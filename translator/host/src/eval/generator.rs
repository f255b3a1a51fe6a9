//! Generators: frames that rest outside the stack between two `next()`.

use rpython_base::Symbol;

use super::Exit;
use super::frame::{ExcInfo, Frame};
use crate::Host;
use crate::iter::internal_any;
use crate::object::*;
use crate::slots::arg;

/// A generator at rest.
#[derive(Debug)]
pub struct Generator {
    class: Obj,
    /// `None` once it has ended.
    frame: Option<Box<Frame>>,
    /// The frame's part of the value stack.
    values: Vec<Obj>,
    started: bool,
    code: Obj,
}

/// What a generator is resumed with.
enum Resume {
    Send(Obj),
    Throw(Raised),
}

impl Internal for Generator {
    fn class(&self) -> Obj {
        self.class
    }
    fn is_iterator(&self) -> bool {
        true
    }
    fn next(&mut self, host: &mut Host) -> Result<Option<Obj>, Raised> {
        self.resume(host, Resume::Send(Obj::NONE))
    }
    fn trace(&self, visit: &mut dyn FnMut(Obj)) {
        self.values.iter().for_each(|&value| visit(value));
        if let Some(frame) = &self.frame {
            frame.trace(visit);
        }
    }
    internal_any!();
}

impl Frame {
    /// Handles that the frame holds beside its values on the stack.
    pub(crate) fn trace(&self, visit: &mut dyn FnMut(Obj)) {
        visit(self.globals);
        visit(self.locals);
        self.cells.iter().for_each(|&cell| visit(cell));
        if let Some(Some(ExcInfo { class, value, traceback })) = self.saved_exc {
            [class, value, traceback].into_iter().for_each(visit);
        }
    }
}

impl Generator {
    fn resume(&mut self, host: &mut Host, with: Resume) -> Result<Option<Obj>, Raised> {
        let Some(mut frame) = self.frame.take() else {
            return match with {
                Resume::Send(_) => Ok(None),
                Resume::Throw(raised) => Err(raised),
            };
        };
        let clean = std::mem::take(&mut host.heap.clean_call);
        if let Err(raised) = host.check_depth() {
            self.frame = Some(frame);
            return Err(raised);
        }
        host.heap.native += !clean as i32;
        let base = host.vals.len();
        frame.base = base;
        host.vals.append(&mut self.values);
        host.frames.push(*frame);
        host.depth += 1;
        let result = match with {
            Resume::Send(value) => {
                if self.started {
                    host.push(value);
                }
                self.started = true;
                host.execute()
            }
            Resume::Throw(raised) => {
                self.started = true;
                host.execute_throwing(raised)
            }
        };
        host.depth -= 1;
        host.heap.native -= !clean as i32;
        let frame = host.leave_frame();
        match result {
            Ok(Exit::Yield(value)) => {
                self.values = host.vals.split_off(base);
                self.frame = frame.map(Box::new);
                Ok(Some(value))
            }
            Ok(Exit::Return(_)) => {
                host.vals.truncate(base);
                Ok(None)
            }
            Err(raised) => {
                host.vals.truncate(base);
                Err(raised)
            }
        }
    }
}

impl Host {
    /// Executes the top frame, starting with an exception at the place where it rests.
    fn execute_throwing(&mut self, mut raised: Raised) -> Result<Exit, Raised> {
        let at = self.frames.len() - 1;
        let frame = &self.frames[at];
        let (name, base) = (frame.code.name, frame.base);
        let span =
            frame.code.instrs.get(frame.pc.saturating_sub(1)).map_or(rpython_base::Span::NONE, |i| i.span);
        raised.traceback.push((name, span));
        match self.unwind(at, base, super::unwind::Why::Raise(raised))? {
            super::unwind::Landing::Handler(target) => {
                self.frames[at].pc = target;
                self.execute()
            }
            super::unwind::Landing::Return(value) => Ok(Exit::Return(value)),
        }
    }

    /// A generator of a frame whose locals are on top of the stack; takes them off.
    pub(super) fn new_generator(&mut self, frame: Frame) -> Obj {
        let values = self.vals.split_off(frame.base);
        let code = self.code_object(&frame.code);
        let class = self.classes.generator;
        self.new_internal(Generator { class, frame: Some(Box::new(frame)), values, started: false, code })
    }

    fn with_generator(
        &mut self,
        this: Obj,
        resume: impl FnOnce(&mut Generator, &mut Host) -> Result<Option<Obj>, Raised>,
    ) -> Result<Option<Obj>, Raised> {
        if self.internal::<Generator>(this).is_none() {
            return Err(Raised::value_error(self, "generator already executing"));
        }
        let placeholder = Object::Internal(Box::new(crate::iter::Busy));
        let mut object = std::mem::replace(self.get_mut(this), placeholder);
        let result = match &mut object {
            Object::Internal(data) => match (**data).as_any_mut().downcast_mut::<Generator>() {
                Some(generator) => resume(generator, self),
                None => Ok(None),
            },
            _ => Ok(None),
        };
        *self.get_mut(this) = object;
        result
    }
}

fn stop_if_none(host: &mut Host, value: Option<Obj>) -> Result<Obj, Raised> {
    match value {
        Some(value) => Ok(value),
        None => Err(Raised::stop_iteration(host)),
    }
}

fn send(host: &mut Host, args: &[Obj], _: &[(Symbol, Obj)]) -> Result<Obj, Raised> {
    let (this, value) = (arg(host, args, 0)?, arg(host, args, 1)?);
    let started = host.internal::<Generator>(this).is_none_or(|g| g.started || g.frame.is_none());
    if !started && value != Obj::NONE {
        return Err(Raised::type_error(host, "can't send non-None value to a just-started generator"));
    }
    let result = host.with_generator(this, |g, host| g.resume(host, Resume::Send(value)))?;
    stop_if_none(host, result)
}

fn throw(host: &mut Host, args: &[Obj], _: &[(Symbol, Obj)]) -> Result<Obj, Raised> {
    let (this, what) = (arg(host, args, 0)?, arg(host, args, 1)?);
    let value = args.get(2).copied().unwrap_or(Obj::NONE);
    let mut raised = host.make_raised(what, value)?;
    if let Some(&traceback) = args.get(3) {
        raised.traceback = host.traceback_places(traceback);
    }
    let result = host.with_generator(this, |g, host| g.resume(host, Resume::Throw(raised)))?;
    stop_if_none(host, result)
}

fn close(host: &mut Host, args: &[Obj], _: &[(Symbol, Obj)]) -> Result<Obj, Raised> {
    let this = arg(host, args, 0)?;
    let fresh = host.internal::<Generator>(this).is_some_and(|g| !g.started || g.frame.is_none());
    if fresh {
        if let Some(generator) = host.internal_mut::<Generator>(this) {
            generator.frame = None;
            generator.values.clear();
        }
        return Ok(Obj::NONE);
    }
    let class = host.exc.generator_exit;
    let raised = host.make_raised(class, Obj::NONE)?;
    match host.with_generator(this, |g, host| g.resume(host, Resume::Throw(raised))) {
        Ok(None) => Ok(Obj::NONE),
        Ok(Some(_)) => Err(Raised::runtime_error(host, "generator ignored GeneratorExit")),
        Err(raised)
            if host.raised_is(&raised, host.exc.generator_exit)
                || host.raised_is(&raised, host.exc.stop_iteration) =>
        {
            Ok(Obj::NONE)
        }
        Err(raised) => Err(raised),
    }
}

fn name(host: &mut Host, args: &[Obj], _: &[(Symbol, Obj)]) -> Result<Obj, Raised> {
    let this = arg(host, args, 0)?;
    let code = host.internal::<Generator>(this).map(|g| g.code);
    let name = match code.map(|code| host.get(code)) {
        Some(Object::Code(code)) => code.name,
        _ => Symbol::intern("?"),
    };
    Ok(host.name(name))
}

fn gi_code(host: &mut Host, args: &[Obj], _: &[(Symbol, Obj)]) -> Result<Obj, Raised> {
    let this = arg(host, args, 0)?;
    Ok(host.internal::<Generator>(this).map_or(Obj::NONE, |g| g.code))
}

/// `it.next()` of any built-in iterator.
pub(crate) fn iterator_next(host: &mut Host, args: &[Obj], _: &[(Symbol, Obj)]) -> Result<Obj, Raised> {
    let this = arg(host, args, 0)?;
    let plain = host.content(this);
    let value = host.next(plain)?;
    stop_if_none(host, value)
}

/// `it.__iter__()` of any built-in iterator.
pub(crate) fn iterator_iter(host: &mut Host, args: &[Obj], _: &[(Symbol, Obj)]) -> Result<Obj, Raised> {
    arg(host, args, 0)
}

impl Host {
    /// Gives a class of built-in iterators its `next` and `__iter__`.
    pub fn add_iterator_methods(&mut self, class: Obj) {
        self.add_methods(class, &[("next", iterator_next), ("__iter__", iterator_iter)]);
    }
}

/// Enters the methods of generators and iterators.
pub(crate) fn register(host: &mut Host) {
    let c = host.classes.clone();
    for class in [c.generator, c.iterator, c.callable_iterator, c.enumerate, c.reversed, c.file] {
        host.add_iterator_methods(class);
    }
    host.add_methods(c.generator, &[("send", send), ("throw", throw), ("close", close)]);
    host.add_getters(c.generator, &[("__name__", name), ("gi_code", gi_code)]);
}
