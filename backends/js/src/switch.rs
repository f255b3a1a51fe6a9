//! Decisions among many values, by halves: engines compare with the cases of a `switch` one after the other.

use rpython_backend_common::structured::Exit;
use rpython_base::Diagnostic;
use rpython_lowlevel::{BlockId, CaseValue, Link, Operand};

use crate::body::Body;
use crate::expr::{Expr, compare};
use crate::types::Form;

/// Fewer cases than these are compared one after the other.
const FEW: usize = 4;

/// The code of a `switch`.
pub(crate) fn switch<'a>(
    body: &mut Body<'a, '_>,
    value: &'a Operand,
    cases: &'a [(CaseValue, Link)],
    default: Option<&'a Link>,
    exits: &[Exit],
    next: Option<BlockId>,
) -> Result<(), Diagnostic> {
    let default = default.map(|link| (link, &exits[cases.len()]));
    let last = || cases.last().map(|(_, link)| (link, &exits[cases.len() - 1]));
    let Some(default) = default.or_else(last) else {
        body.line("N(1)|0;");
        return Ok(());
    };
    let mut sorted: Vec<Case> =
        cases.iter().zip(exits).map(|(&(CaseValue::Int(n), ref link), exit)| (n, link, exit)).collect();
    sorted.sort_unstable_by_key(|&(n, ..)| n);
    let subject = match Form::of(body.operand_type(value)) {
        Some(Form::Pair) => body.pair(value)?.map(|part| body.keep(part)).to_vec(),
        _ => {
            let value = body.expr(value)?;
            vec![body.keep(value)]
        }
    };
    let subject = Subject { parts: subject };
    decide(body, &subject, &sorted)?;
    body.release();
    body.exit(default.0, default.1, next)
}

type Case<'a, 'e> = (i64, &'a Link, &'e Exit);

struct Subject {
    /// One word or two.
    parts: Vec<Expr>,
}

impl Subject {
    fn equals(&self, n: i64) -> Expr {
        let word = |part: &Expr, n: i64| compare(part.clone(), "==", Expr::int_const(n as i32), true);
        match &self.parts[..] {
            [low, high] => crate::expr::bits(word(low, n), "&", word(high, n >> 32)),
            parts => word(&parts[0], n),
        }
    }
}

/// Jumps if a case fits, and falls off the end if none does.
fn decide<'a>(body: &mut Body<'a, '_>, subject: &Subject, cases: &[Case<'a, '_>]) -> Result<(), Diagnostic> {
    if cases.len() >= FEW && subject.parts.len() == 1 {
        let middle = cases.len() / 2;
        let bound = Expr::int_const(cases[middle].0 as i32);
        let below = compare(subject.parts[0].clone(), "<", bound, true);
        body.line(&format!("if({}){{", below.text));
        decide(body, subject, &cases[..middle])?;
        body.line("}else{");
        decide(body, subject, &cases[middle..])?;
        body.line("}");
        return Ok(());
    }
    for &(n, link, exit) in cases {
        body.line(&format!("if({}){{", subject.equals(n).text));
        body.exit(link, exit, None)?;
        body.line("}");
    }
    Ok(())
}
