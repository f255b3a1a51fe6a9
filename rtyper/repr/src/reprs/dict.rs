//! Dicts: insertion-ordered hash tables, whose helpers are `rpython/rtyper/rdict.py`.
//!
//! Dicts with different key and value types have different structs; what differs otherwise is passed to the helpers: a function
//! that compares keys, one that hashes them, and whether hashes are kept in the entries.

use rpython_annotator::DictDefId;
use rpython_annotator::lattice::IterVariant;
use rpython_flow::OpKind;
use rpython_host::{Obj, Object};
use rpython_lltype::{Container, ContainerId, GcKind, Hints, LLType, Payload, Pointer, StructType, Value};
use rpython_lowlevel::{Imm, MallocFlavor, OpCode, Operand, PathStep};

use crate::choose::gc_struct;
use crate::common::field;
use crate::error::{R, TyperError};
use crate::helpers::HelperArg;
use crate::hop::Hop;
use crate::repr::{IterRepr, Repr, ReprId};
use crate::reprs::{list, tuple};
use crate::rtyper::RTyper;

mod functions;

use functions::{call, hash_of};

/// Field numbers of dicts.
mod fields {
    pub const NUM_LIVE: usize = 0;
    pub const INDEXES: usize = 3;
    pub const ENTRIES: usize = 4;
    /// Key functions that are chosen at run time.
    pub const OWN: usize = 5;
}

/// Field numbers of entries.
mod entry {
    pub const KEY: u32 = 0;
    pub const VALUE: u32 = 1;
}

/// What is known about dicts of a class.
#[derive(Clone)]
struct DictInfo {
    id: DictDefId,
    r_key: ReprId,
    r_value: ReprId,
    key: LLType,
    value: LLType,
    /// Entries keep the hash, because computing it again would be slow or could run the program's code.
    stored: bool,
}

fn info(rt: &mut RTyper, dict: DictDefId) -> R<DictInfo> {
    let id = rt.ann.dicts.find(dict);
    let def = rt.ann.dicts.get(id);
    let (s_key, s_value, custom) = (def.key.value.clone(), def.value.value.clone(), def.custom.is_some());
    let (r_key, r_value) = (rt.repr_of(&s_key)?, rt.repr_of(&s_value)?);
    let (key, value) = (rt.lltype(r_key)?, rt.lltype(r_value)?);
    let stored = custom || !hashes_fast(rt.repr(r_key));
    Ok(DictInfo { id, r_key, r_value, key, value, stored })
}

fn info_of(rt: &mut RTyper, r: ReprId) -> R<DictInfo> {
    match *rt.repr(r) {
        Repr::Dict(dict) => info(rt, dict),
        _ => Err(TyperError::new(format!("{} is no dict", rt.repr_name(r)))),
    }
}

/// Keys whose hash is themselves, or kept in them.
fn hashes_fast(r: &Repr) -> bool {
    matches!(
        r,
        Repr::Int(_)
            | Repr::Bool
            | Repr::Char
            | Repr::UniChar
            | Repr::Str
            | Repr::Unicode
            | Repr::None
            | Repr::Impossible
    )
}

// ------------------------------------------------------------ types and prebuilt dicts

fn entry_type(rt: &mut RTyper, info: &DictInfo) -> ContainerId {
    let mut fields = vec![field("key", info.key), field("value", info.value), field("valid", LLType::Bool)];
    if info.stored {
        fields.push(field("hash", LLType::Signed));
    }
    let entry = StructType { name: "dictentry".into(), gc: GcKind::Raw, fields, hints: Hints::default() };
    rt.types_mut().intern(Container::Struct(entry))
}

fn entries_type(rt: &mut RTyper, info: &DictInfo) -> ContainerId {
    let entry = entry_type(rt, info);
    rt.types_mut().array(GcKind::Gc, LLType::Inline(entry), Hints::default())
}

fn indexes_type(rt: &mut RTyper) -> ContainerId {
    rt.types_mut().array(GcKind::Gc, LLType::Int32, Hints::default())
}

/// The container of a dict.
pub fn container(rt: &mut RTyper, dict: DictDefId) -> R<Container> {
    let info = info(rt, dict)?;
    let (indexes, entries) = (indexes_type(rt), entries_type(rt, &info));
    let signed = |name: &str| field(name, LLType::Signed);
    let mut fields = vec![
        signed("num_live"),
        signed("num_used"),
        signed("free"),
        field("indexes", LLType::Ptr(indexes)),
        field("entries", LLType::Ptr(entries)),
    ];
    fields.extend(functions::own_fields(rt, dict)?.iter().map(|own| own.field()));
    Ok(gc_struct("dict", fields, Hints::default()))
}

/// The content of a prebuilt dict. It has no index table: that is made when it is first looked at.
pub fn const_payload(rt: &mut RTyper, _: ReprId, dict: DictDefId, obj: Obj) -> R<Payload> {
    let info = info(rt, dict)?;
    let mut rows = Vec::new();
    for (key, value) in prebuilt_items(rt, obj)? {
        let mut row =
            vec![rt.const_value(info.r_key, key)?, rt.const_value(info.r_value, value)?, Value::Bool(true)];
        if info.stored {
            row.push(Value::Int(0));
        }
        rows.push(Value::Inline(Box::new(Payload::Struct(row))));
    }
    let count = Value::Int(rows.len() as i64);
    let ty = entries_type(rt, &info);
    let entries = rt.prog.data.push(ty, Payload::Array(rows));
    let indexes = indexes_type(rt);
    let indexes = rt.interned_data(indexes, Payload::Array(Vec::new()));
    let data = |id| Value::Ptr(Pointer::Data(id));
    let mut fields = vec![count.clone(), count, Value::Int(0), data(indexes), data(entries)];
    fields.extend(functions::prebuilt_own(rt, dict, obj)?);
    Ok(Payload::Struct(fields))
}

/// Keys and values of a live dict, also of one with functions of its own.
fn prebuilt_items(rt: &mut RTyper, obj: Obj) -> R<Vec<(Obj, Obj)>> {
    let content = rt.host.content(obj);
    if let Object::Dict(data) = rt.host.get(content) {
        return Ok(data.iter().collect());
    }
    let fails = |rt: &mut RTyper| {
        TyperError::new(format!("a prebuilt {} cannot be used as a dict", rt.host.type_name(obj)))
    };
    let Ok(items) = rt.host.call_method(obj, "items", &[]) else { return Err(fails(rt)) };
    let pairs = rt.host.sequence_items(items).unwrap_or_default();
    let mut all = Vec::new();
    for pair in pairs {
        match rt.host.sequence_items(pair).as_deref() {
            Some(&[key, value]) => all.push((key, value)),
            _ => return Err(fails(rt)),
        }
    }
    Ok(all)
}

// ------------------------------------------------------------ entries

fn read(rt: &mut RTyper, info: &DictInfo, d: &Operand, number: Operand, which: u32) -> R<Operand> {
    let (r, ty) = if which == entry::KEY { (info.r_key, info.key) } else { (info.r_value, info.value) };
    if ty == LLType::Void {
        return rt.undefined(r);
    }
    let entries = entries_of(rt, info, d);
    let path = Imm::Path([PathStep::Index, PathStep::Field(which)].into());
    Ok(rt.ll.op_imm(OpCode::getinteriorfield, vec![entries, number], path, ty))
}

fn entries_of(rt: &mut RTyper, info: &DictInfo, d: &Operand) -> Operand {
    let ty = LLType::Ptr(entries_type(rt, info));
    rt.ll.getfield(d.clone(), fields::ENTRIES, ty)
}

/// Overwrites managed pointers of a deleted entry, which would keep objects alive. `entries` is the array the
/// entry was in.
fn clear(rt: &mut RTyper, info: &DictInfo, entries: &Operand, number: &Operand) {
    for (which, ty) in [(entry::KEY, info.key), (entry::VALUE, info.value)] {
        if let LLType::Ptr(pointee) = ty
            && rt.types().is_gc_ptr(ty)
        {
            let path = Imm::Path([PathStep::Index, PathStep::Field(which)].into());
            let args = vec![entries.clone(), number.clone(), Operand::null(pointee)];
            rt.ll.op_imm(OpCode::setinteriorfield, args, path, LLType::Void);
        }
    }
}

/// Deletes an entry by its number.
fn delete(rt: &mut RTyper, info: &DictInfo, d: &Operand, number: Operand) -> R<()> {
    let entries = entries_of(rt, info, d);
    call(rt, info, "ll_unlink", vec![d.clone(), number.clone()], false, LLType::Void)?;
    clear(rt, info, &entries, &number);
    Ok(())
}

/// An argument as a key, with its hash.
fn key_argument(
    rt: &mut RTyper,
    hop: &Hop,
    index: usize,
    info: &DictInfo,
    d: &Operand,
) -> R<(Operand, Operand)> {
    let key = rt.inputarg(hop, index, info.r_key)?;
    let hash = hash_of(rt, info, d, &key)?;
    Ok((key, hash))
}

/// The number of a key's entry; raises KeyError.
fn find(rt: &mut RTyper, info: &DictInfo, d: &Operand, key: Operand, hash: Operand) -> R<Operand> {
    call(rt, info, "ll_find", vec![d.clone(), key, hash], true, LLType::Signed)
}

fn set(rt: &mut RTyper, info: &DictInfo, d: &Operand, key: Operand, hash: Operand, value: Operand) -> R<()> {
    call(rt, info, "ll_setitem", vec![d.clone(), key, hash, value], true, LLType::Void)?;
    Ok(())
}

// ------------------------------------------------------------ operations

/// Truth, text, hash.
pub fn unary(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    let v = rt.inputself(hop, 0)?;
    match hop.kind {
        OpKind::bool => {
            let there = rt.ll.op(OpCode::ptr_nonzero, vec![v.clone()], LLType::Bool);
            let diamond = rt.ll.begin_if(there, LLType::Bool);
            let count = rt.ll.getfield(v, fields::NUM_LIVE, LLType::Signed);
            let some = rt.ll.op(OpCode::int_gt, vec![count, Operand::signed(0)], LLType::Bool);
            rt.ll.begin_else(&diamond, some);
            Ok(rt.ll.end_if(diamond, Operand::bool(false)))
        }
        OpKind::hash => Ok(super::instance::identity_hash(rt, v)),
        _ => hop.unsupported(rt),
    }
}

/// Comparisons: by identity only.
pub fn compare(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    if hop.args.iter().all(|a| matches!(rt.repr(a.r), Repr::Dict(_))) && hop.kind != OpKind::is_ {
        return hop.unsupported(rt);
    }
    super::pbc::identity_compare(rt, hop)
}

/// Length, items, membership, iteration.
pub fn items(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    let info = info_of(rt, hop.args[0].r)?;
    let d = rt.inputself(hop, 0)?;
    match hop.kind {
        OpKind::len => Ok(rt.ll.getfield(d, fields::NUM_LIVE, LLType::Signed)),
        OpKind::getitem | OpKind::getitem_idx | OpKind::getitem_key => {
            let (key, hash) = key_argument(rt, hop, 1, &info, &d)?;
            let number = find(rt, &info, &d, key, hash)?;
            let value = read(rt, &info, &d, number, entry::VALUE)?;
            rt.result(hop, value, info.r_value)
        }
        OpKind::setitem => {
            let (key, hash) = key_argument(rt, hop, 1, &info, &d)?;
            let value = rt.inputarg(hop, 2, info.r_value)?;
            set(rt, &info, &d, key, hash, value)?;
            Ok(Operand::void())
        }
        OpKind::delitem => {
            let (key, hash) = key_argument(rt, hop, 1, &info, &d)?;
            let number = find(rt, &info, &d, key, hash)?;
            delete(rt, &info, &d, number)?;
            Ok(Operand::void())
        }
        OpKind::contains => {
            let (key, hash) = key_argument(rt, hop, 1, &info, &d)?;
            call(rt, &info, "ll_contains", vec![d, key, hash], true, LLType::Bool)
        }
        OpKind::iter => start_iter(rt, hop.r_result, info.id, d),
        _ => hop.unsupported(rt),
    }
}

/// An empty dict of a representation.
fn empty(rt: &mut RTyper, r: ReprId) -> R<Operand> {
    let info = info_of(rt, r)?;
    let ty = rt.container_type(r)?;
    let d = rt.ll.op_imm(OpCode::malloc, vec![], Imm::Malloc(ty, MallocFlavor::GC), LLType::Ptr(ty));
    let indexes = indexes_type(rt);
    let indexes = rt.interned_data(indexes, Payload::Array(Vec::new()));
    let indexes = rt.data_ptr(indexes);
    let entries = entries_type(rt, &info);
    let entries = rt.interned_data(entries, Payload::Array(Vec::new()));
    let entries = rt.data_ptr(entries);
    rt.ll.setfield(d.clone(), fields::INDEXES, indexes);
    rt.ll.setfield(d.clone(), fields::ENTRIES, entries);
    Ok(d)
}

/// `{a: b}`
pub fn new(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    let info = info_of(rt, hop.r_result)?;
    let d = empty(rt, hop.r_result)?;
    for i in (0..hop.nargs()).step_by(2) {
        let (key, hash) = key_argument(rt, hop, i, &info, &d)?;
        let value = rt.inputarg(hop, i + 1, info.r_value)?;
        set(rt, &info, &d, key, hash, value)?;
    }
    Ok(d)
}

/// Methods.
pub fn method(rt: &mut RTyper, hop: &Hop, name: &str) -> R<Operand> {
    let info = info_of(rt, hop.args[0].r)?;
    let d = rt.inputself(hop, 0)?;
    match name {
        "get" => get(rt, hop, &info, &d, false),
        "setdefault" => get(rt, hop, &info, &d, true),
        "has_key" => items(rt, &Hop { kind: OpKind::contains, ..hop.clone() }),
        "keys" | "values" | "items" => to_list(rt, hop, &info, d, name),
        "iterkeys" | "itervalues" | "iteritems" => start_iter(rt, hop.r_result, info.id, d),
        "update" => {
            let other = rt.inputarg(hop, 1, hop.args[0].r)?;
            call(rt, &info, "ll_update", vec![d, other], true, LLType::Void)
        }
        "clear" => {
            let fresh = empty(rt, hop.args[0].r)?;
            for (index, ty) in [
                (fields::NUM_LIVE, LLType::Signed),
                (1, LLType::Signed),
                (2, LLType::Signed),
                (fields::INDEXES, LLType::Ptr(indexes_type(rt))),
                (fields::ENTRIES, LLType::Ptr(entries_type(rt, &info))),
            ] {
                let value = rt.ll.getfield(fresh.clone(), index, ty);
                rt.ll.setfield(d.clone(), index, value);
            }
            Ok(Operand::void())
        }
        "copy" => {
            let fresh = empty(rt, hop.args[0].r)?;
            functions::copy_own(rt, &info, &d, &fresh)?;
            call(rt, &info, "ll_copy_into", vec![fresh.clone(), d], false, LLType::Void)?;
            Ok(fresh)
        }
        "pop" => pop(rt, hop, &info, &d),
        "popitem" => {
            let number = rt.call_helper("rdict", "ll_last", vec![d.clone()], LLType::Signed)?;
            let key = read(rt, &info, &d, number.clone(), entry::KEY)?;
            let value = read(rt, &info, &d, number.clone(), entry::VALUE)?;
            delete(rt, &info, &d, number)?;
            pair(rt, hop.r_result, &info, key, value)
        }
        _ => Err(TyperError::unsupported(format!("the dict method {name}()"))),
    }
}

/// `d.get(key, default)` and `d.setdefault(key, default)`
fn get(rt: &mut RTyper, hop: &Hop, info: &DictInfo, d: &Operand, set_it: bool) -> R<Operand> {
    let (key, hash) = key_argument(rt, hop, 1, info, d)?;
    let args = vec![d.clone(), key.clone(), hash.clone()];
    let number = call(rt, info, "ll_lookup", args, true, LLType::Signed)?;
    let there = rt.ll.op(OpCode::int_ge, vec![number.clone(), Operand::signed(0)], LLType::Bool);
    let result = rt.lltype(hop.r_result)?;
    let diamond = rt.ll.begin_if(there, result);
    let value = read(rt, info, d, number, entry::VALUE)?;
    let value = rt.result(hop, value, info.r_value)?;
    rt.ll.begin_else(&diamond, value);
    let missing = if set_it {
        let default =
            if hop.nargs() > 2 { rt.inputarg(hop, 2, info.r_value)? } else { rt.undefined(info.r_value)? };
        // The key is not there: it is not compared again.
        let args = vec![d.clone(), key, hash, default.clone()];
        call(rt, info, "ll_insert", args, false, LLType::Void)?;
        rt.result(hop, default, info.r_value)?
    } else if hop.nargs() > 2 {
        rt.inputarg(hop, 2, hop.r_result)?
    } else {
        rt.const_operand(hop.r_result, Obj::NONE)?
    };
    Ok(rt.ll.end_if(diamond, missing))
}

fn pop(rt: &mut RTyper, hop: &Hop, info: &DictInfo, d: &Operand) -> R<Operand> {
    let (key, hash) = key_argument(rt, hop, 1, info, d)?;
    if hop.nargs() == 2 {
        let number = find(rt, info, d, key, hash)?;
        let value = read(rt, info, d, number.clone(), entry::VALUE)?;
        delete(rt, info, d, number)?;
        return rt.result(hop, value, info.r_value);
    }
    let args = vec![d.clone(), key, hash];
    let number = call(rt, info, "ll_lookup", args, true, LLType::Signed)?;
    let there = rt.ll.op(OpCode::int_ge, vec![number.clone(), Operand::signed(0)], LLType::Bool);
    let result = rt.lltype(hop.r_result)?;
    let diamond = rt.ll.begin_if(there, result);
    let value = read(rt, info, d, number.clone(), entry::VALUE)?;
    delete(rt, info, d, number)?;
    let value = rt.result(hop, value, info.r_value)?;
    rt.ll.begin_else(&diamond, value);
    let default = rt.inputarg(hop, 2, hop.r_result)?;
    Ok(rt.ll.end_if(diamond, default))
}

/// A (key, value) tuple in representation `r`.
fn pair(rt: &mut RTyper, r: ReprId, info: &DictInfo, key: Operand, value: Operand) -> R<Operand> {
    let Repr::Tuple(parts) = rt.repr(r).clone() else {
        // The dict is always empty, and what would be done with its items is not reached.
        return match rt.repr(r) {
            Repr::Impossible => Ok(Operand::void()),
            _ => Err(TyperError::new("the items of a dict are tuples")),
        };
    };
    let key = rt.convert(key, info.r_key, parts[0])?;
    let value = rt.convert(value, info.r_value, parts[1])?;
    tuple::make(rt, r, vec![key, value])
}

/// `keys()`, `values()`, `items()`
fn to_list(rt: &mut RTyper, hop: &Hop, info: &DictInfo, d: Operand, what: &str) -> R<Operand> {
    let target = list::list_of(rt, hop.r_result)?;
    let array = list::array_type(rt, target.item);
    let array_object = HelperArg::Object(rt.type_object(LLType::Inline(array)));
    let (helper, make) = match what {
        "keys" => ("ll_keys", converter(rt, info.r_key, target.r_item)?),
        "values" => ("ll_values", converter(rt, info.r_value, target.r_item)?),
        _ => ("ll_items", HelperArg::Value(pair_maker(rt, info, target.r_item)?)),
    };
    let args = vec![d.into(), array_object, make];
    let items = rt.call_helper_with("rdict", helper, args, LLType::Ptr(array))?;
    let count = rt.ll.op(OpCode::getarraysize, vec![items.clone()], LLType::Signed);
    list::from_array(rt, hop.r_result, items, count)
}

/// A function from one representation to another; `None` where nothing needs to be done.
fn converter(rt: &mut RTyper, from: ReprId, to: ReprId) -> R<HelperArg> {
    if from == to {
        return Ok(HelperArg::Object(Obj::NONE));
    }
    let (a, b) = (rt.lltype(from)?, rt.lltype(to)?);
    let name = format!("convert_{from}_{to}");
    rt.make_function(&name, vec![a], b, |rt, args| rt.convert(args[0].clone(), from, to))
        .map(HelperArg::Value)
}

fn pair_maker(rt: &mut RTyper, info: &DictInfo, r: ReprId) -> R<Operand> {
    let ty = rt.lltype(r)?;
    let info = info.clone();
    let name = format!("dict_pair_{}_{}_{r}", info.r_key, info.r_value);
    rt.make_function(&name, vec![info.key, info.value], ty, |rt, args| {
        pair(rt, r, &info, args[0].clone(), args[1].clone())
    })
}

// ------------------------------------------------------------ built-in functions

/// Built-in functions that make or change one; `None` if the name is not known here.
pub fn builtin(rt: &mut RTyper, hop: &Hop, name: &str) -> R<Option<Operand>> {
    let v = match name {
        "dict" | "OrderedDict" => copy_or_new(rt, hop)?,
        "r_dict" | "r_ordereddict" => {
            let fresh = empty(rt, hop.r_result)?;
            functions::store_own(rt, hop, &fresh)?;
            fresh
        }
        "mark_dict_non_null" => rt.inputarg(hop, 1, hop.r_result)?,
        "prepare_dict_update" => {
            let (info, d) = dict_argument(rt, hop)?;
            if info.key == LLType::Void {
                return Ok(Some(Operand::void()));
            }
            let count = rt.inputint(hop, 2)?;
            call(rt, &info, "ll_prepare", vec![d, count], false, LLType::Void)?
        }
        "reversed_dict" | "iterkeys_with_hash" | "iteritems_with_hash" => {
            let (info, d) = dict_argument(rt, hop)?;
            start_iter(rt, hop.r_result, info.id, d)?
        }
        "contains_with_hash" | "getitem_with_hash" | "setitem_with_hash" | "delitem_with_hash" => {
            with_hash(rt, hop, name)?
        }
        "delitem_if_value_is" => delete_if_value_is(rt, hop)?,
        "move_to_end" => move_to_end(rt, hop)?,
        _ => return Ok(None),
    };
    Ok(Some(v))
}

fn dict_argument(rt: &mut RTyper, hop: &Hop) -> R<(DictInfo, Operand)> {
    let info = info_of(rt, hop.args[1].r)?;
    let d = rt.inputself(hop, 1)?;
    Ok((info, d))
}

fn copy_or_new(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    let fresh = empty(rt, hop.r_result)?;
    if hop.nargs() > 1 {
        let info = info_of(rt, hop.r_result)?;
        let from = info_of(rt, hop.args[1].r)?;
        if from.key != info.key || from.value != info.value || from.stored != info.stored {
            return Err(TyperError::unsupported("dict() of a dict whose items are represented differently"));
        }
        let other = rt.inputself(hop, 1)?;
        functions::copy_own(rt, &info, &other, &fresh)?;
        call(rt, &info, "ll_copy_into", vec![fresh.clone(), other], false, LLType::Void)?;
    }
    Ok(fresh)
}

fn with_hash(rt: &mut RTyper, hop: &Hop, name: &str) -> R<Operand> {
    let (info, d) = dict_argument(rt, hop)?;
    let key = rt.inputarg(hop, 2, info.r_key)?;
    let hash = rt.inputint(hop, 3)?;
    match name {
        "contains_with_hash" => call(rt, &info, "ll_contains", vec![d, key, hash], true, LLType::Bool),
        "getitem_with_hash" => {
            let number = find(rt, &info, &d, key, hash)?;
            let value = read(rt, &info, &d, number, entry::VALUE)?;
            rt.result(hop, value, info.r_value)
        }
        "setitem_with_hash" => {
            let value = rt.inputarg(hop, 4, info.r_value)?;
            set(rt, &info, &d, key, hash, value)?;
            Ok(Operand::void())
        }
        _ => {
            let number = find(rt, &info, &d, key, hash)?;
            delete(rt, &info, &d, number)?;
            Ok(Operand::void())
        }
    }
}

fn delete_if_value_is(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    let (info, d) = dict_argument(rt, hop)?;
    let (key, hash) = key_argument(rt, hop, 2, &info, &d)?;
    let value = rt.inputarg(hop, 3, info.r_value)?;
    let args = vec![d.clone(), key, hash];
    let number = call(rt, &info, "ll_lookup", args, true, LLType::Signed)?;
    let there = rt.ll.op(OpCode::int_ge, vec![number.clone(), Operand::signed(0)], LLType::Bool);
    let outer = rt.ll.begin_if(there, LLType::Void);
    let held = read(rt, &info, &d, number.clone(), entry::VALUE)?;
    let same = rt.ll.op(OpCode::ptr_eq, vec![held, value], LLType::Bool);
    let inner = rt.ll.begin_if(same, LLType::Void);
    delete(rt, &info, &d, number)?;
    rt.ll.begin_else(&inner, Operand::void());
    rt.ll.end_if(inner, Operand::void());
    rt.ll.begin_else(&outer, Operand::void());
    rt.ll.end_if(outer, Operand::void());
    Ok(Operand::void())
}

fn move_to_end(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    let (info, d) = dict_argument(rt, hop)?;
    let (key, hash) = key_argument(rt, hop, 2, &info, &d)?;
    let last = if hop.nargs() > 3 {
        let bool = rt.simple(Repr::Bool);
        rt.inputarg(hop, 3, bool)?
    } else {
        Operand::bool(true)
    };
    let number = find(rt, &info, &d, key, hash)?;
    call(rt, &info, "ll_move_to_end", vec![d, number, last], false, LLType::Void)
}

// ------------------------------------------------------------ iteration

/// The container of an iterator over a dict.
pub fn iter_container(rt: &mut RTyper, it: &IterRepr, _: DictDefId) -> R<Container> {
    let dict = rt.lltype(it.container)?;
    let fields = vec![field("dict", dict), field("index", LLType::Signed)];
    Ok(gc_struct("dictiter", fields, Hints::default()))
}

/// `iter(d)`
pub fn start_iter(rt: &mut RTyper, r: ReprId, _: DictDefId, v: Operand) -> R<Operand> {
    let Repr::Iter(it) = rt.repr(r).clone() else { return Err(TyperError::new("no iterator")) };
    let ty = rt.container_type(r)?;
    let start = match it.variant {
        IterVariant::Reversed | IterVariant::ReversedKeys => rt.ll.getfield(v.clone(), 1, LLType::Signed),
        _ => Operand::signed(0),
    };
    let it = rt.ll.op_imm(OpCode::malloc, vec![], Imm::Malloc(ty, MallocFlavor::GC), LLType::Ptr(ty));
    rt.ll.setfield(it.clone(), 0, v);
    rt.ll.setfield(it.clone(), 1, start);
    Ok(it)
}

/// The next key, value or pair.
pub fn next(rt: &mut RTyper, it: &IterRepr, dict: DictDefId, v: Operand, target: ReprId) -> R<Operand> {
    let info = info(rt, dict)?;
    let reversed = matches!(it.variant, IterVariant::Reversed | IterVariant::ReversedKeys);
    let helper = if reversed { "ll_next_reversed" } else { "ll_next" };
    let number = rt.call_helper("rdict", helper, vec![v.clone()], LLType::Signed)?;
    let ty = rt.lltype(it.container)?;
    let d = rt.ll.getfield(v, 0, ty);
    match it.variant {
        IterVariant::Values => {
            let value = read(rt, &info, &d, number, entry::VALUE)?;
            rt.convert(value, info.r_value, target)
        }
        IterVariant::Items => {
            let key = read(rt, &info, &d, number.clone(), entry::KEY)?;
            let value = read(rt, &info, &d, number, entry::VALUE)?;
            pair(rt, target, &info, key, value)
        }
        IterVariant::KeysWithHash | IterVariant::ItemsWithHash => {
            let key = read(rt, &info, &d, number.clone(), entry::KEY)?;
            let hash = hash_of(rt, &info, &d, &key)?;
            let Repr::Tuple(parts) = rt.repr(target).clone() else {
                return Err(TyperError::new("the items of this iteration are tuples"));
            };
            let mut values = vec![rt.convert(key, info.r_key, parts[0])?];
            if it.variant == IterVariant::ItemsWithHash {
                let value = read(rt, &info, &d, number, entry::VALUE)?;
                values.push(rt.convert(value, info.r_value, parts[1])?);
            }
            values.push(hash);
            tuple::make(rt, target, values)
        }
        IterVariant::Plain
        | IterVariant::Keys
        | IterVariant::Reversed
        | IterVariant::ReversedKeys
        | IterVariant::Enumerate
        | IterVariant::Zip => {
            let key = read(rt, &info, &d, number, entry::KEY)?;
            rt.convert(key, info.r_key, target)
        }
    }
}
