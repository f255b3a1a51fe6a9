use rpython_host::*;
fn main() {
    let path = std::env::args().nth(1).unwrap();
    let t = std::thread::Builder::new()
        .stack_size(256 << 20)
        .spawn(move || {
            let mut host = Host::new(rpython_lltype::DataModel::LP64);
            if let Err(r) = host.run_file("__main__", std::path::Path::new(&path)) {
                host.flush_output();
                println!("UNCAUGHT {} ", host.exception_line(&r));
                for (f, s) in &r.traceback {
                    println!("  {} {:?}", f, host.sources.locate(*s));
                }
            }
            host.flush_output();
        })
        .unwrap();
    t.join().unwrap();
}
