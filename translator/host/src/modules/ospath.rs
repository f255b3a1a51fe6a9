//! `posixpath`, which is `os.path`.

use std::fs;
use std::os::unix::fs::MetadataExt;

use rpython_base::Symbol;

use crate::types::args::{self, Keywords};
use crate::types::textmethods::TextUnit;
use crate::{Host, Obj, Object, Raised};

/// A path argument as bytes.
pub fn path_arg(host: &mut Host, o: Obj) -> Result<String, Raised> {
    match u8::text_of(host, o)? {
        Some(bytes) => Ok(String::from_utf8_lossy(&bytes).into_owned()),
        None => {
            let given = host.type_name(o);
            let message = format!("coercing to Unicode: need string or buffer, {given} found");
            Err(Raised::type_error(host, message))
        }
    }
}

/// A path as an object of the same kind as `like`.
fn result_like(host: &mut Host, like: Obj, text: &str) -> Obj {
    if matches!(host.get(host.content(like)), Object::Unicode(_)) {
        let chars = crate::types::text::code_points(text);
        return host.new_unicode(&chars);
    }
    host.new_text(text)
}

fn one(host: &mut Host, name: &str, args: &[Obj], kw: Keywords<'_>) -> Result<String, Raised> {
    args::expect(host, name, args, kw, (1, 1))?;
    path_arg(host, args[0])
}

fn join(host: &mut Host, args: &[Obj], _: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect_count(host, "join", args.len(), (1, usize::MAX))?;
    let mut path = path_arg(host, args[0])?;
    for &part in &args[1..] {
        let part = path_arg(host, part)?;
        if part.starts_with('/') {
            path = part;
        } else {
            if !path.is_empty() && !path.ends_with('/') {
                path.push('/');
            }
            path.push_str(&part);
        }
    }
    Ok(result_like(host, args[0], &path))
}

/// Head and tail; the head keeps its slash only if it is nothing but slashes.
fn split_path(path: &str) -> (&str, &str) {
    let at = path.rfind('/').map_or(0, |i| i + 1);
    let (head, tail) = path.split_at(at);
    let trimmed = head.trim_end_matches('/');
    (if trimmed.is_empty() { head } else { trimmed }, tail)
}

fn split(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let path = one(host, "split", args, kw)?;
    let (head, tail) = split_path(&path);
    let pair = [result_like(host, args[0], head), result_like(host, args[0], tail)];
    Ok(host.new_tuple(&pair))
}

fn dirname(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let path = one(host, "dirname", args, kw)?;
    Ok(result_like(host, args[0], split_path(&path).0))
}

fn basename(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let path = one(host, "basename", args, kw)?;
    Ok(result_like(host, args[0], split_path(&path).1))
}

fn splitext(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let path = one(host, "splitext", args, kw)?;
    let name = path.rfind('/').map_or(0, |i| i + 1);
    let leading = path[name..].len() - path[name..].trim_start_matches('.').len();
    let dot = path[name + leading..].rfind('.').map_or(path.len(), |i| name + leading + i);
    let pair = [result_like(host, args[0], &path[..dot]), result_like(host, args[0], &path[dot..])];
    Ok(host.new_tuple(&pair))
}

fn splitdrive(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    one(host, "splitdrive", args, kw)?;
    let pair = [result_like(host, args[0], ""), args[0]];
    Ok(host.new_tuple(&pair))
}

fn isabs(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let path = one(host, "isabs", args, kw)?;
    Ok(host.new_bool(path.starts_with('/')))
}

/// Without `.`, `..` and doubled slashes.
fn normalize(path: &str) -> String {
    if path.is_empty() {
        return ".".to_owned();
    }
    let slashes = match path.len() - path.trim_start_matches('/').len() {
        0 => "",
        2 => "//",
        _ => "/",
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/').filter(|part| !part.is_empty() && *part != ".") {
        if part != ".." || (slashes.is_empty() && parts.is_empty()) || parts.last() == Some(&"..") {
            parts.push(part);
        } else {
            parts.pop();
        }
    }
    let joined = format!("{slashes}{}", parts.join("/"));
    if joined.is_empty() { ".".to_owned() } else { joined }
}

fn normpath(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let path = one(host, "normpath", args, kw)?;
    Ok(result_like(host, args[0], &normalize(&path)))
}

fn absolute(path: &str) -> String {
    if path.starts_with('/') {
        return normalize(path);
    }
    let here =
        std::env::current_dir().map_or_else(|_| ".".to_owned(), |dir| dir.to_string_lossy().into_owned());
    normalize(&format!("{here}/{path}"))
}

fn abspath(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let path = one(host, "abspath", args, kw)?;
    Ok(result_like(host, args[0], &absolute(&path)))
}

fn realpath(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let path = one(host, "realpath", args, kw)?;
    let whole = absolute(&path);
    let mut existing = std::path::Path::new(&whole);
    let mut missing = Vec::new();
    let resolved = loop {
        match fs::canonicalize(existing) {
            Ok(resolved) => break resolved,
            Err(_) => match (existing.parent(), existing.file_name()) {
                (Some(parent), Some(name)) => {
                    missing.push(name.to_owned());
                    existing = parent;
                }
                _ => break existing.to_path_buf(),
            },
        }
    };
    let path = missing.iter().rev().fold(resolved, |path, name| path.join(name));
    Ok(result_like(host, args[0], &path.to_string_lossy()))
}

fn relpath(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let bound = args::bind(host, "relpath", &["path", "start"], 1, args, kw)?;
    let path = path_arg(host, bound[0].unwrap_or(Obj::NONE))?;
    let start = match bound[1] {
        Some(o) => path_arg(host, o)?,
        None => ".".to_owned(),
    };
    let (path, start) = (absolute(&path), absolute(&start));
    let to: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let from: Vec<&str> = start.split('/').filter(|part| !part.is_empty()).collect();
    let common = to.iter().zip(&from).take_while(|(a, b)| a == b).count();
    let mut parts = vec![".."; from.len() - common];
    parts.extend(&to[common..]);
    let text = if parts.is_empty() { ".".to_owned() } else { parts.join("/") };
    Ok(host.new_text(&text))
}

fn expanduser(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let path = one(host, "expanduser", args, kw)?;
    match (
        path.strip_prefix('~').filter(|rest| rest.is_empty() || rest.starts_with('/')),
        std::env::var("HOME"),
    ) {
        (Some(rest), Ok(home)) => {
            Ok(result_like(host, args[0], &format!("{}{rest}", home.trim_end_matches('/'))))
        }
        _ => Ok(args[0]),
    }
}

fn normcase(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    one(host, "normcase", args, kw)?;
    Ok(args[0])
}

fn commonprefix(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "commonprefix", args, kw, (1, 1))?;
    let mut paths = Vec::new();
    for item in host.collect(args[0])? {
        paths.push(path_arg(host, item)?);
    }
    let Some(first) = paths.first() else { return Ok(host.new_str(b"")) };
    let shared = first.char_indices().find(|&(i, c)| {
        paths.iter().any(|path| path.get(i..).and_then(|rest| rest.chars().next()) != Some(c))
    });
    let text = first[..shared.map_or(first.len(), |(i, _)| i)].to_owned();
    Ok(host.new_text(&text))
}

macro_rules! tests {
    ($($name:ident: |$path:ident| $test:expr;)*) => {
        $(
            fn $name(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
                let $path = one(host, stringify!($name), args, kw)?;
                Ok(host.new_bool($test))
            }
        )*
    };
}

tests! {
    exists: |path| fs::metadata(&path).is_ok();
    lexists: |path| fs::symlink_metadata(&path).is_ok();
    isfile: |path| fs::metadata(&path).is_ok_and(|m| m.is_file());
    isdir: |path| fs::metadata(&path).is_ok_and(|m| m.is_dir());
    islink: |path| fs::symlink_metadata(&path).is_ok_and(|m| m.file_type().is_symlink());
}

fn metadata(host: &mut Host, name: &str, args: &[Obj], kw: Keywords<'_>) -> Result<fs::Metadata, Raised> {
    let path = one(host, name, args, kw)?;
    fs::metadata(&path).map_err(|error| {
        let class = host.exc.os_error;
        host.raised_io(class, &error, Some(&path))
    })
}

fn getsize(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let size = metadata(host, "getsize", args, kw)?.len();
    Ok(host.new_int(size as i64))
}

fn getmtime(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let modified = metadata(host, "getmtime", args, kw)?.modified().ok();
    let since = modified.and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
    Ok(host.new_float(since.map_or(0.0, |d| d.as_secs_f64())))
}

fn samefile(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "samefile", args, kw, (2, 2))?;
    let mut files = Vec::new();
    for &arg in args {
        let found = metadata(host, "samefile", &[arg], kw)?;
        files.push((found.dev(), found.ino()));
    }
    let same = files[0] == files[1];
    Ok(host.new_bool(same))
}

/// The module.
pub fn create(host: &mut Host) -> Obj {
    let module = host.new_module("posixpath");
    host.add_functions(
        module,
        "os.path",
        &[
            ("join", join),
            ("split", split),
            ("dirname", dirname),
            ("basename", basename),
            ("splitext", splitext),
            ("splitdrive", splitdrive),
            ("isabs", isabs),
            ("normpath", normpath),
            ("abspath", abspath),
            ("realpath", realpath),
            ("relpath", relpath),
            ("expanduser", expanduser),
            ("normcase", normcase),
            ("commonprefix", commonprefix),
            ("exists", exists),
            ("lexists", lexists),
            ("isfile", isfile),
            ("isdir", isdir),
            ("islink", islink),
            ("getsize", getsize),
            ("getmtime", getmtime),
            ("samefile", samefile),
        ],
    );
    for (name, text) in [
        ("sep", "/"),
        ("pardir", ".."),
        ("curdir", "."),
        ("extsep", "."),
        ("pathsep", ":"),
        ("devnull", "/dev/null"),
    ] {
        let text = host.new_text(text);
        host.set_raw(module, Symbol::intern(name), text);
    }
    host.set_raw(module, Symbol::intern("altsep"), Obj::NONE);
    host.set_raw(module, Symbol::intern("supports_unicode_filenames"), Obj::FALSE);
    module
}
