//! A whole run: what is called before and after the entry.

use rpython_lltype::{FuncId, LLType};

use crate::Outcome;
use crate::exec::{Machine, Stop};

/// The roots called first, in this order, where they exist.
const BEFORE: [&str; 3] = ["start_stack_init", "start_gc_init", "start_init"];

/// Runs the program.
pub(crate) fn run(machine: &mut Machine, argv: &[Vec<u8>]) -> Outcome {
    match sequence(machine, argv) {
        Ok(status) => Outcome::Exit(status),
        Err(Stop::Fatal(text)) => Outcome::Fatal(text),
        Err(Stop::Exception(etype, _)) => Outcome::Fatal(machine.uncaught(etype)),
    }
}

fn sequence(machine: &mut Machine, argv: &[Vec<u8>]) -> Result<i64, Stop> {
    let program = machine.program;
    let Some(entry) = program.entry else {
        return Err(Stop::Fatal("Fatal RPython error: the program has no entry point\n".into()));
    };
    for root in BEFORE {
        // A collector that is not woven in yet has nothing to make ready.
        if root == "start_gc_init" && program.stage != rpython_lowlevel::Stage::GcLowered {
            continue;
        }
        if let Some(func) = program.root(root) {
            call(machine, func, &[])?;
        }
    }
    let args = arguments(machine, entry, argv)?;
    let status = call(machine, entry, &args)?;
    let status = if program.result_type(entry) == LLType::Void { 0 } else { status as i64 };
    if let Some(func) = program.root("start_exit") {
        call(machine, func, &[])?;
    }
    Ok(status)
}

/// Calls a function and reports the exception that a lowered program has left behind.
fn call(machine: &mut Machine, func: FuncId, args: &[u64]) -> Result<u64, Stop> {
    let [value, _] = machine.run(func, args)?;
    if machine.is_lowered() {
        let state = machine.program.named_data.iter().find(|(name, _)| *name == "exception_state");
        if let Some(&(_, state)) = state {
            // SAFETY: the state starts with the exception's type and value.
            let [etype, evalue] = unsafe { (machine.statics.data(state) as *const [u64; 2]).read() };
            if etype != 0 {
                return Err(Stop::Exception(etype, evalue));
            }
        }
    }
    Ok(value)
}

/// What the entry is given: nothing, the number of arguments, or their list.
fn arguments(machine: &mut Machine, entry: FuncId, argv: &[Vec<u8>]) -> Result<Vec<u64>, Stop> {
    let program = machine.program;
    let ty = program.types.expect_func(program.funcs[entry].ty);
    let given: Vec<LLType> = ty.args.iter().copied().filter(|&a| a != LLType::Void).collect();
    match given[..] {
        [] => Ok(vec![]),
        [LLType::Signed] => Ok(vec![argv.len() as u64]),
        _ => {
            let (Some(new), Some(append)) =
                (program.root("start_argv_new"), program.root("start_argv_append"))
            else {
                return Err(Stop::Fatal(
                    "Fatal RPython error: the program does not say how to build the list of arguments\n"
                        .into(),
                ));
            };
            let list = call(machine, new, &[argv.len() as u64])?;
            machine.host_roots.push(list);
            for arg in argv {
                let mut text = arg.clone();
                text.push(0);
                // The program may keep the address, as C programs may keep `argv`.
                let text = Box::leak(text.into_boxed_slice());
                call(machine, append, &[list, text.as_ptr() as u64])?;
            }
            machine.host_roots.pop();
            Ok(vec![list])
        }
    }
}
