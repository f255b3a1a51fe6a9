/* What C code that a program brings along may rely on: the names of word-sized integers, and of linkage. */
#ifndef RPY_PRECOMMONDEFS_H
#define RPY_PRECOMMONDEFS_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE 1
#endif
#include <limits.h>
#include <stddef.h>
#include <stdint.h>

typedef intptr_t Signed;
typedef uintptr_t Unsigned;
#define SIGNED_MIN INTPTR_MIN
#define SIGNED_MAX INTPTR_MAX

#define RPY_EXTERN extern
#define RPY_EXPORTED extern __attribute__((visibility("default")))
#define RPY_EXPORTED_FOR_TESTS RPY_EXPORTED
#define RPY_HIDDEN __attribute__((visibility("hidden")))
#define RPY_LENGTH1 1
#define RPY_UNUSED __attribute__((unused))
#define RPY_NORETURN __attribute__((noreturn))
#define RPY_LIKELY(x) __builtin_expect(!!(x), 1)
#define RPY_UNLIKELY(x) __builtin_expect(!!(x), 0)
#ifndef INLINE
#define INLINE inline
#endif

#endif
