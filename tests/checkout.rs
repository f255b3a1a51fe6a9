//! A target inside a checkout of the reference finds the packages beside `rpython` there, as with the reference's own command.

use std::fs;
use std::process::Command;

#[test]
fn packages_beside_rpython_are_found() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("the folder can be made");
        fs::write(path, text).expect("the file can be written");
    };
    write("rpython/bin/rpython", "");
    write("language/__init__.py", "");
    write("language/words.py", "GREETING = 'found'\n");
    write(
        "language/goal/targetwords.py",
        "from language.words import GREETING\n\n\
         def entry_point(argv):\n    print GREETING\n    return 0\n\n\
         def target(*args):\n    return entry_point, None\n",
    );
    let output = Command::new(env!("CARGO_BIN_EXE_rpython"))
        .current_dir(folder.path().join("language/goal"))
        .args(["--batch", "--backend=interp", "targetwords.py"])
        .output()
        .expect("it can be started");
    assert_eq!(
        String::from_utf8_lossy(&output.stdout),
        "found\n",
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}
