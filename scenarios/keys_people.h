/* The key tables of people, for those of groups. */
#ifndef DS_SCENARIOS_KEYS_PEOPLE_H
#define DS_SCENARIOS_KEYS_PEOPLE_H

#include "scenarios/key_table.h"

extern const char *const ds_end_of_shift_words[];
extern const ds_key ds_holiday_item;
extern const ds_key ds_shift_item;
extern const ds_section ds_hand_over_section;
extern const ds_section ds_shrinkage_section;
extern const ds_section ds_on_call_section;
extern const ds_section ds_open_tickets_section;
extern const ds_section ds_learning_section;
extern const ds_section ds_attrition_section;
extern const ds_section ds_cost_section;

#endif
