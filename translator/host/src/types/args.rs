//! Arguments of built-in functions: how many, of which types, and the messages if they are not.

use num_bigint::BigInt;
use rpython_base::Symbol;

use crate::{Host, Obj, Object, Raised};

/// Keyword arguments as built-ins get them.
pub type Keywords<'a> = &'a [(Symbol, Obj)];

fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}

/// Checks the number of positional arguments (not counting the bound object) and that there are no keywords.
pub fn expect(
    host: &mut Host,
    name: &str,
    args: &[Obj],
    keywords: Keywords<'_>,
    (min, max): (usize, usize),
) -> Result<(), Raised> {
    if !keywords.is_empty() {
        return Err(Raised::type_error(host, format!("{name}() takes no keyword arguments")));
    }
    expect_count(host, name, args.len(), (min, max))
}

/// Checks a number of arguments.
pub fn expect_count(
    host: &mut Host,
    name: &str,
    given: usize,
    (min, max): (usize, usize),
) -> Result<(), Raised> {
    if (min..=max).contains(&given) {
        return Ok(());
    }
    let message = match (min, max) {
        (0, 0) => format!("{name}() takes no arguments ({given} given)"),
        (1, 1) => format!("{name}() takes exactly one argument ({given} given)"),
        _ if min == max => format!("{name}() takes exactly {min} arguments ({given} given)"),
        _ if given < min => {
            format!("{name}() takes at least {min} argument{} ({given} given)", plural(min))
        }
        _ => format!("{name}() takes at most {max} argument{} ({given} given)", plural(max)),
    };
    Err(Raised::type_error(host, message))
}

/// Positional and keyword arguments in the order of `params`; the first `required` must be there.
pub fn bind(
    host: &mut Host,
    name: &str,
    params: &[&str],
    required: usize,
    args: &[Obj],
    keywords: Keywords<'_>,
) -> Result<Vec<Option<Obj>>, Raised> {
    if args.len() + keywords.len() > params.len() {
        expect_count(host, name, args.len() + keywords.len(), (required, params.len()))?;
    }
    let mut bound: Vec<Option<Obj>> = args.iter().copied().map(Some).collect();
    bound.resize(params.len(), None);
    for &(keyword, value) in keywords {
        let Some(at) = params.iter().position(|&param| keyword == param) else {
            let message = format!("'{keyword}' is an invalid keyword argument for this function");
            return Err(Raised::type_error(host, message));
        };
        if bound[at].is_some() {
            let message = format!("{name}() got multiple values for keyword argument '{keyword}'");
            return Err(Raised::type_error(host, message));
        }
        bound[at] = Some(value);
    }
    if let Some(missing) = (0..required).find(|&i| bound[i].is_none()) {
        if keywords.is_empty() {
            expect_count(host, name, args.len(), (required, params.len()))?;
        }
        let message = format!("Required argument '{}' (pos {}) not found", params[missing], missing + 1);
        return Err(Raised::type_error(host, message));
    }
    Ok(bound)
}

/// An argument that must be an integer of the host's word.
pub fn int(host: &mut Host, o: Obj) -> Result<i64, Raised> {
    let plain = host.content(o);
    match host.get(plain) {
        Object::Float(_) => Err(Raised::type_error(host, "integer argument expected, got float")),
        Object::Long(_) if host.int_value(plain).is_none() => {
            Err(Raised::overflow_error(host, "Python int too large to convert to C long"))
        }
        _ => host.index_value(o, "an integer is required"),
    }
}

/// An argument that must be an integer of any size.
pub fn big(host: &mut Host, o: Obj) -> Result<BigInt, Raised> {
    if let Some(value) = super::number::to_num(host, host.content(o)).and_then(|num| num.to_big()) {
        return Ok(value);
    }
    host.index_value(o, "an integer is required").map(BigInt::from)
}

/// A bound of a slice or of `find`: clipped to the word; `None` stands for the default.
pub fn bound(host: &mut Host, o: Option<Obj>, default: i64) -> Result<i64, Raised> {
    let Some(o) = o.filter(|&o| o != Obj::NONE) else { return Ok(default) };
    let plain = host.content(o);
    if let Object::Long(value) = host.get(plain) {
        use num_traits::{Signed, ToPrimitive};
        return Ok(value.to_i64().unwrap_or(if value.is_negative() { i64::MIN } else { i64::MAX }));
    }
    host.index_value(o, "slice indices must be integers or None or have an __index__ method")
}

/// An argument that must be a number, as a float.
pub fn float(host: &mut Host, o: Obj) -> Result<f64, Raised> {
    if let Some(num) = super::number::to_num(host, host.content(o)) {
        return num.to_f64().map_err(|error| super::number::raise(host, error));
    }
    let name = host.names.float;
    if let Some(result) = host.call_special(o, name, &[])?
        && let Object::Float(value) = host.get(host.content(result))
    {
        return Ok(*value);
    }
    Err(Raised::type_error(host, "a float is required"))
}
