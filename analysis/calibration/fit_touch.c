#include "analysis/calibration/calibration.h"
ds_status ds_fit_touch(ds_calibration *self, const ds_calibration_options *options,
                       ds_error *err)
{
    (void)self;
    (void)options;
    (void)err;
    return DS_OK;
}
