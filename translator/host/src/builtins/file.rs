//! `open` and file objects.

use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};

use rpython_base::Symbol;

use super::{check_args, keyword};
use crate::Host;
use crate::iter::internal_any;
use crate::object::*;
use crate::slots::arg;

type Keywords<'a> = &'a [(Symbol, Obj)];

/// Where a file's bytes come from and go to.
#[derive(Debug)]
enum Source {
    Stdin,
    /// The program's standard output or error.
    Output(i32),
    Handle(File),
    Closed,
}

/// When what is written goes to the system.
#[derive(Debug, Clone, Copy)]
enum Buffering {
    Whole(usize),
    /// Up to the last line end.
    Lines,
}

impl Buffering {
    /// From the argument of `open`: 0 for none, 1 for lines, else the size.
    fn of(size: i64) -> Buffering {
        match size {
            1 => Buffering::Lines,
            _ => Buffering::Whole(usize::try_from(size).unwrap_or(1 << 16)),
        }
    }
}

/// A file object.
#[derive(Debug)]
pub struct FileObject {
    class: Obj,
    source: Source,
    name: Obj,
    mode: String,
    buffer: Vec<u8>,
    at: usize,
    pending: Vec<u8>,
    buffering: Buffering,
    /// Line ends of all kinds become `\n`.
    universal: bool,
    /// A space is due before the next item of a `print` statement.
    pub softspace: bool,
}

impl Internal for FileObject {
    fn class(&self) -> Obj {
        self.class
    }
    fn is_iterator(&self) -> bool {
        true
    }
    fn next(&mut self, _host: &mut Host) -> Result<Option<Obj>, Raised> {
        let line = self.read_line().unwrap_or_default();
        Ok((!line.is_empty()).then(|| _host.new_str(&line)))
    }
    fn trace(&self, visit: &mut dyn FnMut(Obj)) {
        visit(self.name);
    }
    internal_any!();
}

impl Drop for FileObject {
    fn drop(&mut self) {
        drop(self.flush());
    }
}

impl FileObject {
    fn flush(&mut self) -> std::io::Result<()> {
        let pending = std::mem::take(&mut self.pending);
        match &mut self.source {
            Source::Handle(file) => file.write_all(&pending),
            Source::Stdin | Source::Output(_) | Source::Closed => Ok(()),
        }
    }

    /// Reads more into the buffer; false at the end of the file.
    fn fill(&mut self) -> std::io::Result<bool> {
        self.flush()?;
        if self.at > 0 {
            self.buffer.drain(..self.at);
            self.at = 0;
        }
        let mut chunk = [0; 8192];
        let count = match &mut self.source {
            Source::Handle(file) => file.read(&mut chunk)?,
            Source::Stdin => std::io::stdin().read(&mut chunk)?,
            Source::Output(_) | Source::Closed => 0,
        };
        self.buffer.extend_from_slice(&chunk[..count]);
        Ok(count > 0)
    }

    fn take(&mut self, count: usize) -> Vec<u8> {
        let end = (self.at + count).min(self.buffer.len());
        let bytes = self.buffer[self.at..end].to_vec();
        self.at = end;
        bytes
    }

    fn read_line(&mut self) -> std::io::Result<Vec<u8>> {
        self.read_line_up_to(usize::MAX / 2)
    }

    /// The next line, but not more than so many bytes of it.
    fn read_line_up_to(&mut self, limit: usize) -> std::io::Result<Vec<u8>> {
        if self.universal {
            return self.translated(limit, true);
        }
        let mut scanned = 0;
        loop {
            if scanned >= limit {
                return Ok(self.take(limit));
            }
            if let Some(i) = self.buffer[self.at + scanned..].iter().position(|&b| b == b'\n') {
                return Ok(self.take((scanned + i + 1).min(limit)));
            }
            scanned = self.buffer.len() - self.at;
            if !self.fill()? {
                return Ok(self.take(limit));
            }
        }
    }

    fn read(&mut self, count: Option<usize>) -> std::io::Result<Vec<u8>> {
        let wanted = count.unwrap_or(usize::MAX / 2);
        if self.universal {
            return self.translated(wanted, false);
        }
        while self.buffer.len() - self.at < wanted {
            if !self.fill()? {
                break;
            }
        }
        Ok(self.take(wanted))
    }

    /// The next bytes with line ends as `\n`, so many at most, or up to the end of the line.
    fn translated(&mut self, limit: usize, line: bool) -> std::io::Result<Vec<u8>> {
        let mut out = Vec::new();
        while out.len() < limit {
            if self.at == self.buffer.len() && !self.fill()? {
                break;
            }
            let byte = self.buffer[self.at];
            self.at += 1;
            if byte == b'\r' && (self.at < self.buffer.len() || self.fill()?) && self.buffer[self.at] == b'\n'
            {
                self.at += 1;
            }
            out.push(if byte == b'\r' { b'\n' } else { byte });
            if line && out.last() == Some(&b'\n') {
                break;
            }
        }
        Ok(out)
    }

    /// Hands on what is not to be kept back.
    fn flush_full(&mut self) -> std::io::Result<()> {
        let kept = self.pending.len();
        let end = match self.buffering {
            Buffering::Whole(0) => kept,
            Buffering::Whole(size) if kept > size => kept - kept % size,
            Buffering::Whole(_) => 0,
            Buffering::Lines => self.pending.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1),
        };
        if end == 0 {
            return Ok(());
        }
        let rest = self.pending.split_off(end);
        let result = self.flush();
        self.pending = rest;
        result
    }

    /// Drops what was read ahead, so that the system's position is the program's.
    fn synchronize(&mut self) -> std::io::Result<()> {
        self.flush()?;
        let ahead = (self.buffer.len() - self.at) as i64;
        self.buffer.clear();
        self.at = 0;
        if let Source::Handle(file) = &mut self.source
            && ahead > 0
        {
            file.seek(SeekFrom::Current(-ahead))?;
        }
        Ok(())
    }

    fn descriptor(&self) -> i64 {
        match &self.source {
            Source::Stdin => 0,
            Source::Output(fd) => *fd as i64,
            #[cfg(unix)]
            Source::Handle(file) => std::os::fd::AsRawFd::as_raw_fd(file) as i64,
            #[cfg(not(unix))]
            Source::Handle(_) => -1,
            Source::Closed => -1,
        }
    }
}

impl Host {
    fn new_file(&mut self, source: Source, name: &str, mode: &str) -> Obj {
        let name = self.new_text(name);
        self.new_internal(FileObject {
            class: self.classes.file,
            source,
            name,
            mode: mode.to_owned(),
            buffer: Vec::new(),
            at: 0,
            pending: Vec::new(),
            buffering: Buffering::of(-1),
            universal: mode.contains('U'),
            softspace: false,
        })
    }

    /// A file object over an open system file, as `os.fdopen` gives.
    pub fn new_system_file(&mut self, file: File, name: &str, mode: &str, buffering: i64) -> Obj {
        let object = self.new_file(Source::Handle(file), name, mode);
        if let Some(file) = self.internal_mut::<FileObject>(object) {
            file.buffering = Buffering::of(buffering);
        }
        object
    }

    /// `sys.stdin`, `sys.stdout`, `sys.stderr`.
    pub(crate) fn standard_streams(&mut self) -> [Obj; 3] {
        [
            self.new_file(Source::Stdin, "<stdin>", "r"),
            self.new_file(Source::Output(1), "<stdout>", "w"),
            self.new_file(Source::Output(2), "<stderr>", "w"),
        ]
    }

    fn file(&mut self, this: Obj) -> Result<&mut FileObject, Raised> {
        match self.internal::<FileObject>(this) {
            Some(FileObject { source: Source::Closed, .. }) => {
                return Err(Raised::value_error(self, "I/O operation on closed file"));
            }
            Some(_) => {}
            None => return Err(Raised::type_error(self, "a file is required")),
        }
        match self.internal_mut::<FileObject>(this) {
            Some(file) => Ok(file),
            None => unreachable!("checked above"),
        }
    }

    fn io_result<T>(&mut self, result: std::io::Result<T>) -> Result<T, Raised> {
        result.map_err(|error| {
            let class = self.exc.io_error;
            self.raised_io(class, &error, None)
        })
    }

    /// Writes to a file object.
    pub(crate) fn file_write(&mut self, this: Obj, bytes: &[u8]) -> Result<(), Raised> {
        let file = self.file(this)?;
        match file.source {
            Source::Output(fd) => {
                self.write_output(fd, bytes);
                return Ok(());
            }
            Source::Stdin => return Err(Raised::io_error(self, "File not open for writing")),
            Source::Handle(_) | Source::Closed => {}
        }
        if !file.mode.contains(['w', 'a', '+']) {
            return Err(Raised::io_error(self, "File not open for writing"));
        }
        let mut result = if file.buffer.is_empty() { Ok(()) } else { file.synchronize() };
        file.pending.extend_from_slice(bytes);
        if result.is_ok() {
            result = file.flush_full();
        }
        self.io_result(result)
    }
}

/// `open(name, mode='r', buffering=-1)`
pub(crate) fn open(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    check_args(host, "open", args, &[], 0, 3)?;
    let Some(name) = args.first().copied().or_else(|| keyword(keywords, "name")) else {
        return Err(Raised::type_error(host, "Required argument 'name' (pos 1) not found"));
    };
    if host.str_bytes(name).is_none() && !matches!(host.get(host.content(name)), Object::Unicode(_)) {
        let class = host.type_name(name);
        return Err(Raised::type_error(
            host,
            format!("coercing to Unicode: need string or buffer, {class} found"),
        ));
    }
    let path = String::from_utf8_lossy(&host.str(name)?).into_owned();
    let mode = match args.get(1).copied().or_else(|| keyword(keywords, "mode")) {
        Some(mode) => String::from_utf8_lossy(&host.str(mode)?).into_owned(),
        None => "r".to_owned(),
    };
    let mut options = OpenOptions::new();
    let plus = mode.contains('+');
    match mode.trim_start_matches('U').chars().next() {
        None if mode.is_empty() => return Err(Raised::value_error(host, "empty mode string")),
        Some('r') | None => options.read(true).write(plus),
        Some('w') => options.write(true).create(true).truncate(true).read(plus),
        Some('a') => options.append(true).create(true).read(plus),
        Some(_) => {
            let message = format!("mode string must begin with one of 'r', 'w', 'a' or 'U', not '{mode}'");
            return Err(Raised::value_error(host, message));
        }
    };
    match options.open(&path) {
        Ok(file) if file.metadata().is_ok_and(|data| data.is_dir()) => {
            let class = host.exc.io_error;
            Err(host.raised_errno(class, 21, "Is a directory", Some(&path)))
        }
        Ok(file) => {
            let size = match args.get(2).copied().or_else(|| keyword(keywords, "buffering")) {
                Some(size) => host.index_value(size, "an integer is required")?,
                None => -1,
            };
            Ok(host.new_system_file(file, &path, &mode, size))
        }
        Err(error) => {
            let class = host.exc.io_error;
            Err(host.raised_io(class, &error, Some(&path)))
        }
    }
}

fn count_argument(host: &mut Host, args: &[Obj]) -> Result<Option<usize>, Raised> {
    match args.get(1).filter(|&&count| count != Obj::NONE) {
        Some(&count) => {
            let count = host.index_value(count, "an integer is required")?;
            Ok(usize::try_from(count).ok())
        }
        None => Ok(None),
    }
}

fn read(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let this = arg(host, args, 0)?;
    let count = count_argument(host, args)?;
    let result = host.file(this)?.read(count);
    let bytes = host.io_result(result)?;
    Ok(host.new_str(&bytes))
}

fn readline(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let this = arg(host, args, 0)?;
    let limit = count_argument(host, args)?.unwrap_or(usize::MAX / 2);
    let result = host.file(this)?.read_line_up_to(limit);
    let bytes = host.io_result(result)?;
    Ok(host.new_str(&bytes))
}

fn readlines(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let this = arg(host, args, 0)?;
    let mut lines = Vec::new();
    loop {
        let result = host.file(this)?.read_line();
        let line = host.io_result(result)?;
        if line.is_empty() {
            return Ok(host.new_list(lines));
        }
        lines.push(host.new_str(&line));
    }
}

fn write(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let (this, text) = (arg(host, args, 0)?, arg(host, args, 1)?);
    let bytes = match host.get(host.content(text)) {
        Object::Str(bytes) => bytes.to_vec(),
        Object::ByteArray(bytes) => bytes.clone(),
        Object::Unicode(_) => host.encode_ascii(text)?,
        _ => {
            let class = host.type_name(text);
            return Err(Raised::type_error(
                host,
                format!("expected a string or other character buffer object, not {class}"),
            ));
        }
    };
    host.file_write(this, &bytes)?;
    Ok(Obj::NONE)
}

fn writelines(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let (this, lines) = (arg(host, args, 0)?, arg(host, args, 1)?);
    for line in host.collect(lines)? {
        write(host, &[this, line], &[])?;
    }
    Ok(Obj::NONE)
}

fn flush(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let this = arg(host, args, 0)?;
    let result = host.file(this)?.flush();
    host.io_result(result)?;
    if matches!(host.file(this)?.source, Source::Output(_)) {
        host.flush_output();
    }
    Ok(Obj::NONE)
}

fn close(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let this = arg(host, args, 0)?;
    let result = match host.internal_mut::<FileObject>(this) {
        Some(file) => {
            let result = file.flush();
            file.source = Source::Closed;
            result
        }
        None => Ok(()),
    };
    host.io_result(result)?;
    Ok(Obj::NONE)
}

fn seek(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let (this, offset) = (arg(host, args, 0)?, arg(host, args, 1)?);
    let offset = host.index_value(offset, "an integer is required")?;
    let whence = match args.get(2) {
        Some(&whence) => host.index_value(whence, "an integer is required")?,
        None => 0,
    };
    let file = host.file(this)?;
    let target = match whence {
        0 => SeekFrom::Start(offset.max(0) as u64),
        1 => SeekFrom::Current(offset),
        _ => SeekFrom::End(offset),
    };
    let result = file.synchronize().and_then(|()| match &mut file.source {
        Source::Handle(handle) => handle.seek(target).map(drop),
        Source::Stdin | Source::Output(_) | Source::Closed => Ok(()),
    });
    host.io_result(result)?;
    Ok(Obj::NONE)
}

fn tell(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let this = arg(host, args, 0)?;
    let file = host.file(this)?;
    let result = file.synchronize().and_then(|()| match &mut file.source {
        Source::Handle(handle) => handle.stream_position(),
        Source::Stdin | Source::Output(_) | Source::Closed => Ok(0),
    });
    let position = host.io_result(result)?;
    Ok(host.new_int(position as i64))
}

fn truncate(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let this = arg(host, args, 0)?;
    let size = count_argument(host, args)?;
    let file = host.file(this)?;
    let result = file.synchronize().and_then(|()| match &mut file.source {
        Source::Handle(handle) => {
            let size = match size {
                Some(size) => size as u64,
                None => handle.stream_position()?,
            };
            handle.set_len(size)
        }
        Source::Stdin | Source::Output(_) | Source::Closed => Ok(()),
    });
    host.io_result(result)?;
    Ok(Obj::NONE)
}

fn fileno(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let this = arg(host, args, 0)?;
    let fd = host.file(this)?.descriptor();
    Ok(host.new_int(fd))
}

fn isatty(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    use std::io::IsTerminal;
    let this = arg(host, args, 0)?;
    let captured = matches!(host.output, crate::Output::Capture(..));
    let value = match &host.file(this)?.source {
        Source::Stdin => std::io::stdin().is_terminal(),
        Source::Output(1) => !captured && std::io::stdout().is_terminal(),
        Source::Output(_) => !captured && std::io::stderr().is_terminal(),
        Source::Handle(handle) => handle.is_terminal(),
        Source::Closed => false,
    };
    Ok(host.new_bool(value))
}

fn enter(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    arg(host, args, 0)
}

fn name(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let this = arg(host, args, 0)?;
    Ok(host.internal::<FileObject>(this).map_or(Obj::NONE, |file| file.name))
}

fn mode(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let this = arg(host, args, 0)?;
    let mode = host.internal::<FileObject>(this).map(|file| file.mode.clone()).unwrap_or_default();
    Ok(host.new_text(&mode))
}

fn closed(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let this = arg(host, args, 0)?;
    let closed = host.internal::<FileObject>(this).is_none_or(|file| matches!(file.source, Source::Closed));
    Ok(host.new_bool(closed))
}

fn softspace(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let this = arg(host, args, 0)?;
    let due = host.internal::<FileObject>(this).is_some_and(|file| file.softspace);
    Ok(host.new_int(due as i64))
}

fn set_softspace(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let (this, value) = (arg(host, args, 0)?, arg(host, args, 1)?);
    let value = host.is_true(value)?;
    if let Some(file) = host.internal_mut::<FileObject>(this) {
        file.softspace = value;
    }
    Ok(Obj::NONE)
}

fn encoding(_: &mut Host, _: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    Ok(Obj::NONE)
}

pub(super) fn register(host: &mut Host) {
    let class = host.classes.file;
    host.set_constructor(class, open);
    host.add_functions(host.builtins, "__builtin__", &[("open", open)]);
    let methods: &[(&str, BuiltinFn)] = &[
        ("read", read),
        ("readline", readline),
        ("readlines", readlines),
        ("xreadlines", enter),
        ("write", write),
        ("writelines", writelines),
        ("flush", flush),
        ("close", close),
        ("seek", seek),
        ("tell", tell),
        ("truncate", truncate),
        ("fileno", fileno),
        ("isatty", isatty),
        ("__enter__", enter),
        ("__exit__", close),
    ];
    host.add_methods(class, methods);
    host.add_getters(class, &[("name", name), ("mode", mode), ("closed", closed), ("encoding", encoding)]);
    let getter = host.new_builtin("file.softspace", softspace);
    let setter = host.new_builtin("file.softspace", set_softspace);
    let property = host.alloc(Object::Property(Box::new([getter, setter, Obj::NONE, Obj::NONE])));
    host.set_raw(class, Symbol::intern("softspace"), property);
}
