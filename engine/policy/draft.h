/* draft.h: declarations as the rule files make them, in lists that grow, before they are a policy. */
#ifndef GJ_DRAFT_H
#define GJ_DRAFT_H
#include "engine/policy/policy.h"

struct gj_dict { /* the facts of one category, as one `facts` statement declares them */
	struct gj_facts facts;
	size_t room; /* of facts.items: an extending policy may add some */
	struct gj_place place;
	struct gj_dict *next;
};

struct gj_check_draft {
	struct gj_check check;
	const struct gj_dict
	    *dict; /* the facts that its conditions read; NULL: of none, or poisoned */
	struct gj_check_draft *next;
};

struct gj_criterion_draft {
	struct gj_criterion criterion;
	struct gj_check_draft *checks;
	struct gj_criterion_draft *next;
};

struct gj_category_draft {
	struct gj_category category;
	struct gj_criterion_draft *criteria, **criteria_end;
	struct gj_category_draft *next;
};

struct gj_floor_draft {
	int floor;
	const char **bureaus;
	size_t n;
	struct gj_place place;
	struct gj_floor_draft *next;
};

struct gj_target_draft {
	struct gj_target target;
	struct gj_floor_draft *floors;
	struct gj_target_draft *next;
};

struct gj_bureau_draft {
	struct gj_bureau bureau;
	struct gj_bureau_draft *next;
};

struct gj_phase_draft {
	struct gj_phase phase;
	struct gj_phase_draft *next;
};

struct gj_ranking_draft {
	struct gj_ranking ranking;
	struct gj_ranking_draft *next;
};

struct gj_reading_draft {
	struct gj_reading reading;
	bool used; /* some rule asks for what it takes */
	struct gj_reading_draft *next;
};
#endif
