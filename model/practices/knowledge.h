/* A knowledge base: resolutions that are written up help with the next ticket of their
 * category.
 *
 * Of a category with n articles the coverage is n ÷ (n + half): each article more helps
 * less. Articles age: their number decays with a half-life. At full coverage the whole of
 * each effect is there: touch time saved, first-line tickets resolved that would have been
 * handed on, and contacts that users answer themselves and that never become tickets.
 */
#ifndef DS_MODEL_PRACTICES_KNOWLEDGE_H
#define DS_MODEL_PRACTICES_KNOWLEDGE_H

#include "model/desk.h"

typedef struct ds_knowledge {
    double documented;  /* share of the resolutions that are written up */
    ds_sampler writing; /* touch time of that, by the group that resolved */
    double articles;    /* of each category at the start */
    double half;        /* articles at which half of the effect is there */
    ds_ticks half_life; /* of an article; 0: they do not age */
    double saves;       /* share of touch time, at full coverage, as the two below */
    double resolves;    /* share of what the lowest tier would hand on */
    double deflects;    /* share of contacts */
} ds_knowledge;

/* Legal on NULL. */
void ds_knowledge_delete(ds_knowledge *knowledge);

#endif
