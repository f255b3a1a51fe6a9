//! The `rpython` command.

mod options;
mod render;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match options::parse(&words) {
        Ok(parsed) => println!("{parsed:?}"),
        Err(message) => {
            eprint!("{message}");
            std::process::exit(2);
        }
    }
}
