typedef int ds_scenarios_placeholder;
