//! Calls that an entry of `rpython.rtyper.extregistry` makes of low-level operations: `specialize_call` notes them down,
//! and they are emitted here.

use rpython_annotator::registry::{annotation_object, entry_of};
use rpython_base::Symbol;
use rpython_host::{Obj, Object, Raised};
use rpython_lltype::LLType;
use rpython_lowlevel::{OpCode, Operand, ResultRule};

use crate::error::{R, TyperError};
use crate::helpers::HelperArg;
use crate::hop::Hop;
use crate::rtyper::RTyper;

/// A call of an object with an entry.
pub fn call(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    let callee = hop.args[0].constant().ok_or_else(|| TyperError::new("the callee is not known"))?;
    let entry = entry_of(rt.host, callee).map_err(|raised| failed(rt, &raised))?;
    let entry = entry.ok_or_else(|| TyperError::new("nothing is registered for the callee"))?;
    let recorded = record(rt, hop, entry)?;
    let Some([steps, number]) = rt.host.sequence_items(recorded).and_then(|p| <[Obj; 2]>::try_from(p).ok())
    else {
        return Err(malformed());
    };
    let mut values = Vec::new();
    for step in rt.host.sequence_items(steps).unwrap_or_default() {
        let step = rt.host.sequence_items(step).ok_or_else(malformed)?;
        let value = replay(rt, hop, &step, &values)?;
        values.push(value);
    }
    let Object::Int(number) = *rt.host.get(number) else { return Ok(Operand::void()) };
    let v = values.get(number as usize).cloned().ok_or_else(malformed)?;
    let r = rt.repr_of_lltype(rt.ll.ty(&v))?;
    if rt.ll.ty(&v) == rt.lltype(hop.r_result)? {
        return Ok(v);
    }
    rt.result(hop, v, r)
}

/// Runs `specialize_call`.
fn record(rt: &mut RTyper, hop: &Hop, entry: Obj) -> R<Obj> {
    let mut args = Vec::new();
    for (index, arg) in hop.args.iter().enumerate().skip(1) {
        let mut s = arg.s.clone();
        s.constant = arg.constant();
        let shown = annotation_object(rt.host, &rt.ann, &s).map_err(|raised| failed(rt, &raised))?;
        let ty = rt.lltype(arg.r)?;
        let parts = [shown, rt.host.new_lltype(ty), rt.host.new_int(index as i64)];
        args.push(rt.host.new_tuple(&parts));
    }
    let shown = annotation_object(rt.host, &rt.ann, &hop.s_result).map_err(|raised| failed(rt, &raised))?;
    let ty = rt.lltype(hop.r_result)?;
    let (args, result) = (rt.host.new_tuple(&args), rt.host.new_lltype(ty));
    let specialize = rt.library_object(Symbol::intern("rpython.rtyper.rtyper"), "_specialize")?;
    rt.host.call(specialize, &[entry, args, shown, result], &[]).map_err(|raised| failed(rt, &raised))
}

fn malformed() -> TyperError {
    TyperError::new("a step that specialize_call() noted down is malformed")
}

/// An exception of the program's Python code.
fn failed(rt: &mut RTyper, raised: &Raised) -> TyperError {
    let diagnostic = rt.host.uncaught(raised);
    TyperError::new(format!("specialize_call() failed: {}", diagnostic.message))
}

/// Emits one step.
fn replay(rt: &mut RTyper, hop: &Hop, step: &[Obj], values: &[Operand]) -> R<Operand> {
    let [kind, ty, rest @ ..] = step else { return Err(malformed()) };
    let kind = rt.text_of(*kind).ok_or_else(malformed)?;
    let Object::LLType(ty) = *rt.host.get(*ty) else { return Err(malformed()) };
    match (kind.as_str(), rest) {
        ("input", &[index]) => {
            let Object::Int(index) = *rt.host.get(index) else { return Err(malformed()) };
            input(rt, hop, index as usize, ty)
        }
        ("const", &[value]) => {
            if ty == LLType::Void {
                return Ok(Operand::void());
            }
            let r = rt.repr_of_lltype(ty)?;
            rt.const_operand(r, value)
        }
        ("op", &[name, numbers]) => {
            let name = rt.text_of(name).ok_or_else(malformed)?;
            let args = operands(rt, numbers, values)?;
            operation(rt, name.as_str(), args, ty)
        }
        ("call", &[func, numbers]) => {
            let args = operands(rt, numbers, values)?.into_iter().map(HelperArg::Value).collect();
            rt.call_function(func, args, ty)
        }
        _ => Err(malformed()),
    }
}

fn input(rt: &mut RTyper, hop: &Hop, index: usize, ty: LLType) -> R<Operand> {
    if ty == LLType::Void {
        return Ok(Operand::void());
    }
    let own = hop.args[index].r;
    if rt.lltype(own)? == ty {
        return rt.inputself(hop, index);
    }
    let r = rt.repr_of_lltype(ty)?;
    rt.inputarg(hop, index, r)
}

fn operands(rt: &RTyper, numbers: Obj, values: &[Operand]) -> R<Vec<Operand>> {
    let numbers = rt.host.sequence_items(numbers).ok_or_else(malformed)?;
    numbers
        .into_iter()
        .map(|n| match rt.host.get(n) {
            Object::Int(n) => values.get(*n as usize).cloned().ok_or_else(malformed),
            _ => Err(malformed()),
        })
        .collect()
}

/// An op by its name. Those that need more than operands (`getfield`, `malloc`...) belong into a function.
fn operation(rt: &mut RTyper, name: &str, args: Vec<Operand>, ty: LLType) -> R<Operand> {
    let code = OpCode::by_name(name)
        .ok_or_else(|| TyperError::unsupported(format!("the low-level operation {name}")))?;
    let info = code.info();
    if needs_more(name) {
        return Err(TyperError::unsupported(format!(
            "the low-level operation {name} in specialize_call() (call a function that does it)"
        )));
    }
    if args.len() < info.operands.len() || (args.len() > info.operands.len() && !info.variadic) {
        return Err(TyperError::new(format!(
            "the low-level operation {name} takes {} operands, and specialize_call() gives {}",
            info.operands.len(),
            args.len()
        )));
    }
    let result = match info.result {
        ResultRule::Is(own) => own,
        _ => ty,
    };
    let v = rt.ll.op(code, args, result);
    Ok(if result == LLType::Void { Operand::void() } else { v })
}

/// Whether an op is not complete with operands alone.
fn needs_more(name: &str) -> bool {
    ["malloc", "call", "field", "interior", "free", "hint", "fieldptr", "stack"]
        .iter()
        .any(|part| name.contains(part))
}
