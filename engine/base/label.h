/* label.h: a name in Chinese and English, and which of the two a reader wants. */
#ifndef GJ_LABEL_H
#define GJ_LABEL_H
enum gj_lang { GJ_LANG_ZH, GJ_LANG_EN };

struct gj_label {
	const char *zh; /* borrowed from the policy, or a literal; NULL: not given */
	const char *en;
};

/* The text in that language, else in the other, else "". */
static inline const char *gj_label_in(struct gj_label label, enum gj_lang lang)
{
	const char *first = lang == GJ_LANG_ZH ? label.zh : label.en;
	const char *second = lang == GJ_LANG_ZH ? label.en : label.zh;

	return first ? first : second ? second : "";
}
#endif
