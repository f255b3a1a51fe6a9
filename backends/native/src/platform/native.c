/* What machine code calls where C code has macros and inline functions, and `main`. */
#include <errno.h>
#include <string.h>
#include "rpy.h"

void rpy_keep_errno(int alternative)
{
    if (alternative)
        rpy_saved_alt_errno = errno;
    else
        rpy_saved_errno = errno;
}

void rpy_restore_errno(int alternative)
{
    errno = alternative ? rpy_saved_alt_errno : rpy_saved_errno;
}

void rpy_zero_errno(void)
{
    errno = 0;
}

int64_t rpy_native_timestamp(void)
{
    return rpy_read_timestamp();
}

void rpy_native_tb_raise(const char *place, const void *etype)
{
    rpy_traceback_raise(place, etype);
}

void rpy_native_tb_pass(const char *place)
{
    rpy_traceback_pass(place);
}

void rpy_native_tb_catch(const char *place, const void *etype)
{
    rpy_traceback_catch(place, etype);
}

void rpy_native_tb_reraise(const char *place, const void *etype)
{
    rpy_traceback_reraise(place, etype);
}

/* A text is given as an object, and where in it the bytes and the length are. Without a length (-1) it ends
   with a zero. */
struct text {
    const char *bytes;
    Signed length;
};

static struct text text_in(const char *object, Signed bytes, Signed length)
{
    struct text text = {"NULL", 4};
    if (object) {
        text.bytes = object + bytes;
        if (length < 0)
            text.length = (Signed)strlen(text.bytes);
        else
            memcpy(&text.length, object + length, sizeof text.length);
    }
    return text;
}

void rpy_native_log_text(const char *object, Signed bytes, Signed length)
{
    struct text text = text_in(object, bytes, length);
    rpy_log_string(text.bytes, text.length);
}

void rpy_native_log_bool(unsigned value)
{
    rpy_log_string(value ? "True" : "False", value ? 4 : 5);
}

void rpy_native_log_char(unsigned c)
{
    rpy_log_char((unsigned char)c);
}

unsigned rpy_native_log_wants(const char *object, Signed bytes, Signed length)
{
    struct text text = text_in(object, bytes, length);
    return rpy_log_wants(text.bytes, text.length);
}

int64_t rpy_native_log_start(const char *object, Signed bytes, Signed length, unsigned timestamp)
{
    struct text text = text_in(object, bytes, length);
    return rpy_log_start(text.bytes, text.length, timestamp != 0);
}

int64_t rpy_native_log_stop(const char *object, Signed bytes, Signed length, unsigned timestamp)
{
    struct text text = text_in(object, bytes, length);
    return rpy_log_stop(text.bytes, text.length, timestamp != 0);
}

void rpy_native_fatal(const char *object, Signed bytes, Signed length)
{
    struct text text = text_in(object, bytes, length);
    rpy_fatal_error(text.bytes, text.length);
}

/* What the program says about its start; null where it has no such function. */
enum { ENTRY_WITHOUT_ARGUMENTS, ENTRY_WITH_COUNT, ENTRY_WITH_LIST };
struct rpy_program {
    void (*before[3])(void);
    void *(*argv_new)(Signed count);
    void (*argv_append)(void *list, char *text);
    union {
        Signed (*without)(void);
        Signed (*with_count)(Signed count);
        Signed (*with_list)(void *list);
    } entry;
    void (*exit)(void);
    /* The class of the exception that is under way. */
    char *const *etype;
    Signed entry_kind;
    Signed has_status;
    /* Where in a class the pointer to its name is, and where behind that the text; the former -1 if nowhere. */
    Signed name_offset;
    Signed text_offset;
};
extern const struct rpy_program rpy_program;

static void check(void)
{
    if (!rpy_program.etype || !*rpy_program.etype)
        return;
    const char *name = "exception";
    if (rpy_program.name_offset >= 0) {
        memcpy(&name, *rpy_program.etype + rpy_program.name_offset, sizeof name);
        name += rpy_program.text_offset;
    }
    rpy_fatal_exception(*rpy_program.etype, name);
}

/* The list may move while arguments are appended: it is kept where the collector finds it. */
static void *arguments(int argc, char **argv)
{
    void *list = rpy_program.argv_new(argc);
    check();
    void **root = (void **)rpy_shadow_stack_top;
    for (int i = 0; i < argc; i++) {
        if (root) {
            *root = list;
            rpy_shadow_stack_top = (char *)(root + 1);
        }
        rpy_program.argv_append(list, argv[i]);
        if (root) {
            list = *root;
            rpy_shadow_stack_top = (char *)root;
        }
        check();
    }
    return list;
}

int main(int argc, char **argv)
{
    Signed status;
    rpy_startup(argc, argv);
    for (int i = 0; i < 3; i++)
        if (rpy_program.before[i]) {
            rpy_program.before[i]();
            check();
        }
    if (rpy_program.entry_kind == ENTRY_WITH_LIST)
        status = rpy_program.entry.with_list(arguments(argc, argv));
    else if (rpy_program.entry_kind == ENTRY_WITH_COUNT)
        status = rpy_program.entry.with_count(argc);
    else
        status = rpy_program.entry.without();
    check();
    if (rpy_program.exit) {
        rpy_program.exit();
        check();
    }
    rpy_shutdown();
    return rpy_program.has_status ? (int)(status & 255) : 0;
}
