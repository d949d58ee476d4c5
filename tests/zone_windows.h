/* Stretches of time in zones whose clocks do something worth a test in the middle. */
#ifndef DS_TESTS_ZONE_WINDOWS_H
#define DS_TESTS_ZONE_WINDOWS_H

#include "model/zone.h"

typedef struct zone_window {
    const char *zone;
    ds_date middle; /* the day on which clocks change */
    const char *why;
} zone_window;

static const zone_window zone_windows[] = {
    {"Europe/London",       {2026, 3, 29},  "an hour forward"                 },
    {"Europe/London",       {2026, 10, 25}, "an hour back"                    },
    {"America/New_York",    {2026, 3, 8},   "an hour forward"                 },
    {"America/New_York",    {2026, 11, 1},  "an hour back"                    },
    {"Australia/Lord_Howe", {2026, 10, 4},  "half an hour forward"            },
    {"Australia/Lord_Howe", {2026, 4, 5},   "half an hour back"               },
    {"America/Sao_Paulo",   {2017, 10, 15}, "no midnight: 00:00 becomes 01:00"},
    {"America/Sao_Paulo",   {2018, 2, 18},  "midnight becomes 23:00"          },
    {"America/St_Johns",    {2010, 3, 14},  "forward at 00:01"                },
    {"Pacific/Apia",        {2011, 12, 30}, "a day that is left out"          },
    {"Asia/Kolkata",        {2026, 6, 1},   "never a change"                  },
    {"UTC",                 {2028, 2, 29},  "a leap day"                      },
};

enum { ZONE_WINDOWS = sizeof zone_windows / sizeof zone_windows[0] };

#endif
