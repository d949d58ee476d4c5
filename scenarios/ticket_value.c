#include "scenarios/ticket_value.h"

#include "model/desk.h"

#include <strings.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Our own rather than strtod: exact, and no locale turns the point into a comma. */
bool ds_ticket_seconds_parse(const char *text, int64_t *us_out)
{
    int64_t seconds = 0;
    int64_t us = 0;
    const char *at = text;
    for (; is_digit(*at); at++) {
        seconds = 10 * seconds + (*at - '0');
        if (seconds > DS_MAX_TICKET_SECONDS)
            return false;
    }
    bool has_digits = at > text;
    if (*at == '.') {
        at++;
        has_digits = has_digits && is_digit(*at);
        for (int64_t scale = DS_SECOND / 10; is_digit(*at); at++, scale /= 10)
            us += (*at - '0') * scale;
    }
    *us_out = seconds * DS_SECOND + us;
    return has_digits && *at == '\0' && *us_out <= DS_MAX_TICKET_SECONDS * DS_SECOND;
}

bool ds_ticket_count_parse(const char *text, int32_t *count_out)
{
    int64_t us = 0;
    if (!ds_ticket_seconds_parse(text, &us) || us % DS_SECOND != 0 ||
        us / DS_SECOND > DS_MAX_TICKET_COUNT)
        return false;
    *count_out = (int32_t)(us / DS_SECOND);
    return true;
}

typedef struct word {
    const char *text;
    int32_t value;
} word;

static bool look_up(const word *words, size_t count, const char *text, int32_t *value_out)
{
    for (size_t i = 0; i < count; i++)
        if (strcasecmp(words[i].text, text) == 0) {
            *value_out = words[i].value;
            return true;
        }
    return false;
}

bool ds_ticket_flag_parse(const char *text, ds_sla_met *flag_out)
{
    static const word words[] = {
        {"true", DS_SLA_MET},    {"false", DS_SLA_BREACHED}, {"yes", DS_SLA_MET},
        {"no", DS_SLA_BREACHED}, {"1", DS_SLA_MET},          {"0", DS_SLA_BREACHED},
    };
    int32_t value = DS_SLA_UNKNOWN;
    bool is_known = look_up(words, sizeof words / sizeof words[0], text, &value);
    *flag_out = (ds_sla_met)value;
    return is_known;
}

bool ds_ticket_type_parse(const char *text, int32_t *type_out)
{
    static const word words[] = {
        {"incident", DS_INCIDENT},       {"request", DS_REQUEST},
        {"service request", DS_REQUEST}, {"service_request", DS_REQUEST},
        {"problem", DS_PROBLEM},
    };
    return look_up(words, sizeof words / sizeof words[0], text, type_out);
}
