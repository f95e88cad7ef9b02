/* place.h: where something stands in a rule file. */
#ifndef GJ_PLACE_H
#define GJ_PLACE_H
struct gj_place {
	const char *file; /* borrowed from the policy's arena; NULL: nowhere in particular */
	int line;         /* from 1; 0: the whole file */
};
#endif
