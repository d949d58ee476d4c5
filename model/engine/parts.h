/* The parts of the engine, in one translation unit. */
#include "model/engine/arrival.c"
#include "model/engine/discipline.c"
#include "model/engine/group_work.c"
#include "model/engine/resolution.c"
#include "model/engine/run.c"
#include "model/engine/ticket_clocks.c"
#include "model/engine/visit.c"
