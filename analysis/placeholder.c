typedef int ds_analysis_placeholder;
