/* readings.h: the register of readings, and two readings set side by side over the stored applications. */
#ifndef GJ_READINGS_H
#define GJ_READINGS_H
#include "db/store.h"
#include "engine/run/contrast.h"

enum gj_readings_form { GJ_READINGS_TEXT, GJ_READINGS_JSON, GJ_READINGS_CSV };

int gj_readings_list(const struct gj_policy *p, enum gj_readings_form form, struct gj_err *err);
int gj_readings_compare(const struct gj_contrast *c, struct gj_store *store,
                        const struct gj_policy_choice *choice, enum gj_readings_form form,
                        struct gj_err *err);
#endif
