#include "model/practices/knowledge.h"

#include <stdlib.h>

void ds_knowledge_delete(ds_knowledge *knowledge)
{
    if (!knowledge)
        return;
    ds_sampler_free(&knowledge->writing);
    free(knowledge);
}
