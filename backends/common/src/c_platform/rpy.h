/* What every generated file includes: types, and the few helpers that C expressions need. */
#ifndef RPY_H
#define RPY_H

#include <stddef.h>
#include <stdint.h>
#include "rpy_platform.h"

typedef rpy_signed Signed;
typedef rpy_unsigned Unsigned;
typedef _Bool Bool;
typedef unsigned char Char;
typedef uint32_t UniChar;
typedef char *Address;
typedef void (*rpy_fn)(void);
struct rpy_void { };

#define RPY_LIKELY(x) __builtin_expect(!!(x), 1)
#define RPY_UNLIKELY(x) __builtin_expect(!!(x), 0)
#define RPY_EXPORTED __attribute__((visibility("default")))
#define RPY_NOINLINE __attribute__((noinline))
#define RPY_COLD __attribute__((noinline, cold, unused))
#define RPY_CHECK_SIZE(tag, size) _Static_assert(sizeof(struct tag) == (size), "size of " #tag)
/* Behind a call: the call does not take the place of the caller's frame. */
#define RPY_KEEP_FRAME() __asm__ volatile("")
#define RPY_KEEPALIVE(x) __asm__ volatile("" : : "r"(x) : "memory")

#ifdef RPY_LL_ASSERT_ENABLED
#define RPY_LL_ASSERT(cond, ...) do { if (RPY_UNLIKELY(!(cond))) \
    rpy_assertion_failed(__FILE__, __LINE__, __func__, __VA_ARGS__); } while (0)
#else
#define RPY_LL_ASSERT(cond, ...) do { } while (0)
#endif

static inline void *rpy_raw_malloc(Signed size)
{
    return __builtin_malloc(size ? (size_t)size : 1);
}

static inline void *rpy_raw_calloc(Signed size)
{
    return __builtin_calloc(1, size ? (size_t)size : 1);
}

static inline Signed rpy_memcmp(const void *a, const void *b, Signed size)
{
    int order = __builtin_memcmp(a, b, (size_t)size);
    return (order > 0) - (order < 0);
}

static inline int64_t rpy_float_bits(double x)
{
    int64_t bits;
    __builtin_memcpy(&bits, &x, sizeof bits);
    return bits;
}

static inline double rpy_float_of_bits(int64_t bits)
{
    double x;
    __builtin_memcpy(&x, &bits, sizeof x);
    return x;
}

/* Out of range, and for NaN, the result is the smallest value: what the instruction gives on x86-64. */
static inline int64_t rpy_float_to_int64(double x)
{
#if defined(__x86_64__) && defined(__SSE2__)
    typedef double rpy_v2df __attribute__((vector_size(16)));
    return __builtin_ia32_cvttsd2si64((rpy_v2df){x, 0.0});
#else
    return x >= -0x1p+63 && x < 0x1p+63 ? (int64_t)x : INT64_MIN;
#endif
}

static inline uint64_t rpy_float_to_uint64(double x)
{
    return x > -1.0 && x < 0x1p+64 ? (uint64_t)x : 0;
}

static inline Signed rpy_float_to_int(double x)
{
#if RPY_WORD_BITS == 64
    return rpy_float_to_int64(x);
#else
    return x > -0x1.00000002p+31 && x < 0x1p+31 ? (Signed)x : INT32_MIN;
#endif
}

static inline Unsigned rpy_float_to_uint(double x)
{
#if RPY_WORD_BITS == 64
    return rpy_float_to_uint64(x);
#else
    return x > -1.0 && x < 0x1p+32 ? (Unsigned)x : 0;
#endif
}

#if defined(__x86_64__) || defined(__i386__)
#define rpy_read_timestamp() ((int64_t)__builtin_ia32_rdtsc())
#else
#define rpy_read_timestamp() rpy_clock()
#endif

/* The traceback ring. Only the last entries are kept; the newest is the outermost call. */
enum { RPY_TRACEBACK_ENTRIES = 128 };
enum rpy_traceback_kind { RPY_TB_RAISE, RPY_TB_PASS, RPY_TB_CATCH, RPY_TB_RERAISE };
struct rpy_traceback_entry {
    const char *place;
    const void *etype;
    enum rpy_traceback_kind kind;
};
extern struct rpy_traceback_entry rpy_traceback[RPY_TRACEBACK_ENTRIES];
extern unsigned rpy_traceback_count;

static RPY_COLD void rpy_traceback_add(const char *place, const void *etype, enum rpy_traceback_kind kind)
{
    struct rpy_traceback_entry *entry = &rpy_traceback[rpy_traceback_count++ % RPY_TRACEBACK_ENTRIES];
    entry->place = place;
    entry->etype = etype;
    entry->kind = kind;
}

#define rpy_traceback_raise(place, etype) rpy_traceback_add(place, etype, RPY_TB_RAISE)
#define rpy_traceback_pass(place) rpy_traceback_add(place, NULL, RPY_TB_PASS)
#define rpy_traceback_catch(place, etype) rpy_traceback_add(place, etype, RPY_TB_CATCH)
#define rpy_traceback_reraise(place, etype) rpy_traceback_add(place, etype, RPY_TB_RERAISE)

#endif
