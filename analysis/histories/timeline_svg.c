#include "analysis/histories/timeline_output.h"
ds_status ds_explanation_put_svg(const ds_explanation *explanation, FILE *out,
                                 ds_error *err)
{
    (void)explanation;
    (void)out;
    (void)err;
    return DS_OK;
}
