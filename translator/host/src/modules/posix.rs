//! `posix`: the system calls of `os`, under the names that the annotator's tables know them by (`os.write`).

use std::ffi::CString;
use std::fs;
use std::os::unix::fs::MetadataExt;

use rpython_base::Symbol;

use super::ospath::path_arg;
use crate::types::args::{self, Keywords};
use crate::types::dict;
use crate::types::textmethods::TextUnit;
use crate::{Host, Obj, Raised};

fn failure(host: &mut Host, path: Option<&str>) -> Raised {
    let error = std::io::Error::last_os_error();
    let class = host.exc.os_error;
    host.raised_io(class, &error, path)
}

fn io_failure(host: &mut Host, error: &std::io::Error, path: &str) -> Raised {
    let class = host.exc.os_error;
    host.raised_io(class, error, Some(path))
}

/// The result of a system call: negative ones raise OSError.
fn checked(host: &mut Host, result: i64) -> Result<i64, Raised> {
    if result < 0 { Err(failure(host, None)) } else { Ok(result) }
}

fn ints<const N: usize>(
    host: &mut Host,
    name: &str,
    args: &[Obj],
    kw: Keywords<'_>,
) -> Result<[i64; N], Raised> {
    args::expect(host, name, args, kw, (N, N))?;
    let mut values = [0; N];
    for (value, &o) in values.iter_mut().zip(args) {
        *value = args::int(host, o)?;
    }
    Ok(values)
}

fn c_path(host: &mut Host, o: Obj) -> Result<(String, CString), Raised> {
    let path = path_arg(host, o)?;
    match CString::new(path.clone()) {
        Ok(c_path) => Ok((path, c_path)),
        Err(_) => Err(Raised::type_error(host, "must be encoded string without NULL bytes, not str")),
    }
}

fn write(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "write", args, kw, (2, 2))?;
    let fd = args::int(host, args[0])?;
    let Some(data) = u8::text_of(host, args[1])? else {
        let given = host.type_name(args[1]);
        return Err(Raised::type_error(host, format!("must be string or buffer, not {given}")));
    };
    if fd == 1 || fd == 2 {
        host.write_output(fd as i32, &data);
        return Ok(host.new_int(data.len() as i64));
    }
    // SAFETY: the buffer outlives the call and has the given length.
    let done = unsafe { libc::write(fd as i32, data.as_ptr().cast(), data.len()) };
    let done = checked(host, done as i64)?;
    Ok(host.new_int(done))
}

fn read(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let [fd, count] = ints(host, "read", args, kw)?;
    if count < 0 {
        return Err(host.raised_errno(host.exc.os_error, 22, "Invalid argument", None));
    }
    host.flush_output();
    let mut buffer = vec![0u8; count as usize];
    // SAFETY: the buffer has room for `count` bytes.
    let done = unsafe { libc::read(fd as i32, buffer.as_mut_ptr().cast(), buffer.len()) };
    let done = checked(host, done as i64)?;
    buffer.truncate(done as usize);
    Ok(host.new_str(&buffer))
}

fn open(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "open", args, kw, (2, 3))?;
    let (path, c_path) = c_path(host, args[0])?;
    let flags = args::int(host, args[1])?;
    let mode = args.get(2).map_or(Ok(0o777), |&o| args::int(host, o))?;
    // SAFETY: the path is a NUL-terminated string.
    let fd = unsafe { libc::open(c_path.as_ptr(), flags as i32, mode as libc::c_uint) };
    if fd < 0 {
        return Err(failure(host, Some(&path)));
    }
    Ok(host.new_int(fd as i64))
}

/// `fdopen(fd, mode='r', bufsize=-1)`: a file object that owns the descriptor.
fn fdopen(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "fdopen", args, kw, (1, 3))?;
    let fd = args::int(host, args[0])? as i32;
    let mode = match args.get(1) {
        Some(&mode) => String::from_utf8_lossy(&host.str(mode)?).into_owned(),
        None => "r".to_owned(),
    };
    if !mode.starts_with(['r', 'w', 'a', 'U']) {
        return Err(Raised::value_error(host, format!("invalid file mode '{mode}'")));
    }
    let size = args.get(2).map_or(Ok(-1), |&size| args::int(host, size))?;
    // SAFETY: asks about a descriptor only.
    if unsafe { libc::fcntl(fd, libc::F_GETFD) } < 0 {
        return Err(failure(host, None));
    }
    // SAFETY: the descriptor is open, and the program says that it becomes the file's.
    let file = unsafe { <fs::File as std::os::fd::FromRawFd>::from_raw_fd(fd) };
    if file.metadata().is_ok_and(|data| data.is_dir()) {
        // It stays the program's.
        let _ = std::os::fd::IntoRawFd::into_raw_fd(file);
        let class = host.exc.io_error;
        return Err(host.raised_errno(class, libc::EISDIR, "Is a directory", None));
    }
    Ok(host.new_system_file(file, "<fdopen>", &mode, size))
}

fn close(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let [fd] = ints(host, "close", args, kw)?;
    // SAFETY: closing a descriptor has no memory effects here.
    let result = unsafe { libc::close(fd as i32) };
    checked(host, result as i64)?;
    Ok(Obj::NONE)
}

fn lseek(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let [fd, pos, how] = ints(host, "lseek", args, kw)?;
    // SAFETY: no memory is passed.
    let at = unsafe { libc::lseek(fd as i32, pos as libc::off_t, how as i32) };
    let at = checked(host, at as i64)?;
    Ok(host.new_int(at))
}

fn isatty(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let [fd] = ints(host, "isatty", args, kw)?;
    // SAFETY: no memory is passed.
    let tty = unsafe { libc::isatty(fd as i32) } == 1;
    Ok(host.new_bool(tty))
}

fn dup(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let [fd] = ints(host, "dup", args, kw)?;
    // SAFETY: no memory is passed.
    let new = unsafe { libc::dup(fd as i32) };
    let new = checked(host, new as i64)?;
    Ok(host.new_int(new))
}

fn dup2(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let [old, new] = ints(host, "dup2", args, kw)?;
    host.flush_output();
    // SAFETY: no memory is passed.
    let result = unsafe { libc::dup2(old as i32, new as i32) };
    checked(host, result as i64)?;
    Ok(Obj::NONE)
}

fn pipe(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "pipe", args, kw, (0, 0))?;
    let mut fds = [0i32; 2];
    // SAFETY: the array has room for two descriptors.
    let result = unsafe { libc::pipe(fds.as_mut_ptr()) };
    checked(host, result as i64)?;
    let pair = [host.new_int(fds[0] as i64), host.new_int(fds[1] as i64)];
    Ok(host.new_tuple(&pair))
}

fn ftruncate(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let [fd, size] = ints(host, "ftruncate", args, kw)?;
    // SAFETY: no memory is passed.
    let result = unsafe { libc::ftruncate(fd as i32, size as libc::off_t) };
    checked(host, result as i64)?;
    Ok(Obj::NONE)
}

fn fsync(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let [fd] = ints(host, "fsync", args, kw)?;
    // SAFETY: no memory is passed.
    let result = unsafe { libc::fsync(fd as i32) };
    checked(host, result as i64)?;
    Ok(Obj::NONE)
}

fn umask(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let [mask] = ints(host, "umask", args, kw)?;
    // SAFETY: no memory is passed.
    let old = unsafe { libc::umask(mask as libc::mode_t) };
    Ok(host.new_int(old as i64))
}

macro_rules! ids {
    ($($name:ident)*) => {
        $(
            fn $name(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
                args::expect(host, stringify!($name), args, kw, (0, 0))?;
                // SAFETY: no memory is passed.
                let id = unsafe { libc::$name() };
                Ok(host.new_int(id as i64))
            }
        )*
    };
}

ids! { getpid getppid getuid geteuid getgid getegid }

fn kill(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let [pid, signal] = ints(host, "kill", args, kw)?;
    // SAFETY: no memory is passed.
    let result = unsafe { libc::kill(pid as i32, signal as i32) };
    checked(host, result as i64)?;
    Ok(Obj::NONE)
}

/// `fork()`: in the new process this thread, the program's, is the only one.
fn fork(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "fork", args, kw, (0, 0))?;
    host.flush_output();
    // SAFETY: the other thread only waits for this one, and holds no lock meanwhile.
    let pid = unsafe { libc::fork() };
    if pid == 0 {
        crate::run::set_forked();
    }
    checked(host, pid as i64).map(|pid| host.new_int(pid))
}

/// `waitpid(pid, options)`: the pair of the process and its status.
fn waitpid(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let [pid, options] = ints(host, "waitpid", args, kw)?;
    let mut status = 0;
    // SAFETY: the status is written to a variable that is there.
    let result = unsafe { libc::waitpid(pid as i32, &mut status, options as i32) };
    let pid = checked(host, result as i64)?;
    let pair = [host.new_int(pid), host.new_int(status as i64)];
    Ok(host.new_tuple(&pair))
}

/// Ends the process at once, as `os._exit` does.
fn exit_now(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let [code] = ints(host, "_exit", args, kw)?;
    host.flush_output();
    std::process::exit(code as i32)
}

/// The ten fields of `os.stat`.
fn stat_fields(host: &mut Host, m: &fs::Metadata) -> Obj {
    let fields = [
        m.mode() as i64,
        m.ino() as i64,
        m.dev() as i64,
        m.nlink() as i64,
        m.uid() as i64,
        m.gid() as i64,
        m.size() as i64,
    ];
    let mut items: Vec<Obj> = fields.iter().map(|&field| host.new_int(field)).collect();
    for (seconds, nanos) in
        [(m.atime(), m.atime_nsec()), (m.mtime(), m.mtime_nsec()), (m.ctime(), m.ctime_nsec())]
    {
        items.push(host.new_float(seconds as f64 + nanos as f64 * 1e-9));
    }
    host.new_tuple(&items)
}

fn stat(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "stat", args, kw, (1, 1))?;
    let path = path_arg(host, args[0])?;
    match fs::metadata(&path) {
        Ok(metadata) => Ok(stat_fields(host, &metadata)),
        Err(error) => Err(io_failure(host, &error, &path)),
    }
}

fn lstat(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "lstat", args, kw, (1, 1))?;
    let path = path_arg(host, args[0])?;
    match fs::symlink_metadata(&path) {
        Ok(metadata) => Ok(stat_fields(host, &metadata)),
        Err(error) => Err(io_failure(host, &error, &path)),
    }
}

fn fstat(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let [fd] = ints(host, "fstat", args, kw)?;
    match fs::metadata(format!("/dev/fd/{fd}")) {
        Ok(metadata) => Ok(stat_fields(host, &metadata)),
        Err(_) => Err(host.raised_errno(host.exc.os_error, 9, "Bad file descriptor", None)),
    }
}

fn on_path(
    host: &mut Host,
    name: &str,
    args: &[Obj],
    kw: Keywords<'_>,
    action: fn(&str) -> std::io::Result<()>,
) -> Result<Obj, Raised> {
    args::expect(host, name, args, kw, (1, 1))?;
    let path = path_arg(host, args[0])?;
    match action(&path) {
        Ok(()) => Ok(Obj::NONE),
        Err(error) => Err(io_failure(host, &error, &path)),
    }
}

fn unlink(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    on_path(host, "unlink", args, kw, |path| fs::remove_file(path))
}

fn rmdir(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    on_path(host, "rmdir", args, kw, |path| fs::remove_dir(path))
}

fn chdir(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    on_path(host, "chdir", args, kw, |path| std::env::set_current_dir(path))
}

fn mkdir(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "mkdir", args, kw, (1, 2))?;
    on_path(host, "mkdir", &args[..1], kw, |path| fs::create_dir(path))
}

fn chmod(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    use std::os::unix::fs::PermissionsExt;
    args::expect(host, "chmod", args, kw, (2, 2))?;
    let path = path_arg(host, args[0])?;
    let mode = args::int(host, args[1])?;
    match fs::set_permissions(&path, fs::Permissions::from_mode(mode as u32)) {
        Ok(()) => Ok(Obj::NONE),
        Err(error) => Err(io_failure(host, &error, &path)),
    }
}

fn rename(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "rename", args, kw, (2, 2))?;
    let (from, to) = (path_arg(host, args[0])?, path_arg(host, args[1])?);
    match fs::rename(&from, to) {
        Ok(()) => Ok(Obj::NONE),
        Err(error) => {
            let class = host.exc.os_error;
            Err(host.raised_io(class, &error, None))
        }
    }
}

fn link_with(
    host: &mut Host,
    name: &str,
    args: &[Obj],
    kw: Keywords<'_>,
    action: fn(&str, &str) -> std::io::Result<()>,
) -> Result<Obj, Raised> {
    args::expect(host, name, args, kw, (2, 2))?;
    let (from, to) = (path_arg(host, args[0])?, path_arg(host, args[1])?);
    action(&from, &to).map(|()| Obj::NONE).map_err(|error| {
        let class = host.exc.os_error;
        host.raised_io(class, &error, None)
    })
}

fn symlink(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    link_with(host, "symlink", args, kw, |from, to| std::os::unix::fs::symlink(from, to))
}

fn link(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    link_with(host, "link", args, kw, |from, to| fs::hard_link(from, to))
}

fn readlink(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "readlink", args, kw, (1, 1))?;
    let path = path_arg(host, args[0])?;
    match fs::read_link(&path) {
        Ok(target) => Ok(host.new_text(&target.to_string_lossy())),
        Err(error) => Err(io_failure(host, &error, &path)),
    }
}

/// Names in a directory; sorted, so that what is computed from them does not depend on the file system.
fn listdir(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "listdir", args, kw, (1, 1))?;
    let path = path_arg(host, args[0])?;
    let entries = match fs::read_dir(&path) {
        Ok(entries) => entries,
        Err(error) => return Err(io_failure(host, &error, &path)),
    };
    let mut names: Vec<String> =
        entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    let names = names.iter().map(|name| host.new_text(name)).collect();
    Ok(host.new_list(names))
}

fn getcwd(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "getcwd", args, kw, (0, 0))?;
    match std::env::current_dir() {
        Ok(dir) => Ok(host.new_text(&dir.to_string_lossy())),
        Err(error) => Err(io_failure(host, &error, ".")),
    }
}

fn access(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "access", args, kw, (2, 2))?;
    let (_, path) = c_path(host, args[0])?;
    let mode = args::int(host, args[1])?;
    // SAFETY: the path is a NUL-terminated string.
    let result = unsafe { libc::access(path.as_ptr(), mode as i32) };
    Ok(host.new_bool(result == 0))
}

fn strerror(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let [code] = ints(host, "strerror", args, kw)?;
    let text = std::io::Error::from_raw_os_error(code as i32).to_string();
    let text = text.split(" (os error").next().unwrap_or("").to_owned();
    Ok(host.new_text(&text))
}

fn urandom(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    use std::io::Read;
    let [count] = ints(host, "urandom", args, kw)?;
    let mut bytes = vec![0; count.max(0) as usize];
    match fs::File::open("/dev/urandom").and_then(|mut file| file.read_exact(&mut bytes)) {
        Ok(()) => Ok(host.new_str(&bytes)),
        Err(error) => Err(io_failure(host, &error, "/dev/urandom")),
    }
}

fn uname(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "uname", args, kw, (0, 0))?;
    let read = |name: &str| {
        fs::read_to_string(format!("/proc/sys/kernel/{name}")).map_or(String::new(), |s| s.trim().to_owned())
    };
    let system = if cfg!(target_os = "macos") { "Darwin" } else { "Linux" };
    let fields = [
        system.to_owned(),
        read("hostname"),
        read("osrelease"),
        read("version"),
        std::env::consts::ARCH.to_owned(),
    ];
    let fields: Vec<Obj> = fields.iter().map(|field| host.new_text(field)).collect();
    Ok(host.new_tuple(&fields))
}

fn environment(host: &mut Host) -> Result<Obj, Raised> {
    let environ = host.new_dict();
    let mut variables: Vec<(String, String)> = std::env::vars_os()
        .map(|(name, value)| (name.to_string_lossy().into_owned(), value.to_string_lossy().into_owned()))
        .collect();
    variables.sort();
    for (name, value) in variables {
        let (key, value) = (host.new_text(&name), host.new_text(&value));
        dict::set(host, environ, key, value)?;
    }
    Ok(environ)
}

fn putenv(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "putenv", args, kw, (2, 2))?;
    let ((_, name), (_, value)) = (c_path(host, args[0])?, c_path(host, args[1])?);
    // SAFETY: both are C strings; the program's thread is the only one that looks at the environment.
    let failed = unsafe { libc::setenv(name.as_ptr(), value.as_ptr(), 1) } != 0;
    done(host, failed)
}

fn unsetenv(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "unsetenv", args, kw, (1, 1))?;
    let (_, name) = c_path(host, args[0])?;
    // SAFETY: as above.
    let failed = unsafe { libc::unsetenv(name.as_ptr()) } != 0;
    done(host, failed)
}

fn done(host: &mut Host, failed: bool) -> Result<Obj, Raised> {
    match failed {
        false => Ok(Obj::NONE),
        true => Err(failure(host, None)),
    }
}

/// Runs a shell command and gives its wait status.
fn system(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    use std::os::unix::process::ExitStatusExt;
    args::expect(host, "system", args, kw, (1, 1))?;
    let command = path_arg(host, args[0])?;
    host.flush_output();
    match std::process::Command::new("/bin/sh").arg("-c").arg(&command).status() {
        Ok(status) => Ok(host.new_int(status.into_raw() as i64)),
        Err(error) => Err(io_failure(host, &error, &command)),
    }
}

fn times(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "times", args, kw, (0, 0))?;
    // SAFETY: getrusage fills the structure it is given.
    let usage = unsafe {
        let mut usage = std::mem::zeroed::<libc::rusage>();
        libc::getrusage(libc::RUSAGE_SELF, &mut usage);
        usage
    };
    let seconds = |t: libc::timeval| t.tv_sec as f64 + t.tv_usec as f64 * 1e-6;
    let elapsed =
        std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0.0, |d| d.as_secs_f64());
    let fields: Vec<Obj> = [seconds(usage.ru_utime), seconds(usage.ru_stime), 0.0, 0.0, elapsed]
        .iter()
        .map(|&field| host.new_float(field))
        .collect();
    Ok(host.new_tuple(&fields))
}

const CONSTANTS: &[(&str, i64)] = &[
    ("O_RDONLY", libc::O_RDONLY as i64),
    ("O_WRONLY", libc::O_WRONLY as i64),
    ("O_RDWR", libc::O_RDWR as i64),
    ("O_CREAT", libc::O_CREAT as i64),
    ("O_EXCL", libc::O_EXCL as i64),
    ("O_TRUNC", libc::O_TRUNC as i64),
    ("O_APPEND", libc::O_APPEND as i64),
    ("O_NONBLOCK", libc::O_NONBLOCK as i64),
    ("O_NOCTTY", libc::O_NOCTTY as i64),
    ("O_SYNC", libc::O_SYNC as i64),
    ("O_DSYNC", libc::O_DSYNC as i64),
    ("O_RSYNC", libc::O_RSYNC as i64),
    ("O_ASYNC", libc::O_ASYNC as i64),
    ("O_DIRECT", libc::O_DIRECT as i64),
    ("O_DIRECTORY", libc::O_DIRECTORY as i64),
    ("O_NOFOLLOW", libc::O_NOFOLLOW as i64),
    ("O_NOATIME", libc::O_NOATIME as i64),
    ("O_NDELAY", libc::O_NDELAY as i64),
    ("O_LARGEFILE", libc::O_LARGEFILE as i64),
    ("F_OK", 0),
    ("X_OK", 1),
    ("W_OK", 2),
    ("R_OK", 4),
    ("WNOHANG", libc::WNOHANG as i64),
    ("WUNTRACED", libc::WUNTRACED as i64),
    ("WCONTINUED", libc::WCONTINUED as i64),
    ("P_WAIT", 0),
    ("P_NOWAIT", 1),
    ("P_NOWAITO", 1),
    ("NGROUPS_MAX", 65536),
    ("TMP_MAX", 238_328),
    ("EX_OK", 0),
    ("EX_USAGE", 64),
    ("EX_DATAERR", 65),
    ("EX_NOINPUT", 66),
    ("EX_NOUSER", 67),
    ("EX_NOHOST", 68),
    ("EX_UNAVAILABLE", 69),
    ("EX_SOFTWARE", 70),
    ("EX_OSERR", 71),
    ("EX_OSFILE", 72),
    ("EX_CANTCREAT", 73),
    ("EX_IOERR", 74),
    ("EX_TEMPFAIL", 75),
    ("EX_PROTOCOL", 76),
    ("EX_NOPERM", 77),
    ("EX_CONFIG", 78),
];

/// The module.
pub fn create(host: &mut Host) -> Result<Obj, Raised> {
    let module = host.new_module("posix");
    host.add_functions(
        module,
        "os",
        &[
            ("write", write),
            ("read", read),
            ("open", open),
            ("fdopen", fdopen),
            ("close", close),
            ("lseek", lseek),
            ("isatty", isatty),
            ("dup", dup),
            ("dup2", dup2),
            ("pipe", pipe),
            ("ftruncate", ftruncate),
            ("fsync", fsync),
            ("fdatasync", fsync),
            ("umask", umask),
            ("getpid", getpid),
            ("getppid", getppid),
            ("getuid", getuid),
            ("geteuid", geteuid),
            ("getgid", getgid),
            ("getegid", getegid),
            ("kill", kill),
            ("fork", fork),
            ("waitpid", waitpid),
            ("_exit", exit_now),
            ("stat", stat),
            ("lstat", lstat),
            ("fstat", fstat),
            ("unlink", unlink),
            ("remove", unlink),
            ("rmdir", rmdir),
            ("chdir", chdir),
            ("mkdir", mkdir),
            ("chmod", chmod),
            ("rename", rename),
            ("symlink", symlink),
            ("link", link),
            ("readlink", readlink),
            ("listdir", listdir),
            ("getcwd", getcwd),
            ("access", access),
            ("strerror", strerror),
            ("urandom", urandom),
            ("uname", uname),
            ("putenv", putenv),
            ("unsetenv", unsetenv),
            ("times", times),
            ("system", system),
        ],
    );
    for &(name, value) in CONSTANTS {
        let value = host.new_int(value);
        host.set_raw(module, Symbol::intern(name), value);
    }
    let environ = environment(host)?;
    host.set_raw(module, Symbol::intern("environ"), environ);
    let error = host.exc.os_error;
    host.set_raw(module, Symbol::intern("error"), error);
    Ok(module)
}

macro_rules! errnos {
    ($($name:ident)*) => {
        const ERRNOS: &[(&str, i32)] = &[$((stringify!($name), libc::$name)),*];
    };
}

errnos! {
    EPERM ENOENT ESRCH EINTR EIO ENXIO E2BIG ENOEXEC EBADF ECHILD EAGAIN ENOMEM EACCES EFAULT EBUSY EEXIST EXDEV
    ENODEV ENOTDIR EISDIR EINVAL ENFILE EMFILE ENOTTY EFBIG ENOSPC ESPIPE EROFS EMLINK EPIPE EDOM ERANGE EDEADLK
    ENAMETOOLONG ENOLCK ENOSYS ENOTEMPTY ELOOP EWOULDBLOCK EPROTO EOVERFLOW EILSEQ ENOTSOCK EDESTADDRREQ EMSGSIZE
    EPROTOTYPE ENOPROTOOPT EPROTONOSUPPORT EOPNOTSUPP EAFNOSUPPORT EADDRINUSE EADDRNOTAVAIL ENETDOWN ENETUNREACH
    ENETRESET ECONNABORTED ECONNRESET ENOBUFS EISCONN ENOTCONN ESHUTDOWN ETIMEDOUT ECONNREFUSED EHOSTDOWN
    EHOSTUNREACH EALREADY EINPROGRESS ESTALE EDQUOT ENOTBLK ETXTBSY EBADMSG EBADE EBADFD EBADR EBADRQC EBADSLT
    ECHRNG ECOMM EDOTDOT EIDRM EISNAM EL2HLT EL2NSYNC EL3HLT EL3RST ELIBACC ELIBBAD ELIBEXEC ELIBMAX ELIBSCN ELNRNG
    EMEDIUMTYPE EMULTIHOP ENAVAIL ENOANO ENOCSI ENODATA ENOLINK ENOMSG ENONET ENOPKG ENOSR ENOSTR ENOTNAM ENOTUNIQ
    EPFNOSUPPORT EREMCHG EREMOTE EREMOTEIO ERESTART ESOCKTNOSUPPORT ESRMNT ESTRPIPE ETIME ETOOMANYREFS EUCLEAN EUNATCH
    EUSERS EXFULL EADV EBFONT ENOMEDIUM
}

/// The module `errno`.
pub fn errno(host: &mut Host) -> Result<Obj, Raised> {
    let module = host.new_module("errno");
    let codes = host.new_dict();
    for &(name, code) in ERRNOS {
        let value = host.new_int(code as i64);
        host.set_raw(module, Symbol::intern(name), value);
        let name = host.new_text(name);
        if dict::get(host, codes, value)?.is_none() {
            dict::set(host, codes, value, name)?;
        }
    }
    host.set_raw(module, Symbol::intern("errorcode"), codes);
    Ok(module)
}
