//! Calls.

use rpython_annotator::lattice::PbcSet;
use rpython_annotator::{
    ArgSource, CallFamilyId, CallRow, CallShape, CallSite, CallSiteKind, ClassDefId, Desc, DescId, GraphId,
    SomeValue,
};
use rpython_flow::OpKind;
use rpython_host::{Obj, Object};
use rpython_lltype::LLType;
use rpython_lowlevel::{Imm, OpCode, Operand};

use crate::builtins;
use crate::error::{R, TyperError};
use crate::hop::{Arg, ArgValue, Hop};
use crate::repr::{Repr, ReprId};
use crate::reprs;
use crate::rtyper::RTyper;

/// The arguments of a call in a form that functions understand: positional ones (with those of
/// `*args`), then keyword ones in the order of [`CallShape::keywords`].
struct Arguments {
    positional: Vec<Arg>,
    keywords: Vec<Arg>,
}

/// Goes by what the annotator found to be called.
pub fn translate(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    let site = rt.place.and_then(|p| rt.ann.call_site(p.graph, p.block, p.op).cloned());
    match site {
        Some(site) => call_site(rt, hop, &site),
        None => unannotated(rt, hop),
    }
}

/// A call of what a call site says; the first argument is the callee.
pub fn call_site(rt: &mut RTyper, hop: &Hop, site: &CallSite) -> R<Operand> {
    match site.kind {
        CallSiteKind::Builtin(name) => builtins::call(rt, hop, name),
        CallSiteKind::BuiltinMethod(name) => builtins::method(rt, hop, name),
        CallSiteKind::Memo => memo(rt, hop),
        CallSiteKind::Functions => functions(rt, hop, site),
        CallSiteKind::Methods => methods(rt, hop, site),
        CallSiteKind::FrozenMethods => frozen_methods(rt, hop, site),
        CallSiteKind::Classes => classes(rt, hop, site),
    }
}

/// Calls of low-level things, which have no call site.
fn unannotated(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    match rt.repr(hop.args[0].r).clone() {
        Repr::Builtin(name) => builtins::call(rt, hop, name),
        Repr::BuiltinMethod(name, _) => builtins::method(rt, hop, name),
        Repr::WeakRef(class) => {
            let target = rt.simple(Repr::Instance(class));
            let v = reprs::weakref::deref(rt, hop, target)?;
            rt.result(hop, v, target)
        }
        // A virtual reference is what it refers to.
        Repr::Instance(_) => rt.inputarg(hop, 0, hop.r_result),
        Repr::Ptr(_) => reprs::ptr::call(rt, hop),
        Repr::AdtMethod(_, func) => reprs::ptr::call_adt_method(rt, hop, func),
        _ => hop.unsupported(rt),
    }
}

/// Splits the arguments behind the callee.
fn arguments(rt: &mut RTyper, hop: &Hop, shape: &CallShape) -> R<Arguments> {
    let mut rest: Vec<Arg> = hop.args[1..].to_vec();
    if hop.kind == OpKind::simple_call {
        return Ok(Arguments { positional: rest, keywords: Vec::new() });
    }
    let mut rest_iter = rest.drain(1..);
    let (count, _, has_star) = call_form(rt, hop)?;
    let mut positional: Vec<Arg> = rest_iter.by_ref().take(count).collect();
    let keywords: Vec<Arg> = rest_iter.by_ref().take(shape.keywords.len()).collect();
    if has_star && let Some(star) = rest_iter.next() {
        let Repr::Tuple(items) = rt.repr(star.r).clone() else {
            return Err(TyperError::new("f(*args) needs a tuple of known length"));
        };
        positional.extend(reprs::tuple::unpack(rt, &star, &items)?);
    }
    Ok(Arguments { positional, keywords })
}

/// (number of positional arguments, names of keyword arguments, has `*args`) from the constant form of
/// a `call_args`.
pub fn call_form(rt: &RTyper, hop: &Hop) -> R<(usize, Vec<rpython_base::Symbol>, bool)> {
    let bad = || TyperError::new("malformed call");
    let form = hop.args[1].constant().ok_or_else(bad)?;
    let Object::Tuple(parts) = rt.host.get(form) else { return Err(bad()) };
    let count = match rt.host.get(*parts.first().ok_or_else(bad)?) {
        Object::Int(n) => *n as usize,
        _ => return Err(bad()),
    };
    let star = parts.get(2).is_some_and(|&o| o == Obj::TRUE || matches!(rt.host.get(o), Object::Int(1)));
    let names = match parts.get(1).map(|&o| rt.host.get(o)) {
        Some(Object::Tuple(names)) => names.iter().filter_map(|&o| rt.text_of(o)).collect(),
        _ => Vec::new(),
    };
    Ok((count, names, star))
}

/// The arguments of a graph's parameters, converted.
fn graph_arguments(
    rt: &mut RTyper,
    func: DescId,
    graph: GraphId,
    shape: &CallShape,
    given: &Arguments,
) -> R<Vec<Operand>> {
    let params: Vec<SomeValue> = rt.ann.graphs[graph].params().cloned().collect();
    if rt.ann.graphs[graph].shape.as_ref() == Some(shape) {
        return shaped_arguments(rt, &params, given);
    }
    let Some(function) = rt.ann.descs[func].as_function() else {
        return Err(TyperError::new("the callee is no function"));
    };
    let (sources, star) = function
        .signature
        .match_shape(shape)
        .map_err(|_| TyperError::new(format!("the arguments do not fit {}", function.name)))?;
    let mut values = Vec::with_capacity(params.len());
    for (source, s) in sources.iter().zip(&params) {
        let r = rt.repr_of(s)?;
        values.push(match *source {
            ArgSource::Positional(i) => rt.arg_as(&given.positional[i], r)?,
            ArgSource::Keyword(i) => rt.arg_as(&given.keywords[i], r)?,
            ArgSource::Default(obj) => rt.const_operand(r, obj)?,
        });
    }
    for (&i, s) in star.iter().zip(&params[sources.len().min(params.len())..]) {
        let r = rt.repr_of(s)?;
        values.push(rt.arg_as(&given.positional[i], r)?);
    }
    if values.len() != params.len() {
        return Err(TyperError::new("the call and the function disagree about the number of arguments"));
    }
    Ok(values)
}

/// The arguments of a graph that takes them as the call passes them: positional ones, then those with a keyword.
fn shaped_arguments(rt: &mut RTyper, params: &[SomeValue], given: &Arguments) -> R<Vec<Operand>> {
    let args = given.positional.iter().chain(&given.keywords);
    if args.clone().count() != params.len() {
        return Err(TyperError::new("the call and the function disagree about the number of arguments"));
    }
    let mut values = Vec::with_capacity(params.len());
    for (arg, s) in args.zip(params) {
        let r = rt.repr_of(s)?;
        values.push(rt.arg_as(arg, r)?);
    }
    Ok(values)
}

/// The representation of what a graph returns.
fn graph_result(rt: &mut RTyper, graph: GraphId) -> R<ReprId> {
    let s = rt.ann.graphs[graph].result.clone();
    rt.repr_of(&s)
}

/// Calls one of the functions of a row: directly if there is only one, else through `callee`.
fn call_row(
    rt: &mut RTyper,
    row: &CallRow,
    shape: &CallShape,
    given: &Arguments,
    callee: impl FnOnce(&mut RTyper) -> R<Operand>,
) -> R<(Operand, ReprId)> {
    let Some(&(func, graph)) = row.targets.first() else {
        return Err(TyperError::new("nothing is ever called here"));
    };
    let single = row.targets.iter().all(|&(_, g)| g == graph);
    let args = graph_arguments(rt, func, graph, shape, given)?;
    let r = graph_result(rt, graph)?;
    let result = rt.lltype(r)?;
    if single {
        let id = rt.func_of(graph)?;
        let ty = LLType::Ptr(rt.prog.funcs[id].ty);
        return Ok((rt.ll.call(ty, id, args, result), r));
    }
    let mut operands = vec![callee(rt)?];
    operands.extend(args);
    let mut targets = Vec::new();
    for &(_, g) in &row.targets {
        let id = rt.func_of(g)?;
        if !targets.contains(&id) {
            targets.push(id);
        }
    }
    let v = rt.ll.op_imm(OpCode::indirect_call, operands, Imm::Targets(Some(targets.into())), result);
    Ok((v, r))
}

/// The function pointer to call, out of a value of a set of functions.
fn concrete_function(
    rt: &mut RTyper,
    v: Operand,
    family: CallFamilyId,
    shape: &CallShape,
    row: &CallRow,
) -> R<Operand> {
    let info = rt.family_info(family)?;
    if info.record.is_none() {
        return Ok(v);
    }
    let fits = |v: &crate::pbc::Variant| row.targets.iter().all(|(d, g)| v.targets.get(d) == Some(g));
    let Some(index) = info.variants.iter().position(fits) else {
        return Err(TyperError::new(format!("no variant for a call with {} arguments", shape.positional)));
    };
    let ty = LLType::Ptr(info.variants[index].ty);
    Ok(rt.ll.getfield(v, index, ty))
}

fn functions(rt: &mut RTyper, hop: &Hop, site: &CallSite) -> R<Operand> {
    let mut given = arguments(rt, hop, &site.shape)?;
    if let Repr::AdtMethod(pointee, _) = *rt.repr(hop.args[0].r) {
        let this = rt.inputself(hop, 0)?;
        let r = rt.simple(Repr::Ptr(pointee));
        given.positional.insert(0, Arg { v: ArgValue::Low(this), s: SomeValue::ptr(pointee), r });
    }
    let callee = hop.args[0].clone();
    let (v, r) = call_row(rt, &site.row, &site.shape, &given, |rt| {
        let Repr::Functions(family) = *rt.repr(callee.r) else {
            return Err(TyperError::new("a call of several functions that are not in a set"));
        };
        let v = rt.arg_as(&callee, callee.r)?;
        concrete_function(rt, v, family, &site.shape, &site.row)
    })?;
    rt.result(hop, v, r)
}

/// A bound method: the callee is the instance; several functions are told apart by its vtable.
fn methods(rt: &mut RTyper, hop: &Hop, site: &CallSite) -> R<Operand> {
    let mut given = arguments(rt, hop, &site.shape)?;
    let callee = &hop.args[0];
    let Repr::Methods(name, this) = *rt.repr(callee.r) else { return hop.unsupported(rt) };
    let v = rt.inputself(hop, 0)?;
    let Repr::Instance(class) = *rt.repr(this) else { return hop.unsupported(rt) };
    let s = match class {
        Some(class) => SomeValue::instance(class, false),
        None => return hop.unsupported(rt),
    };
    given.positional.insert(0, Arg { v: ArgValue::Low(v.clone()), s, r: this });
    let placed = match class {
        Some(class) => rt.find_class_field(class, name)?.is_some(),
        None => false,
    };
    if !placed && site.row.targets.iter().any(|t| t.1 != site.row.targets[0].1) {
        return methods_by_class(rt, hop, site, &given, v, class);
    }
    let (v, r) = call_row(rt, &site.row, &site.shape, &given, |rt| {
        method_pointer(rt, v, class, name, &site.shape, &site.row)
    })?;
    rt.result(hop, v, r)
}

/// Methods of one name that no common base class has: asks for each class, the most derived ones first.
fn methods_by_class(
    rt: &mut RTyper,
    hop: &Hop,
    site: &CallSite,
    given: &Arguments,
    v: Operand,
    class: Option<ClassDefId>,
) -> R<Operand> {
    let set = hop.args[0]
        .s
        .as_pbc()
        .cloned()
        .unwrap_or_else(|| rpython_annotator::lattice::PbcSet { descs: Vec::new(), can_be_none: false });
    let mut methods = Vec::new();
    for &d in &set.descs {
        let Desc::Method(m) = &rt.ann.descs[d] else { continue };
        if let (Some(this), Some(graph)) = (m.this, site.row.graph(m.func)) {
            methods.push((std::cmp::Reverse(rt.ann.classdefs[this].depth), this, m.func, graph));
        }
    }
    methods.sort();
    let vtable = reprs::instance::typeptr(rt, v, class)?;
    let result = rt.lltype(hop.r_result)?;
    let mut diamonds = Vec::new();
    let Some(last) = methods.pop() else { return hop.unsupported(rt) };
    for (_, this, func, graph) in methods {
        let sup = rt.vtable_const(Some(this))?;
        let here = reprs::class::is_subclass(rt, vtable.clone(), sup);
        let diamond = rt.ll.begin_if(here, result);
        let value = one_method(rt, hop, site, given, func, graph)?;
        rt.ll.begin_else(&diamond, value);
        diamonds.push(diamond);
    }
    let mut value = one_method(rt, hop, site, given, last.2, last.3)?;
    while let Some(diamond) = diamonds.pop() {
        value = rt.ll.end_if(diamond, value);
    }
    Ok(value)
}

fn one_method(
    rt: &mut RTyper,
    hop: &Hop,
    site: &CallSite,
    given: &Arguments,
    func: DescId,
    graph: GraphId,
) -> R<Operand> {
    let row = CallRow { targets: vec![(func, graph)] };
    let (v, r) = call_row(rt, &row, &site.shape, given, |_| Err(TyperError::new("a single function")))?;
    rt.result(hop, v, r)
}

fn method_pointer(
    rt: &mut RTyper,
    v: Operand,
    class: Option<ClassDefId>,
    name: rpython_base::Symbol,
    shape: &CallShape,
    row: &CallRow,
) -> R<Operand> {
    let missing = || TyperError::new(format!("the method '{name}' has no place in the class"));
    let class = class.ok_or_else(missing)?;
    let (owner, field) = rt.find_class_field(class, name)?.ok_or_else(missing)?;
    let vtable = reprs::instance::typeptr(rt, v, Some(class))?;
    let value = reprs::instance::read_class_field(rt, vtable, owner, field)?;
    let Repr::Functions(family) = *rt.repr(field.r) else {
        return Err(TyperError::new(format!(
            "the method '{name}' is kept in the class as {} and called as one of several functions",
            rt.repr_name(field.r)
        )));
    };
    concrete_function(rt, value, family, shape, row)
}

/// A method of a frozen instance: the callee is the instance.
fn frozen_methods(rt: &mut RTyper, hop: &Hop, site: &CallSite) -> R<Operand> {
    let mut given = arguments(rt, hop, &site.shape)?;
    let set = hop.args[0].s.as_pbc().cloned().ok_or_else(|| TyperError::new("no method is known here"))?;
    given.positional.insert(0, frozen_self(rt, hop, &set)?);
    let (v, r) = call_row(rt, &site.row, &site.shape, &given, |_| {
        Err(TyperError::unsupported("a call of different methods of prebuilt constants"))
    })?;
    rt.result(hop, v, r)
}

/// A class: makes an instance and calls `__init__`.
fn classes(rt: &mut RTyper, hop: &Hop, site: &CallSite) -> R<Operand> {
    let set = hop.args[0].s.as_pbc().cloned().ok_or_else(|| TyperError::new("no class is known here"))?;
    let given = arguments(rt, hop, &site.shape)?;
    if let [desc] = set.descs[..] {
        let v = construct(rt, hop, site, &given, desc)?;
        return Ok(v);
    }
    let root = rt.simple(Repr::Type);
    let cls = rt.inputarg(hop, 0, root)?;
    let result = rt.lltype(hop.r_result)?;
    let mut diamonds = Vec::new();
    let (last, others) = set.descs.split_last().ok_or_else(|| TyperError::new("no class is known here"))?;
    for &desc in others {
        let pointer = rt.desc_vtable(desc)?;
        let ty = rt.vtable_ptr();
        let this = rt.constant(ty, rpython_lltype::Value::Ptr(pointer));
        let same = rt.ll.op(OpCode::ptr_eq, vec![cls.clone(), this], LLType::Bool);
        let diamond = rt.ll.begin_if(same, result);
        let v = construct(rt, hop, site, &given, desc)?;
        rt.ll.begin_else(&diamond, v);
        diamonds.push(diamond);
    }
    let mut value = construct(rt, hop, site, &given, *last)?;
    while let Some(diamond) = diamonds.pop() {
        value = rt.ll.end_if(diamond, value);
    }
    Ok(value)
}

/// Makes an instance of one class and initializes it.
fn construct(rt: &mut RTyper, hop: &Hop, site: &CallSite, given: &Arguments, desc: DescId) -> R<Operand> {
    let Some(class) = rt.classdef_of(desc) else { return hop.unsupported(rt) };
    let own = rt.simple(Repr::Instance(Some(class)));
    if rt.makes_unboxed(class)? {
        let v = reprs::unboxed::construct(rt, class, &given.positional)?;
        return rt.result(hop, v, own);
    }
    let stateless = prebuilt_exception(rt, class, site)?;
    let v = match stateless {
        Some(v) => v,
        None => rt.new_instance(class, false)?,
    };
    if let Some((func, graph)) = init_of(rt, class, site) {
        let s = SomeValue::instance(class, false);
        let this = Arg { v: ArgValue::Low(v.clone()), s, r: own };
        let mut positional = vec![this];
        positional.extend(given.positional.iter().cloned());
        let with_this = Arguments { positional, keywords: given.keywords.clone() };
        let row = CallRow { targets: vec![(func, graph)] };
        call_row(rt, &row, &site.shape, &with_this, |_| Err(TyperError::new("unreachable")))?;
    } else {
        environment_error(rt, class, &v, given)?;
    }
    rt.result(hop, v, own)
}

/// What the constructor of `EnvironmentError` and its subclasses keeps of its arguments.
fn environment_error(rt: &mut RTyper, class: ClassDefId, v: &Operand, given: &Arguments) -> R<()> {
    let desc = rt.ann.classdefs[class].desc;
    let Some(object) = rt.ann.descs[desc].as_class().map(|c| c.class) else { return Ok(()) };
    if !rt.host.is_subclass_raw(object, rt.host.exc.environment_error) {
        return Ok(());
    }
    for (arg, name) in given.positional.iter().zip(["errno", "strerror", "filename"]) {
        let Some((owner, field)) = rt.find_field(class, name.into())? else { continue };
        let value = rt.arg_as(arg, field.r)?;
        if rt.lltype(field.r)? != LLType::Void {
            let container = LLType::Ptr(rt.instance_type(Some(owner)));
            let v = rt.cast_pointer(v.clone(), container);
            rt.ll.setfield(v, field.index, value);
        }
    }
    Ok(())
}

/// The `__init__` of a class with its graph for this call.
fn init_of(rt: &mut RTyper, class: ClassDefId, site: &CallSite) -> Option<(DescId, GraphId)> {
    // The row of a class call is by class.
    let graph = site.row.graph(rt.ann.classdefs[class].desc)?;
    rt.ann.graphs[graph].desc.map(|func| (func, graph))
}

/// An exception without `__init__` and without attributes needs no allocation: one instance serves
/// all.
fn prebuilt_exception(rt: &mut RTyper, class: ClassDefId, site: &CallSite) -> R<Option<Operand>> {
    if !site.row.targets.is_empty() || !rt.is_exception(class) {
        return Ok(None);
    }
    let line: Vec<ClassDefId> = rt.ann.class_line(class).collect();
    for level in line {
        if !rt.class_info(level)?.fields.is_empty() {
            return Ok(None);
        }
    }
    let data = rt.reusable_exception(class)?;
    Ok(Some(rt.data_ptr(data)))
}

/// The prebuilt constant whose method is called, as the first argument.
fn frozen_self(rt: &mut RTyper, hop: &Hop, set: &PbcSet) -> R<Arg> {
    let callee = &hop.args[0];
    let s = rt.frozen_instances(set)?;
    let r = rt.repr_of(&s)?;
    let only = s.as_pbc().filter(|frozen| frozen.descs.len() == 1 && !frozen.can_be_none);
    let v = match (only.and_then(|frozen| rt.ann.descs[frozen.descs[0]].constant()), rt.repr(callee.r)) {
        (Some(obj), _) => ArgValue::Const(obj),
        (None, &Repr::MethodsOfFrozen(_, this)) => {
            let v = rt.inputself(hop, 0)?;
            ArgValue::Low(rt.convert(v, this, r)?)
        }
        (None, _) => ArgValue::Low(rt.undefined(r)?),
    };
    Ok(Arg { v, s, r })
}

/// A function computed while translating: a table of results, or one constant.
fn memo(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    if let Some(obj) = hop.s_result.constant {
        return rt.const_operand(hop.r_result, obj);
    }
    let mut args: Vec<Arg> = hop.args[1..].to_vec();
    let set = hop.args[0].s.as_pbc().cloned().ok_or_else(|| TyperError::new("no function is known here"))?;
    let func = match &rt.ann.descs[set.descs[0]] {
        Desc::MethodOfFrozen(method) => {
            let func = method.func;
            args.insert(0, frozen_self(rt, hop, &set)?);
            func
        }
        _ => set.descs[0],
    };
    let Some(table) = rt.ann.memo.get(&func).cloned() else { return hop.unsupported(rt) };
    let entries: Vec<(Vec<Obj>, Obj)> = table.entries.into_iter().collect();
    let mut diamonds = Vec::new();
    let result = rt.lltype(hop.r_result)?;
    let mut value = None;
    for (i, (keys, obj)) in entries.iter().enumerate() {
        let here = match memo_matches(rt, hop, &args, keys)? {
            Some(here) => here,
            None => continue,
        };
        let constant = rt.const_operand(hop.r_result, *obj)?;
        if i + 1 == entries.len() || here.as_const().is_some() {
            value = Some(constant);
            break;
        }
        let diamond = rt.ll.begin_if(here, result);
        rt.ll.begin_else(&diamond, constant);
        diamonds.push(diamond);
    }
    let mut value = match value {
        Some(value) => value,
        None => rt.undefined(hop.r_result)?,
    };
    while let Some(diamond) = diamonds.pop() {
        value = rt.ll.end_if(diamond, value);
    }
    Ok(value)
}

/// Whether the arguments are these objects; `None` if they cannot be, `true` if they must be.
fn memo_matches(rt: &mut RTyper, hop: &Hop, args: &[Arg], keys: &[Obj]) -> R<Option<Operand>> {
    let mut condition: Option<Operand> = None;
    for (arg, &key) in args.iter().zip(keys) {
        if let Some(obj) = arg.constant() {
            if obj != key {
                return Ok(None);
            }
            continue;
        }
        let s = arg.s.clone();
        let key = Arg { v: ArgValue::Const(key), s: SomeValue { constant: Some(key), ..s }, r: arg.r };
        let r_result = rt.simple(Repr::Bool);
        let sub = Hop {
            kind: OpKind::eq,
            args: vec![arg.clone(), key],
            s_result: SomeValue::BOOL,
            r_result,
            span: hop.span,
            keywords: Vec::new(),
        };
        let same = crate::dispatch::translate(rt, &sub)?;
        condition = Some(match condition {
            None => same,
            Some(before) => {
                let diamond = rt.ll.begin_if(before, LLType::Bool);
                rt.ll.begin_else(&diamond, same);
                rt.ll.end_if(diamond, Operand::bool(false))
            }
        });
    }
    Ok(Some(condition.unwrap_or(Operand::bool(true))))
}

/// `hint(x, promote=True)`: kept for the JIT.
pub fn hint(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    rt.inputarg(hop, 0, hop.r_result)
}
