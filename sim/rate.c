#include "sim/rate.h"

void ds_rate_walk_init(ds_rate_walk *walk, ds_rate_function *rate, void *context,
                       ds_ticks start)
{
    walk->rate = rate;
    walk->context = context;
    walk->from = start;
    walk->position = 0;
    walk->segment = rate(context, start);
}

ds_ticks ds_rate_walk_next(ds_rate_walk *walk, double exponential, ds_ticks limit)
{
    for (;;) {
        double length = (double)(walk->segment.until - walk->from);
        double room = (length - walk->position) * walk->segment.per_tick;
        if (exponential < room) {
            walk->position += exponential / walk->segment.per_tick;
            return walk->from + (ds_ticks)walk->position;
        }
        if (walk->segment.until >= limit)
            return DS_NEVER;
        exponential -= room > 0 ? room : 0;
        walk->from = walk->segment.until;
        walk->position = 0;
        walk->segment = walk->rate(walk->context, walk->from);
    }
}
