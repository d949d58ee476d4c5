/* The floor of the three-tier benchmark: the same desk as a bare loop, as fast as plain C
 * goes without a general engine around it. The engine's speed is quoted as a share of it.
 *
 *   floor K TICKETS [SEED]
 *
 * Poisson arrivals of 17·K per hour; priorities 1 to 4 with 5, 15, 30 and 50 %; three tiers
 * of 20·K, 8·K and 4·K agents; lognormal touch times of mean 1, 4/3 and 10/3 h, cv 1; 30 %
 * of the tickets go on from tier 1, 20 % of those from tier 2. Non-preemptive priority,
 * first come first served inside a priority. The desk starts empty; the run ends when
 * TICKETS are resolved. Printed are tickets per second of processor time and the mean
 * sojourn by priority, with its standard error from 50 batch means.
 *
 * Times are double hours. Everything of a run hangs on one `desk`; memory grows with the
 * open tickets only. No calendars, clocks, holds, histograms or cancellation.
 */
#include <errno.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { PRIORITIES = 4, TIERS = 3, BATCHES = 50, ARRIVAL = -1, NONE = -1 };

static const double ARRIVALS_PER_HOUR = 17.0;
static const int AGENTS[TIERS] = {20, 8, 4};
static const double MEAN_TOUCH_H[TIERS] = {1.0, 4.0 / 3.0, 10.0 / 3.0};
static const double SHARE_GOING_ON[TIERS] = {0.3, 0.2, 0.0};
static const double PRIORITY_FROM[PRIORITIES - 1] = {0.05, 0.20, 0.50};

/* ---- random numbers: xoshiro256++ (Blackman and Vigna), polar normal ---- */

typedef struct rng {
    uint64_t s[4];
    double spare_normal;
    int has_spare;
} rng;

static uint64_t rotate_left(uint64_t x, int k)
{
    return (x << k) | (x >> (64 - k));
}

/* The state is filled by splitmix64, as the authors advise. */
static void rng_seed(rng *r, uint64_t seed)
{
    for (int i = 0; i < 4; i++) {
        uint64_t z = (seed += 0x9e3779b97f4a7c15u);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
        r->s[i] = z ^ (z >> 31);
    }
    r->has_spare = 0;
}

static inline uint64_t rng_next(rng *r)
{
    uint64_t *s = r->s;
    uint64_t result = rotate_left(s[0] + s[3], 23) + s[0];
    uint64_t t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate_left(s[3], 45);
    return result;
}

/* In [0, 1), a multiple of 2^-53. */
static inline double rng_uniform(rng *r)
{
    return (double)(rng_next(r) >> 11) * 0x1p-53;
}

static inline double rng_exponential(rng *r, double mean)
{
    return -mean * log(1.0 - rng_uniform(r));
}

static inline double rng_normal(rng *r)
{
    if (r->has_spare) {
        r->has_spare = 0;
        return r->spare_normal;
    }
    double x, y, s;
    do {
        x = 2.0 * rng_uniform(r) - 1.0;
        y = 2.0 * rng_uniform(r) - 1.0;
        s = x * x + y * y;
    } while (s >= 1.0 || s == 0.0);
    double scale = sqrt(-2.0 * log(s) / s);
    r->spare_normal = y * scale;
    r->has_spare = 1;
    return x * scale;
}

/* ---- events: a binary heap, children of i at 2i and 2i + 1 ---- */

typedef struct event {
    double time;
    int32_t ticket;
    int32_t tier; /* whose agent is done, or ARRIVAL */
} event;

/* at[1..count] is the heap. at[count + 1] always has time infinity, so that a last parent
 * with one child needs no test. */
typedef struct heap {
    event *at;
    size_t count;
} heap;

static int heap_init(heap *h, size_t capacity)
{
    /* Aligned so that two children share a cache line. */
    size_t bytes = (capacity + 3) * sizeof(event);
    h->at = aligned_alloc(64, (bytes + 63) / 64 * 64);
    if (!h->at) {
        return 0;
    }
    h->count = 0;
    h->at[1].time = INFINITY;
    return 1;
}

/* Times are not negative, so that their bits, read as integers, have the same order. The
 * integer comparison is the quicker one on the long way down the heap. */
static inline int is_earlier(double a, double b)
{
    int64_t a_bits, b_bits;
    memcpy(&a_bits, &a, sizeof a_bits);
    memcpy(&b_bits, &b, sizeof b_bits);
    return a_bits < b_bits;
}

static inline void heap_push(heap *h, event e)
{
    event *at = h->at;
    size_t i = ++h->count;
    at[i + 1].time = INFINITY;
    while (i > 1 && is_earlier(e.time, at[i / 2].time)) {
        at[i] = at[i / 2];
        i /= 2;
    }
    at[i] = e;
}

/* Without a branch, since it could not be predicted. */
static inline size_t earlier_child(const event *at, size_t i)
{
    return 2 * i + (size_t)is_earlier(at[2 * i + 1].time, at[2 * i].time);
}

/* Puts e in the place of the earliest event. */
static inline void heap_replace_top(heap *h, event e)
{
    event *at = h->at;
    size_t i = 1;
    while (2 * i <= h->count) {
        size_t child = earlier_child(at, i);
        if (!is_earlier(at[child].time, e.time)) {
            break;
        }
        at[i] = at[child];
        i = child;
    }
    at[i] = e;
}

static inline void heap_pop(heap *h)
{
    event last = h->at[h->count];
    h->at[h->count].time = INFINITY;
    h->count--;
    if (h->count > 0) {
        heap_replace_top(h, last);
    }
}

/* ---- waiting tickets: a ring per priority and tier ---- */

typedef struct ring {
    int32_t *at;
    uint32_t head, tail; /* run freely; a position is taken modulo the size */
    uint32_t mask;
} ring;

static int ring_init(ring *q)
{
    q->at = malloc(64 * sizeof *q->at);
    q->head = q->tail = 0;
    q->mask = 63;
    return q->at != NULL;
}

static int ring_grow(ring *q)
{
    uint32_t size = q->mask + 1;
    int32_t *wider = malloc(2 * (size_t)size * sizeof *wider);
    if (!wider) {
        return 0;
    }
    for (uint32_t i = 0; i < size; i++) {
        wider[i] = q->at[(q->head + i) & q->mask];
    }
    free(q->at);
    *q = (ring){wider, 0, size, 2 * size - 1};
    return 1;
}

/* ---- the desk ---- */

typedef struct tier {
    ring waiting[PRIORITIES];
    uint32_t has_waiting; /* bit p: somebody waits with priority p */
    int32_t idle_agents;
    double log_mean; /* of the touch time's logarithm */
} tier;

typedef struct ticket {
    double arrived;
    int32_t priority; /* 0 is the highest */
    int32_t next_free;
} ticket;

typedef struct tally {
    double sojourn_sum;
    uint64_t count;
} tally;

typedef struct desk {
    rng random;
    heap events;
    tier tiers[TIERS];
    ticket *tickets;
    int32_t capacity, first_free;
    double mean_gap_h, log_sd;
    uint64_t resolved;
    int out_of_memory;
    tally now[PRIORITIES]; /* the running batch */
} desk;

/* Doubles the pool and threads the new rows on the free list. */
static int grow_tickets(desk *d)
{
    int32_t from = d->capacity;
    int32_t to = from ? 2 * from : 1024;
    ticket *wider = realloc(d->tickets, (size_t)to * sizeof *wider);
    if (!wider) {
        return 0;
    }
    for (int32_t i = from; i < to; i++) {
        wider[i].next_free = i + 1 < to ? i + 1 : NONE;
    }
    d->tickets = wider;
    d->capacity = to;
    d->first_free = from;
    return 1;
}

static void desk_free(desk *d)
{
    for (int k = 0; k < TIERS; k++) {
        for (int p = 0; p < PRIORITIES; p++) {
            free(d->tiers[k].waiting[p].at);
        }
    }
    free(d->events.at);
    free(d->tickets);
}

/* desk_free is legal after a failure. */
static int desk_init(desk *d, int32_t scale, uint64_t seed)
{
    memset(d, 0, sizeof *d);
    rng_seed(&d->random, seed);
    d->first_free = NONE;
    d->mean_gap_h = 1.0 / (ARRIVALS_PER_HOUR * scale);
    d->log_sd = sqrt(log(2.0)); /* cv 1 */
    int ok = grow_tickets(d);
    size_t agents = 0;
    for (int k = 0; k < TIERS; k++) {
        tier *t = &d->tiers[k];
        t->idle_agents = AGENTS[k] * scale;
        t->log_mean = log(MEAN_TOUCH_H[k]) - 0.5 * log(2.0);
        agents += (size_t)t->idle_agents;
        for (int p = 0; p < PRIORITIES; p++) {
            ok = ring_init(&t->waiting[p]) && ok;
        }
    }
    return heap_init(&d->events, agents + 1) && ok;
}

static inline event work_on(desk *d, int32_t id, int32_t k, double now)
{
    double touch = exp(d->tiers[k].log_mean + d->log_sd * rng_normal(&d->random));
    return (event){now + touch, id, k};
}

static inline void wait_for_agent(desk *d, tier *t, int32_t id)
{
    int32_t p = d->tickets[id].priority;
    ring *q = &t->waiting[p];
    if (q->tail - q->head > q->mask && !ring_grow(q)) {
        d->out_of_memory = 1;
        return;
    }
    q->at[q->tail++ & q->mask] = id;
    t->has_waiting |= 1u << p;
}

/* The longest waiting of the highest priority. Somebody must wait. */
static inline int32_t take_waiting(tier *t)
{
    int p = __builtin_ctz(t->has_waiting);
    ring *q = &t->waiting[p];
    int32_t id = q->at[q->head++ & q->mask];
    t->has_waiting &= ~((uint32_t)(q->head == q->tail) << p);
    return id;
}

static inline void enter(desk *d, int32_t id, int32_t k, double now)
{
    tier *t = &d->tiers[k];
    if (t->idle_agents > 0) {
        t->idle_agents--;
        heap_push(&d->events, work_on(d, id, k, now));
    } else {
        wait_for_agent(d, t, id);
    }
}

static inline void arrive(desk *d, double now)
{
    double next = now + rng_exponential(&d->random, d->mean_gap_h);
    heap_replace_top(&d->events, (event){next, NONE, ARRIVAL});
    if (d->first_free == NONE && !grow_tickets(d)) {
        d->out_of_memory = 1;
        return;
    }
    int32_t id = d->first_free;
    ticket *t = &d->tickets[id];
    d->first_free = t->next_free;
    double u = rng_uniform(&d->random);
    t->arrived = now;
    t->priority =
        (u >= PRIORITY_FROM[0]) + (u >= PRIORITY_FROM[1]) + (u >= PRIORITY_FROM[2]);
    enter(d, id, 0, now);
}

static inline void resolve(desk *d, int32_t id, double now)
{
    ticket *t = &d->tickets[id];
    d->now[t->priority].sojourn_sum += now - t->arrived;
    d->now[t->priority].count++;
    d->resolved++;
    t->next_free = d->first_free;
    d->first_free = id;
}

static inline void complete(desk *d, event done)
{
    tier *t = &d->tiers[done.tier];
    if (t->has_waiting) {
        event next = work_on(d, take_waiting(t), done.tier, done.time);
        heap_replace_top(&d->events, next);
    } else {
        t->idle_agents++;
        heap_pop(&d->events);
    }
    if (rng_uniform(&d->random) < SHARE_GOING_ON[done.tier]) {
        enter(d, done.ticket, done.tier + 1, done.time);
    } else {
        resolve(d, done.ticket, done.time);
    }
}

/* Runs until so many tickets have been resolved since the desk opened. */
static void run_until(desk *d, uint64_t resolved)
{
    while (d->resolved < resolved && !d->out_of_memory) {
        event e = d->events.at[1];
        if (e.tier == ARRIVAL) {
            arrive(d, e.time);
        } else {
            complete(d, e);
        }
    }
}

/* ---- the run and its report ---- */

typedef struct report {
    tally batch[BATCHES][PRIORITIES];
    double processor_s;
} report;

static double processor_seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* Batches are consecutive resolved tickets, equal in number to within one. */
static int simulate(desk *d, uint64_t tickets, report *out)
{
    double from = processor_seconds();
    heap_push(&d->events,
              (event){rng_exponential(&d->random, d->mean_gap_h), NONE, ARRIVAL});
    for (uint64_t b = 0; b < BATCHES; b++) {
        memset(d->now, 0, sizeof d->now);
        run_until(d, tickets / BATCHES * (b + 1) + tickets % BATCHES * (b + 1) / BATCHES);
        memcpy(out->batch[b], d->now, sizeof d->now);
    }
    out->processor_s = processor_seconds() - from;
    return !d->out_of_memory;
}

/* The mean is over all tickets. The batches' counts differ little, so that its variance is
 * that of the plain mean of the batch means. */
static void print_priority(const report *r, int p)
{
    tally all = {0};
    double sum = 0, squares = 0;
    int used = 0;
    for (int b = 0; b < BATCHES; b++) {
        const tally *t = &r->batch[b][p];
        if (t->count) {
            all.sojourn_sum += t->sojourn_sum;
            all.count += t->count;
            sum += t->sojourn_sum / (double)t->count;
            used++;
        }
    }
    for (int b = 0; b < BATCHES; b++) {
        const tally *t = &r->batch[b][p];
        if (t->count) {
            double off = t->sojourn_sum / (double)t->count - sum / used;
            squares += off * off;
        }
    }
    double se = sqrt(squares / ((double)used * (used - 1)));
    printf("P%d  mean sojourn %.4f h  standard error %.4f h  tickets %llu\n", p + 1,
           all.sojourn_sum / (double)all.count, se, (unsigned long long)all.count);
}

/* Whole numbers from `least` to `most` only. */
static int parse_whole(const char *text, uint64_t least, uint64_t most, uint64_t *out)
{
    char *end;
    errno = 0;
    unsigned long long value = strtoull(text, &end, 10);
    int clean = text[0] >= '0' && text[0] <= '9' && *end == '\0' && errno == 0;
    *out = value;
    return clean && value >= least && value <= most;
}

int main(int argc, char **argv)
{
    uint64_t scale, tickets, seed = 1;
    if (argc < 3 || argc > 4 || !parse_whole(argv[1], 1, 10000, &scale) ||
        !parse_whole(argv[2], 1000, UINT64_C(1) << 50, &tickets) ||
        (argc == 4 && !parse_whole(argv[3], 0, UINT64_MAX, &seed))) {
        fputs("usage: floor K TICKETS [SEED]\n"
              "  K        size of the desk, 1 to 10000\n"
              "  TICKETS  tickets to resolve, 1000 to 2^50\n"
              "  SEED     any whole number (1)\n",
              stderr);
        return 2;
    }
    desk d;
    report r;
    int ok = desk_init(&d, (int32_t)scale, seed) && simulate(&d, tickets, &r);
    desk_free(&d);
    if (!ok) {
        fputs("floor: out of memory\n", stderr);
        return 1;
    }
    printf("%.0f tickets/s  processor time %.3f s  tickets %llu  K %llu\n",
           (double)tickets / r.processor_s, r.processor_s, (unsigned long long)tickets,
           (unsigned long long)scale);
    for (int p = 0; p < PRIORITIES; p++) {
        print_priority(&r, p);
    }
    return 0;
}
