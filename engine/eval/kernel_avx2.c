/* kernel_avx2.c: the same loops for machines with AVX2, whatever the rest of the program is compiled for. */
#include "engine/eval/kernel.h"
#include "engine/eval/program.h"

#if defined(__x86_64__)
#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx2")
#pragma GCC optimize("O3")
#endif

#define GJ_KERNELS gj_kernels_avx2
#include "engine/eval/kernel_plain.c"

#if defined(__clang__)
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif
#endif
