//! Shared libraries of this process.

use std::ffi::{CStr, CString, c_void};

/// A library that was loaded, or the process itself. Libraries stay loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Library(*mut c_void);

impl Library {
    /// Everything that was loaded so far.
    pub const PROCESS: Library = Library(libc::RTLD_DEFAULT);

    /// Loads the library in a file.
    pub fn open(path: &str) -> Option<Library> {
        let path = CString::new(path).ok()?;
        // SAFETY: loading runs the library's initializers, which is what the program asks for.
        let handle = unsafe { libc::dlopen(path.as_ptr(), libc::RTLD_NOW | libc::RTLD_GLOBAL) };
        (!handle.is_null()).then_some(Library(handle))
    }

    /// Loads a library by the name that a linker finds it under, from these folders or those of the system; or by its
    /// path.
    pub fn find(name: &str, dirs: impl Iterator<Item = String>) -> Option<Library> {
        if name.contains('/') {
            return Library::open(name);
        }
        let file = format!("lib{name}.so");
        let in_dirs = dirs.map(|dir| format!("{dir}/{file}"));
        // Without the development files there are only names with versions.
        let versions = (0..10).map(|version| format!("{file}.{version}"));
        in_dirs.chain([file.clone()]).chain(versions).find_map(|path| Library::open(&path))
    }

    /// The address of what has this name.
    pub fn symbol(self, name: &str) -> Option<u64> {
        let name = CString::new(name).ok()?;
        // SAFETY: the library is loaded.
        let p = unsafe { libc::dlsym(self.0, name.as_ptr()) };
        (!p.is_null()).then_some(p as u64)
    }
}

/// Why the last library could not be loaded.
pub fn last_error() -> String {
    // SAFETY: the text is valid until the next call.
    unsafe {
        let p = libc::dlerror();
        if p.is_null() {
            return "unknown error".into();
        }
        CStr::from_ptr(p).to_string_lossy().into_owned()
    }
}
