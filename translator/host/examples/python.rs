//! Runs a Python 2 script as `__main__`, or with `--target` an RPython target untranslated.
//!
//! `COLLECT_EVERY=n` collects garbage after every n allocations.
//!
//!     cargo run -p rpython-host --example python -- [--target] file.py args..

use std::path::Path;

use rpython_host::Host;
use rpython_host::run::with_big_stack;
use rpython_lltype::DataModel;

fn main() {
    let mut args: Vec<String> = std::env::args().skip(1).collect();
    let target = args.first().is_some_and(|arg| arg == "--target");
    if target {
        args.remove(0);
    }
    if args.is_empty() {
        eprintln!("usage: python [--target] file.py args..");
        std::process::exit(2);
    }
    let status = with_big_stack(move || {
        let mut host = Host::new(DataModel::LP64);
        if let Some(count) = std::env::var("COLLECT_EVERY").ok().and_then(|count| count.parse().ok()) {
            host.set_collection_threshold(count);
        }
        let path = Path::new(&args[0]);
        if target {
            host.run_main(path, &args[1..], |host, _| host.new_plain_driver())
        } else {
            host.run_script(path, &args)
        }
    });
    std::process::exit(status);
}
