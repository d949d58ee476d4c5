/* Random numbers that belong to whom they are for: Philox4x64-7 (Salmon, Moraes, Dror and
 * Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011), by the Random123 library.
 *
 * A draw is a pure function of (seed, replication; identity, purpose, occurrence), so
 * nothing that happens elsewhere shifts it: two desks with one seed meet the same tickets
 * with the same work in them. There is no state and no lock. Four purposes share one Philox
 * block, so that draws which are needed together cost one evaluation.
 */
#ifndef DS_SIM_RANDOM_H
#define DS_SIM_RANDOM_H

#include <Random123/philox.h>
#include <gsl/gsl_rng.h>
#include <stdbool.h>
#include <stdint.h>

/* The fewest that pass all of BigCrush (docs/decisions/0001). */
#define DS_PHILOX_ROUNDS 7

/* The seed of a run and the replication within it: the generator's key. Where `mirror` is
 * set, each uniform u is 1 - u: an antithetic twin. Identities are not mirrored. */
typedef struct ds_seed {
    uint64_t seed;
    uint64_t replication;
    bool mirror;
} ds_seed;

/* Whom a draw is for: (stream, ordinal) for what comes from outside, otherwise derived. */
typedef struct ds_identity {
    uint64_t family;
    uint64_t ordinal;
} ds_identity;

/* The four uniforms of one block. Each is strictly between 0 and 1, a multiple of 2^-53,
 * and symmetrical: 1 - u is as likely as u and exact. */
typedef struct ds_uniforms {
    double u[4];
} ds_uniforms;

static inline double ds_uniform_from_bits(uint64_t bits)
{
    return ((double)(bits >> 12) + 0.5) * 0x1p-52;
}

/* A uniform of the lowest `count` bits (at most 52): as above, but a multiple of
 * 2^-(count + 1). */
static inline double ds_uniform_from_low_bits(uint64_t bits, int count)
{
    double lowest = (double)(bits & ((UINT64_C(1) << count) - 1));
    return (lowest + 0.5) / (double)(UINT64_C(1) << count);
}

/* The 256 bits behind the uniforms of a block, before they are mirrored. */
typedef struct ds_random_bits {
    uint64_t word[4];
} ds_random_bits;

static inline ds_random_bits ds_random_bits_of(const ds_seed *seed, ds_identity who,
                                               uint32_t block, uint32_t occurrence)
{
    philox4x64_key_t key = {
        {seed->seed, seed->replication}
    };
    philox4x64_ctr_t counter = {
        {who.ordinal, who.family, ((uint64_t)block << 32) | occurrence, 0}
    };
    philox4x64_ctr_t bits = philox4x64_R(DS_PHILOX_ROUNDS, counter, key);
    return (ds_random_bits){
        {bits.v[0], bits.v[1], bits.v[2], bits.v[3]}
    };
}

/* The uniforms of purposes 4·block … 4·block + 3 of one identity at one occurrence. */
static inline ds_uniforms ds_random_block(const ds_seed *seed, ds_identity who,
                                          uint32_t block, uint32_t occurrence)
{
    ds_random_bits bits = ds_random_bits_of(seed, who, block, occurrence);
    ds_uniforms out = {
        {ds_uniform_from_bits(bits.word[0]), ds_uniform_from_bits(bits.word[1]),
         ds_uniform_from_bits(bits.word[2]), ds_uniform_from_bits(bits.word[3])}
    };
    if (seed->mirror)
        for (int i = 0; i < 4; i++)
            out.u[i] = 1 - out.u[i];
    return out;
}

/* One uniform for one purpose. */
static inline double ds_random_uniform(const ds_seed *seed, ds_identity who,
                                       uint32_t purpose, uint32_t occurrence)
{
    return ds_random_block(seed, who, purpose >> 2, occurrence).u[purpose & 3];
}

/* The family of a name: its 64-bit FNV-1a hash, so that it does not depend on its place. */
uint64_t ds_random_family(const char *name);

/* The identity of something born inside: the nth of a kind under its parent. */
ds_identity ds_random_child(const ds_seed *seed, ds_identity parent, uint32_t kind,
                            uint32_t ordinal);

/* The same generator as a GSL type, for GSL's samplers. gsl_rng_set gives the stream of
 * identity {0, 0} under that seed; ds_random_gsl_key gives any other. */
extern const gsl_rng_type *const ds_random_gsl_type;

/* Points a generator of ds_random_gsl_type at the start of the stream of (seed, who,
 * purpose, occurrence). Its first output is the bits behind ds_random_uniform of the same
 * arguments, the rest is its own: no two streams share a draw. */
void ds_random_gsl_key(gsl_rng *rng, const ds_seed *seed, ds_identity who, uint32_t purpose,
                       uint32_t occurrence);

#endif
