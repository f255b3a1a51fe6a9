//! The Makefile: the reference's targets, `$CC`, `$CFLAGS` and `$LDFLAGS` from the environment.

use crate::{BuildWords, Kind};

/// The Makefile of an executable or a shared library made of these C files.
pub(crate) fn text(
    executable: &str,
    kind: Kind,
    exporting: bool,
    files: &[String],
    words: &BuildWords,
) -> String {
    let mut sources: Vec<String> = files.to_vec();
    sources.extend(words.files.iter().map(|f| f.to_string()));
    let objects: Vec<String> = sources.iter().map(|s| object(s)).collect();
    let list = |prefix: &str, set: &indexmap::IndexSet<rpython_base::Symbol>| {
        set.iter().map(|s| format!(" {prefix}{s}")).collect::<String>()
    };
    let includes = list("-I", &words.include_dirs);
    let compile_extra = list("", &words.compile_extra);
    let link_dirs = list("-L", &words.library_dirs);
    let link_extra = list("", &words.link_extra) + &list("", &words.link_files);
    let libraries = list("-l", &words.libraries) + &list("-framework ", &words.frameworks);
    let foreign: String = words
        .files
        .iter()
        .map(|f| format!("\n{}: {f} flags.txt\n\t$(CC) $(PLAIN_CFLAGS) -c -o $@ $<\n", object(f.as_str())))
        .collect();
    let (position, shared) = match kind {
        Kind::Executable if exporting => ("", " -rdynamic"),
        Kind::Executable => ("", ""),
        Kind::Library | Kind::Shared => (" -fPIC", " -shared"),
    };
    // The executable looks for its library in its own folder.
    let (target, all, stub) = match kind {
        Kind::Shared => (
            format!("lib{executable}.so"),
            format!(" {executable}"),
            format!(
                "\n{executable}: stub.c $(EXECUTABLE)\n\t$(CC) $(OPTFLAGS) $(CFLAGS) -o $@ stub.c -L. \
                 -l{executable} -Wl,-rpath,'$$ORIGIN' $(LDFLAGS)\n"
            ),
        ),
        Kind::Executable | Kind::Library => (executable.to_owned(), String::new(), String::new()),
    };
    format!(
        "# Made by rpython. Targets: all (the default), debug, lldebug, lldebug0, profile, clean.
ifeq ($(origin CC),default)
CC = gcc
endif
EXECUTABLE = {target}
OPTFLAGS = -O3
BASE_CFLAGS = $(OPTFLAGS) -std=gnu11 -pthread -fomit-frame-pointer -fwrapv -fno-strict-aliasing{position} -I.{includes}{compile_extra}
PLAIN_CFLAGS = $(BASE_CFLAGS) $(CFLAGS)
RPY_CFLAGS = $(BASE_CFLAGS) -fno-math-errno -fvisibility=hidden $(CFLAGS)
ALL_LDFLAGS ={shared}{link_dirs} $(LDFLAGS) -pthread{link_extra}
LIBS ={libraries} -lm
OBJECTS = {}

.PHONY: all debug lldebug lldebug0 profile clean FORCE

all: $(EXECUTABLE){all}

# What was compiled with other flags is compiled again.
flags.txt: FORCE
\t@echo '$(CC) $(RPY_CFLAGS)' | cmp -s - $@ || echo '$(CC) $(RPY_CFLAGS)' > $@

$(EXECUTABLE): $(OBJECTS)
\t$(CC) $(OPTFLAGS) -o $@ $(OBJECTS) $(ALL_LDFLAGS) $(LIBS)

ext_%.o: ext_%.c rpy_platform.h rpy_config.h flags.txt
\t$(CC) $(PLAIN_CFLAGS) -c -o $@ $<

sep_%.o: sep_%.c rpy_platform.h rpy_config.h flags.txt
\t$(CC) $(PLAIN_CFLAGS) -c -o $@ $<

%.o: %.c rpy.h rpy_platform.h rpy_config.h types.h flags.txt
\t$(CC) $(RPY_CFLAGS) -c -o $@ $<
{foreign}{stub}
debug:
\t$(MAKE) OPTFLAGS=\"-O1 -g -DRPY_ASSERT_ENABLED\" all

lldebug:
\t$(MAKE) OPTFLAGS=\"-O1 -g -DRPY_ASSERT_ENABLED -DRPY_LL_ASSERT_ENABLED\" all

lldebug0:
\t$(MAKE) OPTFLAGS=\"-O0 -g -DRPY_ASSERT_ENABLED -DRPY_LL_ASSERT_ENABLED\" all

profile:
\t$(MAKE) OPTFLAGS=\"-O3 -g -pg -fno-omit-frame-pointer\" all

clean:
\trm -f $(OBJECTS) $(EXECUTABLE){all} flags.txt
",
        objects.join(" ")
    )
}

/// The object file of a source, in this folder.
fn object(source: &str) -> String {
    let name = source.rsplit('/').next().unwrap_or(source);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    format!("{stem}.o")
}
