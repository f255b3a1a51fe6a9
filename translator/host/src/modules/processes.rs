//! What `subprocess` is made of: a child process that runs to its end.

use std::io::Write;
use std::process::{Command, Output, Stdio};

use crate::types::args::{self, Keywords};
use crate::{Host, Obj, Raised};

/// `_processes`: `run(words, folder, environment, input, output, errors)`.
pub fn create(host: &mut Host) -> Obj {
    let module = host.new_module("_processes");
    host.add_functions(module, "_processes", &[("run", run)]);
    module
}

/// What becomes of an output of the child: `keep`, `merge` (errors only) or what it is for this process.
fn destination(host: &Host, word: Obj) -> (Stdio, bool) {
    match host.str_bytes(word).map(|bytes| &**bytes) {
        Some(b"keep" | b"merge") => (Stdio::piped(), true),
        Some(b"drop") => (Stdio::null(), false),
        _ => (Stdio::inherit(), false),
    }
}

fn text(host: &Host, obj: Obj) -> Option<String> {
    host.str_bytes(obj).map(|bytes| String::from_utf8_lossy(bytes).into_owned())
}

/// `run(words, folder, environment, input, output, errors)`: (status, output, errors). The environment is a list of
/// (name, value) or None; the status is that of the process, minus the signal's number if one ended it.
fn run(host: &mut Host, args: &[Obj], keywords: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "run", args, keywords, (6, 6))?;
    let words = host.collect(args[0])?;
    let words: Vec<String> = words.into_iter().filter_map(|word| text(host, word)).collect();
    let Some((program, rest)) = words.split_first() else {
        return Err(host.raised(host.exc.value_error, "no program to run"));
    };
    let mut command = Command::new(program);
    command.args(rest);
    if let Some(folder) = text(host, args[1]) {
        command.current_dir(folder);
    }
    if args[2] != Obj::NONE {
        command.env_clear();
        for pair in host.collect(args[2])? {
            if let Some(&[name, value]) = host.sequence_items(pair).as_deref()
                && let (Some(name), Some(value)) = (text(host, name), text(host, value))
            {
                command.env(name, value);
            }
        }
    }
    let input = host.str_bytes(args[3]).cloned();
    let ((output, _), (errors, _)) = (destination(host, args[4]), destination(host, args[5]));
    command
        .stdin(if input.is_some() { Stdio::piped() } else { Stdio::inherit() })
        .stdout(output)
        .stderr(errors);
    host.flush_output();
    let done = run_with_input(command, input.as_deref());
    let done = done.map_err(|error| {
        let message = error.to_string();
        let number = error.raw_os_error().unwrap_or(libc::EIO);
        host.raised_errno(
            host.exc.os_error,
            number,
            message.split(" (os error").next().unwrap_or_default(),
            None,
        )
    })?;
    let status = host.new_int(status_number(&done));
    let (output, errors) = (host.new_str(&done.stdout), host.new_str(&done.stderr));
    Ok(host.new_tuple(&[status, output, errors]))
}

fn run_with_input(mut command: Command, input: Option<&[u8]>) -> std::io::Result<Output> {
    let mut child = command.spawn()?;
    let pipe = child.stdin.take();
    std::thread::scope(|scope| {
        // A child that does not read all of its input may end before it is written.
        scope.spawn(move || pipe.map(|mut pipe| pipe.write_all(input.unwrap_or_default())));
        child.wait_with_output()
    })
}

fn status_number(done: &Output) -> i64 {
    use std::os::unix::process::ExitStatusExt;
    match (done.status.code(), done.status.signal()) {
        (Some(code), _) => code.into(),
        (None, Some(signal)) => -i64::from(signal),
        (None, None) => -1,
    }
}
