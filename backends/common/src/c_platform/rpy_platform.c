/* Start-up, fatal errors and tracebacks. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include "rpy.h"

_Thread_local int rpy_saved_errno;
_Thread_local int rpy_saved_alt_errno;

int rpy_get_saved_errno(void) { return rpy_saved_errno; }
void rpy_set_saved_errno(int value) { rpy_saved_errno = value; }
int rpy_get_saved_alt_errno(void) { return rpy_saved_alt_errno; }
void rpy_set_saved_alt_errno(int value) { rpy_saved_alt_errno = value; }

char *rpy_shadow_stack_top;

int64_t rpy_clock(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

struct rpy_traceback_entry rpy_traceback[RPY_TRACEBACK_ENTRIES];
unsigned rpy_traceback_count;

void rpy_print_traceback(const void *etype)
{
    unsigned at = rpy_traceback_count, left = RPY_TRACEBACK_ENTRIES;
    int skipping = 0;
    fputs("RPython traceback:\n", stderr);
    for (;;) {
        if (at == 0 || left == 0) {
            fputs("  ...\n", stderr);
            return;
        }
        at--;
        left--;
        const struct rpy_traceback_entry *entry = &rpy_traceback[at % RPY_TRACEBACK_ENTRIES];
        if (skipping) {
            /* From a raise of a caught exception back to where it was caught. */
            if (entry->kind != RPY_TB_CATCH || entry->etype != etype)
                continue;
            skipping = 0;
        }
        switch (entry->kind) {
        case RPY_TB_PASS:
            fprintf(stderr, "  %s\n", entry->place);
            break;
        case RPY_TB_CATCH:
            /* Caught here and raised again later; or some earlier exception's trail. */
            if (entry->etype == etype)
                fprintf(stderr, "  %s\n", entry->place);
            break;
        case RPY_TB_RERAISE:
            if (etype == NULL)
                etype = entry->etype;
            skipping = 1;
            break;
        case RPY_TB_RAISE:
            if (etype != NULL && entry->etype != etype) {
                fputs("  ...\n", stderr);
                return;
            }
            if (entry->place)
                fprintf(stderr, "  %s\n", entry->place);
            return;
        }
    }
}

static void end_with(const char *text, size_t length)
{
    fwrite(text, 1, length, stderr);
    fputc('\n', stderr);
    fflush(stderr);
    rpy_log_flush();
    abort();
}

void rpy_fatal_exception(const void *etype, const char *name)
{
    rpy_print_traceback(etype);
    fputs("Fatal RPython error: ", stderr);
    end_with(name, strlen(name));
    __builtin_unreachable();
}

void rpy_fatal_error(const char *message, rpy_signed length)
{
    fputs("RPython traceback:\n", stderr);
    end_with(message, (size_t)length);
    __builtin_unreachable();
}

void rpy_assertion_failed(const char *file, int line, const char *function, const char *message, rpy_signed length)
{
    /* The function's own name is behind its number. */
    const char *name = strchr(function, '_');
    fprintf(stderr, "PyPy assertion failed at %s:%d:\nin pypy_g_%s: %.*s\n", file, line, name ? name + 1 : function,
            (int)length, message);
    abort();
}

/* A crash names the function it happened in: found in the executable's own symbol table, so that it
   costs nothing before. */
#if defined(__linux__) && defined(__ELF__) && UINTPTR_MAX == UINT64_MAX
#include <elf.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <ucontext.h>

extern const char __executable_start[] __attribute__((weak));

static uintptr_t program_counter(void *context)
{
    ucontext_t *c = context;
#if defined(__x86_64__)
    return (uintptr_t)c->uc_mcontext.gregs[REG_RIP];
#elif defined(__aarch64__)
    return (uintptr_t)c->uc_mcontext.pc;
#else
    (void)c;
    return 0;
#endif
}

static void put(const char *text, size_t length)
{
    while (length > 0) {
        ssize_t done = write(2, text, length);
        if (done <= 0)
            return;
        text += done;
        length -= (size_t)done;
    }
}

static const char *symbol_at(uintptr_t pc)
{
    struct stat info;
    int file = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
    if (file < 0 || fstat(file, &info) < 0 || info.st_size < (off_t)sizeof(Elf64_Ehdr))
        return NULL;
    const char *image = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_PRIVATE, file, 0);
    close(file);
    if (image == MAP_FAILED)
        return NULL;
    const Elf64_Ehdr *head = (const Elf64_Ehdr *)image;
    const Elf64_Shdr *sections = (const Elf64_Shdr *)(image + head->e_shoff);
    uintptr_t base = head->e_type == ET_DYN ? (uintptr_t)__executable_start : 0;
    for (int i = 0; head->e_shoff && i < head->e_shnum; i++) {
        if (sections[i].sh_type != SHT_SYMTAB)
            continue;
        const Elf64_Sym *symbols = (const Elf64_Sym *)(image + sections[i].sh_offset);
        const char *names = image + sections[sections[i].sh_link].sh_offset;
        for (size_t k = 0; k < sections[i].sh_size / sizeof(Elf64_Sym); k++) {
            uintptr_t start = base + symbols[k].st_value;
            if (ELF64_ST_TYPE(symbols[k].st_info) == STT_FUNC && pc >= start && pc - start < symbols[k].st_size)
                return names + symbols[k].st_name;
        }
    }
    return NULL;
}

static void on_crash(int number, siginfo_t *info, void *context)
{
    const char *text = "Segmentation fault";
    if (number == SIGFPE)
        text = "Arithmetic error";
    else if (number == SIGILL)  /* What compilers put where control cannot come, and Cranelift after a bad divisor. */
        text = "Trap (a division by zero, or code that cannot be reached)";
    const char *name = symbol_at(program_counter(context));
    (void)info;
    put(text, strlen(text));
    /* A function's symbol is `f`, its number, `_` and its name. */
    if (name && name[0] == 'f' && name[1] >= '0' && name[1] <= '9' && strchr(name, '_')) {
        name = strchr(name, '_') + 1;
        put(" in RPython function ", 21);
        put(name, strcspn(name, "."));
    } else {
        put(" outside RPython code", 21);
    }
    put("\n", 1);
    signal(number, SIG_DFL);
    raise(number);
}

static void catch_crashes(void)
{
    static char stack[65536];
    stack_t alternate;
    memset(&alternate, 0, sizeof alternate);
    alternate.ss_sp = stack;
    alternate.ss_size = sizeof stack;
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_sigaction = on_crash;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER;
    sigemptyset(&action.sa_mask);
    if (sigaltstack(&alternate, NULL) == 0) {
        sigaction(SIGSEGV, &action, NULL);
        sigaction(SIGFPE, &action, NULL);
        sigaction(SIGILL, &action, NULL);
    }
}
#else
static void catch_crashes(void) { }
#endif

void rpy_log_open(void);

void rpy_startup(int argc, char **argv)
{
    (void)argc;
    (void)argv;
    catch_crashes();
    rpy_log_open();
}

void rpy_shutdown(void)
{
    rpy_log_flush();
}
