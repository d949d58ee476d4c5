/* How the summary looks: what a terminal can show. Plain where all is zero. */
#ifndef DS_ANALYSIS_SUMMARY_LOOK_H
#define DS_ANALYSIS_SUMMARY_LOOK_H

#include <stdbool.h>
#include <stdio.h>

typedef struct ds_summary_look {
    bool has_colour;  /* ANSI escape sequences */
    bool is_ascii;    /* curves are drawn with ASCII characters */
    bool is_detailed; /* more about groups, and curves of all of them */
} ds_summary_look;

typedef enum ds_ink {
    DS_INK_TITLE, /* bold */
    DS_INK_BAD,   /* bold and red: it is also the worse of two words, never colour alone */
    DS_INK_DIM,
} ds_ink;

/* What is written in between has the ink, where there is colour. */
void ds_ink_begin(FILE *out, const ds_summary_look *look, ds_ink ink);
void ds_ink_end(FILE *out, const ds_summary_look *look);

#endif
