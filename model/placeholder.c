typedef int ds_model_placeholder;
