/* The log that PYPYLOG asks for:
     PYPYLOG=file or +file    only the beginnings and ends of sections
     PYPYLOG=:file            everything
     PYPYLOG=a,b:file         sections whose names start with one of the prefixes
   The file `-` is stderr; `%d` in a file name is the process id. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "rpy.h"

/* Outside of all sections everything is printed, to stderr if there is no log. */
_Bool rpy_log_enabled = 1;

enum { MAX_DEPTH = 64 };
static FILE *log_file;
static int on_terminal;
/* NULL: only section markers. Otherwise comma-separated prefixes; empty for everything. */
static const char *prefixes;
/* Whether each open section was being printed outside of the one opened next. */
static _Bool enabled_outside[MAX_DEPTH];
static unsigned depth;
static _Bool profiling;

/* The file's name if it has a `%d` in it; each process has a file of its own then. */
static const char *name_pattern;

static void open_file(const char *name)
{
    char path[4096];
    const char *mark = strstr(name, "%d");
    if (mark)
        snprintf(path, sizeof path, "%.*s%ld%s", (int)(mark - name), name, (long)getpid(), mark + 2);
    else
        snprintf(path, sizeof path, "%s", name);
    log_file = strcmp(path, "-") == 0 ? stderr : fopen(path, "w");
    profiling = log_file != NULL;
    if (log_file == NULL) {
        fprintf(stderr, "PYPYLOG: cannot write to %s\n", path);
        return;
    }
    on_terminal = isatty(fileno(log_file));
}

/* What the parent had not written yet was flushed before. Its file is left to it. */
static void continue_in_child(void)
{
    if (log_file && log_file != stderr)
        fclose(log_file);
    log_file = NULL;
    profiling = 0;
    if (name_pattern)
        open_file(name_pattern);
}

void rpy_log_open(void)
{
    const char *setting = getenv("PYPYLOG");
    if (setting == NULL || setting[0] == 0)
        return;
    const char *name = setting, *colon = strchr(setting, ':');
    if (setting[0] == '+') {
        name++;
    } else if (colon) {
        prefixes = strndup(setting, (size_t)(colon - setting));
        name = colon + 1;
    }
    open_file(name);
    if (log_file == NULL)
        return;
    pthread_atfork(rpy_log_flush, NULL, continue_in_child);
    /* Children would write over the same file, unless its name tells them apart. */
    if (strstr(name, "%d"))
        name_pattern = strdup(name);
    else
        unsetenv("PYPYLOG");
}

static _Bool wanted(const char *category, size_t length)
{
    const char *at = prefixes;
    if (at == NULL)
        return 0;
    if (*at == 0)
        return 1;
    while (*at) {
        size_t size = strcspn(at, ",");
        if (size > 0 && size <= length && memcmp(at, category, size) == 0)
            return 1;
        at += size;
        at += *at == ',';
    }
    return 0;
}

_Bool rpy_log_wants(const char *beginning, rpy_signed length)
{
    const char *at = prefixes;
    if (!profiling || at == NULL)
        return 0;
    for (;;) {
        size_t size = strcspn(at, ","), both = size < (size_t)length ? size : (size_t)length;
        if (memcmp(at, beginning, both) == 0)
            return 1;
        if (at[size] == 0)
            return 0;
        at += size + 1;
    }
}

static void marker(int64_t now, const char *before, const char *category, rpy_signed length, const char *after,
                   int color)
{
    if (on_terminal)
        fprintf(log_file, "\033[%dm", color);
    fprintf(log_file, "[%" PRIx64 "] %s%.*s%s\n", (uint64_t)now, before, (int)length, category, after);
    if (on_terminal)
        fputs("\033[0m", log_file);
}

int64_t rpy_log_start(const char *category, rpy_signed length, _Bool timestamp)
{
    int64_t now = timestamp || profiling ? rpy_read_timestamp() : 0;
    _Bool outside = rpy_log_enabled;
    if (depth < MAX_DEPTH)
        enabled_outside[depth] = outside;
    rpy_log_enabled = profiling && wanted(category, (size_t)length);
    depth++;
    if (profiling && (prefixes == NULL || rpy_log_enabled))
        marker(now, "{", category, length, "", 36);
    return timestamp ? now : 42;
}

int64_t rpy_log_stop(const char *category, rpy_signed length, _Bool timestamp)
{
    int64_t now = timestamp || profiling ? rpy_read_timestamp() : 0;
    if (profiling && (prefixes == NULL || rpy_log_enabled))
        marker(now, "", category, length, "}", 36);
    if (depth > 0) {
        depth--;
        rpy_log_enabled = depth < MAX_DEPTH && enabled_outside[depth];
    }
    return timestamp ? now : 42;
}

static FILE *out(void)
{
    return log_file ? log_file : stderr;
}

static _Bool line_started;

static void separate(void)
{
    if (line_started)
        fputc(' ', out());
    line_started = 1;
}

void rpy_log_string(const char *text, rpy_signed length)
{
    separate();
    fwrite(text, 1, (size_t)length, out());
}

void rpy_log_char(unsigned char c)
{
    separate();
    fputc(c, out());
}

void rpy_log_int(int64_t value)
{
    separate();
    fprintf(out(), "%" PRId64, value);
}

void rpy_log_unsigned(uint64_t value)
{
    separate();
    fprintf(out(), "%" PRIu64, value);
}

void rpy_log_float(double value)
{
    separate();
    fprintf(out(), "%f", value);
}

void rpy_log_address(const void *address)
{
    separate();
    fprintf(out(), "%p", address);
}

void rpy_log_end_line(void)
{
    fputc('\n', out());
    line_started = 0;
}

void rpy_log_flush(void)
{
    if (log_file)
        fflush(log_file);
}

rpy_signed rpy_log_offset(void)
{
    if (log_file == NULL)
        return -1;
    fflush(log_file);
    return (rpy_signed)ftell(log_file);
}
