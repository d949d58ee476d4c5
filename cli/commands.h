/* The verbs of the program: each takes its own argc and argv (argv[0] is "desksim VERB")
 * and returns the exit code. */
#ifndef DS_CLI_COMMANDS_H
#define DS_CLI_COMMANDS_H

int ds_cmd_roster(int argc, char **argv);
int ds_cmd_run(int argc, char **argv);
int ds_cmd_check(int argc, char **argv);
int ds_cmd_backtest(int argc, char **argv);
int ds_cmd_calibrate(int argc, char **argv);
int ds_cmd_compare(int argc, char **argv);
int ds_cmd_explain(int argc, char **argv);
int ds_cmd_forecast(int argc, char **argv);
int ds_cmd_generate(int argc, char **argv);
int ds_cmd_import(int argc, char **argv);
int ds_cmd_report(int argc, char **argv);
int ds_cmd_scenarios(int argc, char **argv);
int ds_cmd_staff(int argc, char **argv);
int ds_cmd_sweep(int argc, char **argv);

#endif
