/* The platform layer as C code of the program's own may use it, too. */
#ifndef RPY_PLATFORM_H
#define RPY_PLATFORM_H

#include <stdint.h>
#include "rpy_config.h"

#if RPY_WORD_BITS == 64
typedef int64_t rpy_signed;
typedef uint64_t rpy_unsigned;
#else
typedef int32_t rpy_signed;
typedef uint32_t rpy_unsigned;
#endif

/* errno as the last external function left it, where that was asked for. */
extern _Thread_local int rpy_saved_errno;
extern _Thread_local int rpy_saved_alt_errno;
int rpy_get_saved_errno(void);
void rpy_set_saved_errno(int value);
int rpy_get_saved_alt_errno(void);
void rpy_set_saved_alt_errno(int value);

/* Start and end. */
void rpy_startup(int argc, char **argv);
void rpy_shutdown(void);
/* Prints the traceback and the name of the exception's class, and aborts. */
void rpy_fatal_exception(const void *etype, const char *name) __attribute__((noreturn, cold));
/* Prints the traceback and the message, and aborts. */
void rpy_fatal_error(const char *message, rpy_signed length) __attribute__((noreturn, cold));
void rpy_assertion_failed(const char *file, int line, const char *function, const char *message, rpy_signed length)
    __attribute__((noreturn, cold));
/* Prints the traceback of the exception of this class to stderr. */
void rpy_print_traceback(const void *etype) __attribute__((cold));

/* The collector's shadow stack: where the next root goes. */
extern char *rpy_shadow_stack_top;

/* Nanoseconds of a clock that only goes forward. */
int64_t rpy_clock(void);

/* The log that the environment variable PYPYLOG asks for. */
extern _Bool rpy_log_enabled;
_Bool rpy_log_wants(const char *beginning, rpy_signed length);
int64_t rpy_log_start(const char *category, rpy_signed length, _Bool timestamp);
int64_t rpy_log_stop(const char *category, rpy_signed length, _Bool timestamp);
void rpy_log_string(const char *text, rpy_signed length);
void rpy_log_char(unsigned char c);
void rpy_log_int(int64_t value);
void rpy_log_unsigned(uint64_t value);
void rpy_log_float(double value);
void rpy_log_address(const void *address);
void rpy_log_end_line(void);
void rpy_log_flush(void);
rpy_signed rpy_log_offset(void);

#endif
