//! Asking the C compiler: what `rffi_platform` learns about headers while the program is imported.

use std::process::Command;

use crate::types::args::{self, Keywords};
use crate::types::textmethods::TextUnit;
use crate::{Host, Obj, Raised};

fn words(host: &mut Host, o: Obj) -> Result<Vec<String>, Raised> {
    let mut words = Vec::new();
    for item in host.collect(o)? {
        words.push(String::from_utf8_lossy(&host.str(item)?).into_owned());
    }
    Ok(words)
}

/// What came of a probe: whether it compiled, and what the program (or else the compiler) printed.
fn run_probe(source: &[u8], options: &[String], execute: bool) -> std::io::Result<(bool, Vec<u8>)> {
    let unique =
        std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |d| d.as_nanos());
    let dir = std::env::temp_dir().join(format!("rpython-probe-{}-{unique}", std::process::id()));
    std::fs::create_dir_all(&dir)?;
    let (file, program) = (dir.join("probe.c"), dir.join("probe"));
    std::fs::write(&file, source)?;
    let compiler = std::env::var("CC").unwrap_or_else(|_| "cc".to_owned());
    let mut parts = compiler.split_whitespace();
    let mut command = Command::new(parts.next().unwrap_or("cc"));
    command.args(parts).arg("-w").arg(&file).arg("-o").arg(&program).args(options);
    let result = command.output().and_then(|compiled| {
        if !compiled.status.success() {
            return Ok((false, compiled.stderr));
        }
        if !execute {
            return Ok((true, Vec::new()));
        }
        Command::new(&program).output().map(|ran| (ran.status.success(), ran.stdout))
    });
    // What is left in the temporary directory does no harm.
    drop(std::fs::remove_dir_all(&dir));
    result
}

/// `probe_c(source, options, execute)`: (it worked, output). Options come behind the file, so that libraries are found.
pub fn probe_c(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "probe_c", args, kw, (3, 3))?;
    let source = u8::text_of(host, args[0])?.unwrap_or_default();
    let options = words(host, args[1])?;
    let execute = host.is_true(args[2])?;
    match run_probe(&source, &options, execute) {
        Ok((ok, output)) => {
            let pair = [host.new_bool(ok), host.new_str(&output)];
            Ok(host.new_tuple(&pair))
        }
        Err(error) => {
            let class = host.exc.os_error;
            Err(host.raised_io(class, &error, Some("C compiler")))
        }
    }
}
