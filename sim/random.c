#include "sim/random.h"

#include <limits.h>

/* Marks the counters of ds_random_child; no block of draws or of a stream has this word. */
#define CHILD_WORD UINT64_MAX

uint64_t ds_random_family(const char *name)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    for (const unsigned char *c = (const unsigned char *)name; *c; c++)
        hash = (hash ^ *c) * UINT64_C(0x100000001b3);
    return hash;
}

/* The parent's identity and (kind, ordinal), enciphered: a bijection for a given seed up to
 * the two words dropped, so that two children share an identity with probability 2^-128. */
ds_identity ds_random_child(const ds_seed *seed, ds_identity parent, uint32_t kind,
                            uint32_t ordinal)
{
    philox4x64_key_t key = {
        {seed->seed, seed->replication}
    };
    philox4x64_ctr_t counter = {
        {parent.ordinal, parent.family, ((uint64_t)kind << 32) | ordinal, CHILD_WORD}
    };
    philox4x64_ctr_t bits = philox4x64_R(DS_PHILOX_ROUNDS, counter, key);
    return (ds_identity){.family = bits.v[0], .ordinal = bits.v[1]};
}

/* A GSL stream. Its first output is one lane of the block at word 0; after it come all
 * lanes of the blocks at words 4n + lane, n = 1, 2, …, which no other purpose uses. */
typedef struct stream {
    philox4x64_key_t key;
    philox4x64_ctr_t counter;
    philox4x64_ctr_t bits;
    uint32_t used;   /* lanes of bits that are gone */
    uint64_t mirror; /* all ones: every bit the other way round */
} stream;

static void start(stream *self, const ds_seed *seed, ds_identity who, uint32_t purpose,
                  uint32_t occurrence)
{
    uint32_t lane = purpose & 3;
    self->key = (philox4x64_key_t){
        {seed->seed, seed->replication}
    };
    self->counter = (philox4x64_ctr_t){
        {who.ordinal, who.family, ((uint64_t)(purpose >> 2) << 32) | occurrence, 0}
    };
    self->bits = philox4x64_R(DS_PHILOX_ROUNDS, self->counter, self->key);
    self->bits.v[3] = self->bits.v[lane];
    self->used = 3;
    self->mirror = seed->mirror ? UINT64_MAX : 0;
    self->counter.v[3] = lane;
}

static uint64_t next_bits(stream *self)
{
    if (self->used == 4) {
        self->counter.v[3] += 4;
        self->bits = philox4x64_R(DS_PHILOX_ROUNDS, self->counter, self->key);
        self->used = 0;
    }
    return self->bits.v[self->used++] ^ self->mirror;
}

static void set(void *state, unsigned long seed)
{
    ds_seed key = {.seed = seed, .replication = 0};
    start(state, &key, (ds_identity){0, 0}, 0, 0);
}

/* The top bits, should an unsigned long have fewer than 64. */
static unsigned long get(void *state)
{
    return (unsigned long)(next_bits(state) >> (64 - CHAR_BIT * sizeof(unsigned long)));
}

static double get_double(void *state)
{
    return ds_uniform_from_bits(next_bits(state));
}

static const gsl_rng_type philox_type = {
    .name = "philox4x64-10",
    .max = ULONG_MAX,
    .min = 0,
    .size = sizeof(stream),
    .set = set,
    .get = get,
    .get_double = get_double,
};

const gsl_rng_type *const ds_random_gsl_type = &philox_type;

void ds_random_gsl_key(gsl_rng *rng, const ds_seed *seed, ds_identity who, uint32_t purpose,
                       uint32_t occurrence)
{
    start(rng->state, seed, who, purpose, occurrence);
}
