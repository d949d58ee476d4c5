/* The command as a report shows it. */
#include "cli/options.h"

#include <stdlib.h>
#include <string.h>

/* What changes no figure: how many words of the command it takes, or 0. */
static int is_of_no_account(const char *word)
{
    static const char *const flags[] = {"-q", "--quiet", "-v", "--verbose", "--ascii"};
    static const char *const with_value[] = {"-o", "--out", "-t", "--threads", "--format"};
    for (size_t i = 0; i < sizeof flags / sizeof flags[0]; i++)
        if (strcmp(word, flags[i]) == 0)
            return 1;
    for (size_t i = 0; i < sizeof with_value / sizeof with_value[0]; i++) {
        size_t length = strlen(with_value[i]);
        if (strcmp(word, with_value[i]) == 0)
            return 2;
        if (strncmp(word, with_value[i], length) == 0 &&
            (word[length] == '=' || with_value[i][1] != '-'))
            return 1;
    }
    return 0;
}

void ds_options_keep_command(ds_options *options, int argc, char **argv)
{
    const char *verb = strchr(argv[0], ' ');
    options->command = calloc((size_t)argc + 1, sizeof *options->command);
    options->command_count = 0;
    if (!options->command)
        return;
    options->command[options->command_count++] = "desksim";
    if (verb)
        options->command[options->command_count++] = verb + 1;
    for (int i = 1; i < argc; i++) {
        int words = is_of_no_account(argv[i]);
        if (words == 0)
            options->command[options->command_count++] = argv[i];
        else
            i += words - 1;
    }
}
