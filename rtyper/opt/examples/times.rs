//! Reads a low-level program as text (from `--dump-after=rtype`), optimizes it and says how long each pass took:
//! `times FILE [REPETITIONS]`.

use std::time::Duration;

use rpython_lowlevel::parse_program;
use rpython_opt::{OptOptions, run};

fn main() {
    let mut args = std::env::args().skip(1);
    let file = args.next().expect("a file");
    let repetitions: usize = args.next().map_or(1, |n| n.parse().expect("a number"));
    let text = std::fs::read_to_string(&file).expect("a readable file");
    let program = match parse_program(&text) {
        Ok(program) => program,
        Err(error) => {
            eprintln!("{file}: {error}");
            std::process::exit(1);
        }
    };
    let options = OptOptions { verify: false, print_statistics: true, ..OptOptions::full() };
    for _ in 0..repetitions {
        let mut copy = program.clone();
        let reports = run(&mut copy, &options, &mut |_, _| {});
        for report in &reports {
            let size = report.size.unwrap_or_default();
            println!(
                "{:<24} {:9.3} ms  {:6} functions {:8} blocks {:8} ops {:6} allocations",
                report.name,
                report.time.as_secs_f64() * 1000.0,
                size.functions,
                size.blocks,
                size.ops,
                size.mallocs
            );
        }
        let total: Duration = reports.iter().map(|r| r.time).sum();
        println!("{:<24} {:9.3} ms", "all", total.as_secs_f64() * 1000.0);
    }
}
