//! `range`, `map`, `filter`, `zip`, `reduce`, `sorted`, `min`, `max`, `any`, `all`.

use rpython_base::Symbol;
use rpython_bytecode::CmpOp;

use super::{check_args, check_keywords, keyword};
use crate::Host;
use crate::iter::range_len;
use crate::object::*;

type Keywords<'a> = &'a [(Symbol, Obj)];

/// Start, stop and step of `range` and `xrange`.
fn range_bounds(host: &mut Host, name: &str, args: &[Obj]) -> Result<(i64, i64, i64), Raised> {
    check_args(host, name, args, &[], 1, 3)?;
    let mut values = [0; 3];
    for (value, &arg) in values.iter_mut().zip(args) {
        if let Object::Float(_) = host.get(host.content(arg)) {
            let message = format!("{name}() integer argument expected, got float.");
            return Err(Raised::type_error(host, message));
        }
        *value = host.index_value(arg, "an integer is required")?;
    }
    let bounds = match args.len() {
        1 => (0, values[0], 1),
        2 => (values[0], values[1], 1),
        _ => (values[0], values[1], values[2]),
    };
    if bounds.2 == 0 {
        let message =
            format!("{name}() {}3 must not be zero", if name == "range" { "step argument " } else { "arg " });
        let message =
            if name == "range" { "range() step argument must not be zero".to_owned() } else { message };
        return Err(Raised::value_error(host, message));
    }
    Ok(bounds)
}

fn range(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    check_keywords(host, "range", keywords, &[])?;
    let (start, stop, step) = range_bounds(host, "range", args)?;
    let count = range_len(start, stop, step);
    if count > 1 << 31 {
        return Err(Raised::overflow_error(host, "range() result has too many items"));
    }
    let mut items = Vec::with_capacity(count as usize);
    let mut value = start;
    for _ in 0..count {
        items.push(host.new_int(value));
        value = value.wrapping_add(step);
    }
    Ok(host.new_list(items))
}

fn xrange(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    check_keywords(host, "xrange", keywords, &[])?;
    let (start, stop, step) = range_bounds(host, "xrange", args)?;
    Ok(host.alloc(Object::XRange(start, stop, step)))
}

fn map(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    check_keywords(host, "map", keywords, &[])?;
    if args.len() < 2 {
        return Err(Raised::type_error(host, "map() requires at least two args"));
    }
    let function = args[0];
    if let [_, sequence] = args {
        if function == Obj::NONE {
            let items = host.collect(*sequence)?;
            return Ok(host.new_list(items));
        }
        let iterator = host.iter(*sequence)?;
        let mut results = Vec::new();
        while let Some(item) = host.next(iterator)? {
            results.push(host.call(function, &[item], &[])?);
        }
        return Ok(host.new_list(results));
    }
    let mut columns = Vec::new();
    for &sequence in &args[1..] {
        columns.push(host.collect(sequence)?);
    }
    let longest = columns.iter().map(Vec::len).max().unwrap_or(0);
    let mut results = Vec::with_capacity(longest);
    for i in 0..longest {
        let row: Vec<Obj> =
            columns.iter().map(|column| column.get(i).copied().unwrap_or(Obj::NONE)).collect();
        results.push(if function == Obj::NONE {
            host.new_tuple(&row)
        } else {
            host.call(function, &row, &[])?
        });
    }
    Ok(host.new_list(results))
}

fn filter(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    check_args(host, "filter", args, keywords, 2, 2)?;
    let (function, sequence) = (args[0], args[1]);
    let mut kept = Vec::new();
    let iterator = host.iter(sequence)?;
    while let Some(item) = host.next(iterator)? {
        let verdict = if function == Obj::NONE { item } else { host.call(function, &[item], &[])? };
        if host.is_true(verdict)? {
            kept.push(item);
        }
    }
    match host.get(sequence) {
        Object::Tuple(_) => Ok(host.new_tuple(&kept)),
        Object::Str(_) => {
            let empty = host.new_text("");
            let list = host.new_list(kept);
            host.call_method(empty, "join", &[list])
        }
        Object::Unicode(_) => {
            let empty = host.new_unicode(&[]);
            let list = host.new_list(kept);
            host.call_method(empty, "join", &[list])
        }
        _ => Ok(host.new_list(kept)),
    }
}

fn zip(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    check_keywords(host, "zip", keywords, &[])?;
    let mut iterators = Vec::new();
    for &sequence in args {
        iterators.push(host.iter(sequence)?);
    }
    let mut rows = Vec::new();
    if iterators.is_empty() {
        return Ok(host.new_list(rows));
    }
    loop {
        let mut row = Vec::with_capacity(iterators.len());
        for &iterator in &iterators {
            match host.next(iterator)? {
                Some(item) => row.push(item),
                None => return Ok(host.new_list(rows)),
            }
        }
        rows.push(host.new_tuple(&row));
    }
}

fn reduce(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    check_args(host, "reduce", args, keywords, 2, 3)?;
    let iterator = host.iter(args[1])?;
    let mut result = match args.get(2) {
        Some(&start) => start,
        None => match host.next(iterator)? {
            Some(first) => first,
            None => return Err(Raised::type_error(host, "reduce() of empty sequence with no initial value")),
        },
    };
    while let Some(item) = host.next(iterator)? {
        result = host.call(args[0], &[result, item], &[])?;
    }
    Ok(result)
}

fn sorted(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    check_keywords(host, "sorted", keywords, &["iterable", "cmp", "key", "reverse"])?;
    let Some(iterable) = args.first().copied().or_else(|| keyword(keywords, "iterable")) else {
        return Err(Raised::type_error(host, "sorted expected at least 1 arguments, got 0"));
    };
    let items = host.collect(iterable)?;
    let list = host.new_list(items);
    let method = host.getattr_str(list, "sort")?;
    let keywords: Vec<(Symbol, Obj)> =
        keywords.iter().copied().filter(|(name, _)| *name != "iterable").collect();
    host.call(method, args.get(1..).unwrap_or(&[]), &keywords)?;
    Ok(list)
}

fn extreme(host: &mut Host, name: &str, op: CmpOp, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    check_keywords(host, name, keywords, &["key"])?;
    let items = match args {
        [] => return Err(Raised::type_error(host, format!("{name} expected 1 arguments, got 0"))),
        [sequence] => host.collect(*sequence)?,
        _ => args.to_vec(),
    };
    let key = keyword(keywords, "key").filter(|&key| key != Obj::NONE);
    let mut best: Option<(Obj, Obj)> = None;
    for item in items {
        let value = match key {
            Some(key) => host.call(key, &[item], &[])?,
            None => item,
        };
        let better = match best {
            None => true,
            Some((_, best_value)) => host.compare_bool(op, value, best_value)?,
        };
        if better {
            best = Some((item, value));
        }
    }
    match best {
        Some((item, _)) => Ok(item),
        None => Err(Raised::value_error(host, format!("{name}() arg is an empty sequence"))),
    }
}

fn min(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    extreme(host, "min", CmpOp::Lt, args, keywords)
}

fn max(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    extreme(host, "max", CmpOp::Gt, args, keywords)
}

fn any(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    check_args(host, "any", args, keywords, 1, 1)?;
    let iterator = host.iter(args[0])?;
    while let Some(item) = host.next(iterator)? {
        if host.is_true(item)? {
            return Ok(Obj::TRUE);
        }
    }
    Ok(Obj::FALSE)
}

fn all(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    check_args(host, "all", args, keywords, 1, 1)?;
    let iterator = host.iter(args[0])?;
    while let Some(item) = host.next(iterator)? {
        if !host.is_true(item)? {
            return Ok(Obj::FALSE);
        }
    }
    Ok(Obj::TRUE)
}

pub(super) fn register(host: &mut Host) {
    let functions: &[(&str, BuiltinFn)] = &[
        ("range", range),
        ("map", map),
        ("filter", filter),
        ("zip", zip),
        ("reduce", reduce),
        ("sorted", sorted),
        ("min", min),
        ("max", max),
        ("any", any),
        ("all", all),
    ];
    host.add_functions(host.builtins, "__builtin__", functions);
    host.set_constructor(host.classes.xrange, xrange);
}
