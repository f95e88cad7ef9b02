/* tr.c: one look into gettext's catalogue. */
#include "engine/base/tr.h"

#include <libintl.h>

const char *gj_tr(const char *msgid)
{
	return dgettext("guiju", msgid);
}
