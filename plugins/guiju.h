/* guiju.h: everything that a plugin of guiju includes: the one public header.
 *
 * A plugin has one role or both: a source reads rows of facts, a notifier delivers notices.
 *
 * A plugin is a shared object with one entry symbol, guiju_plugin_entry(). It tells what it is in a table that
 * it owns for ever; guiju checks the versions before any other call. Every struct begins with its size as its
 * maker knew it, and only ever grows at its end: read a member only if size reaches past it. So an array of
 * structs is stepped through by the size in its first element, never by sizeof: guiju_column_at() and its
 * neighbours at the end of this file do that.
 *
 * Versions: same major, and the plugin's minor not above guiju's; else it is refused with the remedy.
 * Threads: the calls on one source or notifier come one after another, never two at once, each on a worker thread
 * of guiju, but perhaps on different ones. Two of one plugin may be in use at the same time, so a plugin keeps no
 * changeable globals. A plugin may have threads of its own; they call nothing of the host, and close() ends them.
 * Blocking: a call may block, since the loop never waits for it. Each has a deadline: host->time_left() tells it,
 * and by then at the latest host->canceled() says 1. A call that waits asks one of them every 200 ms or more often,
 * and returns within a second of canceled(). One that does not is a hanging plugin: guiju can only be rid of it
 * where the plugin runs in a process of its own (--isolate), which it then kills.
 * Texts: UTF-8, not NUL-terminated unless the type is const char *. What is handed over in a call belongs to the
 * caller, and the other side copies what it keeps, unless a comment says otherwise. Days: since 1970-01-01.
 */
#ifndef GUIJU_H
#define GUIJU_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define GUIJU_ABI_MAJOR 1
#define GUIJU_ABI_MINOR 1

#if defined(__GNUC__)
#define GUIJU_EXPORT __attribute__((visibility("default")))
#else
#define GUIJU_EXPORT
#endif

/* What a call returns. */
#define GUIJU_OK 0
#define GUIJU_END 1 /* read: no row was filled and none will follow; open: see list_within */
#define GUIJU_NOT_MINE \
	2 /* open: not of my kind, another plugin may try; a text of fail() is for when none takes it */
#define GUIJU_FAILED (-1) /* said why through host->fail() */
#define GUIJU_NOMEM (-2)  /* memory ran out; nothing of this call counts, and close() comes next */

/* Types of a column, and what guiju_cells.numbers holds for them. */
#define GUIJU_YES_NO 0    /* 0, 1 */
#define GUIJU_COUNT 1     /* 0 and up */
#define GUIJU_AMOUNT 2    /* in 10^-decimals of the column's unit */
#define GUIJU_DATE 3      /* days */
#define GUIJU_TEXT 4      /* texts */
#define GUIJU_CODE 5      /* texts: a unified social credit code */
#define GUIJU_ONE_OF 6    /* index of the option */
#define GUIJU_JUDGEMENT 7 /* 0 unfavourable, 1 favourable */
#define GUIJU_LIST 8      /* how many records the list has, 0 for none */

/* State of a cell. */
#define GUIJU_MISSING 0
#define GUIJU_GIVEN 1
#define GUIJU_UNKNOWN 2 /* the input says that it is not known */
#define GUIJU_NOT_ASKED 3
#define GUIJU_NOT_APPLICABLE 4
#define GUIJU_BAD 5 /* said why through host->bad_cell(); the row will be refused */

struct guiju_text {
	const char *data; /* the plugin's, valid until its next read() or close() */
	size_t size;
};

/* A column that guiju wants. The strings live as long as the source. */
struct guiju_column {
	uint32_t size;
	int32_t type;
	const char *key;
	const char *label_zh;
	const char *label_en;
	const char *unit; /* "" where there is none */
	int32_t decimals;
	int32_t required; /* 1: input without this column is not usable (the credit code) */
};

/* The cells of one column of a batch; the arrays are guiju's and have room for capacity rows. */
struct guiju_cells {
	uint32_t size;
	uint32_t reserved;
	uint8_t *states; /* all GUIJU_MISSING when read() is called */
	int64_t *numbers;
	struct guiju_text *texts; /* text and code columns only, else NULL */
};

struct guiju_batch {
	uint32_t size;
	uint32_t capacity;
	uint32_t rows; /* set by read() whatever it returns; above 0 only with GUIJU_OK */
	uint32_t n_columns;
	struct guiju_cells *columns; /* in the order of guiju_open.columns */
	/* The row's number in the input as a person counts it, from 1; set by read(), and before a cell or the row
	 * itself is reported. Strictly rising over the source. */
	uint64_t *places;
	/* All 0 when read() is called. 1: the row could not be taken apart; said why through host->bad_row(). Its
	 * cells stay GUIJU_MISSING. */
	uint8_t *broken;
};

#define GUIJU_OPTION_TEXT 0
#define GUIJU_OPTION_NUMBER 1 /* whole, 0 and up */
#define GUIJU_OPTION_CHOICE 2 /* one of the words in choices */
/* 1.1: a password or token, which the user gives by reference only: env:NAME or file:/path. host->option() hands
 * over what it refers to, without the last line end; "" where nothing was given. A plugin never logs it, nor puts
 * it into a reason; the default is "". */
#define GUIJU_OPTION_SECRET 3

/* An option of the plugin: guiju parses it, prints it in the help and hands over the text. */
struct guiju_option {
	uint32_t size;
	int32_t type;
	const char *name;    /* [a-z][a-z0-9-]* */
	const char *value;   /* the default */
	const char *choices; /* "auto utf-8 gb18030", or NULL */
	const char *help_zh;
	const char *help_en;
};

struct guiju_value {    /* what host->parse() makes of a text */
	uint32_t size;  /* set by the plugin before the call; the host fills all else up to it */
	uint32_t state; /* GUIJU_BAD: reason says why; nothing is reported yet */
	int64_t number;
	const char *reason; /* the host's, for ever; NULL unless GUIJU_BAD */
	char text[4096];    /* text and code columns: the cleaned text */
	size_t text_size;
};

#define GUIJU_LOG_DEBUG 0
#define GUIJU_LOG_INFO 1
#define GUIJU_LOG_WARNING 2

/* What guiju does for a plugin. `in` is the guiju_open.host_data of the source. */
struct guiju_host {
	uint32_t size;
	uint32_t abi_minor;
	void (*log)(void *in, int32_t level, const char *text);
	/* Why the call that is running fails, without the location, which guiju puts before it, and without a full
	 * stop; the last text wins. Returns GUIJU_FAILED. */
	int32_t (*fail)(void *in, const char *text);
	/* The option's text, the default where it was not given; NULL for a name that the plugin did not declare. */
	const char *(*option)(void *in, const char *name);
	/* Index of the column whose key, label or other name this heading is, or -1. Widths, spaces, brackets and case do not count. */
	int32_t (*find_column)(void *in, const char *text, size_t size);
	/* Reads a cell's text as offices write it: dates, 是/否, 万元, full-width digits, 不适用. */
	void (*parse)(void *in, uint32_t column, const char *text, size_t size,
	              struct guiju_value *value);
	/* Reports a cell; the plugin marks it GUIJU_BAD itself. row: index in the batch; raw: as it stood in the input. */
	void (*bad_cell)(void *in, uint32_t row, uint32_t column, const char *raw, size_t size,
	                 const char *reason);
	void (*bad_row)(void *in, uint32_t row, const char *reason);
	/* 1 when the call should end: it is being stopped, or its deadline is over. read() returns soon, with what it
	 * has (GUIJU_END where that is nothing), a long open() with GUIJU_FAILED, deliver() with GUIJU_RETRY. */
	int32_t (*canceled)(void *in);
	/* Since 1.1. Milliseconds until the deadline of the call that runs, 0 when it is over; -1: there is none. */
	int64_t (*time_left)(void *in);
	/* Since 1.1. Milliseconds since 1970-01-01 UTC by guiju's clock, which a test may set. */
	int64_t (*now)(void *in);
};

struct guiju_open { /* what a source is opened for; lives until close() */
	uint32_t size;
	uint32_t n_columns;
	const struct guiju_column *columns;
	const char *location; /* a path, or whatever the plugin's documentation says */
	void *host_data;
	/* Since 1.1. The key of the list whose rows are read (a second sheet, a nested array), "" for the applications
	 * themselves. */
	const char *list;
	/* Since 1.1. What cursor() said when an earlier reading of this location ended: only rows behind it are
	 * wanted. "" for all. One that is not understood: GUIJU_FAILED. */
	const char *cursor;
	/* Since 1.1. Labels of that list; "" for the applications. */
	const char *list_zh;
	const char *list_en;
	/* Since 1.1. 1: the location is that of the applications, and may hold rows of the list too (another sheet of
	 * a workbook): open() gives GUIJU_END where it holds none. Only where flags has GUIJU_SOURCE_LISTS. */
	int32_t list_within;
};

struct guiju_source; /* the plugin's own */

#define GUIJU_SOURCE_LISTS 1 /* one location holds applications and their lists */

struct guiju_source_ops {
	uint32_t size;
	uint32_t reserved;
	/* *out is the plugin's until close(). GUIJU_OK, GUIJU_END (see list_within), GUIJU_NOT_MINE, GUIJU_FAILED,
	 * GUIJU_NOMEM. */
	int32_t (*open)(const struct guiju_host *host, const struct guiju_open *args,
	                struct guiju_source **out);
	/* Fills up to batch->capacity rows and sets batch->rows (> 0) with GUIJU_OK, or GUIJU_END. Where the input
	 * breaks off, the rows before come first, and the next call says GUIJU_FAILED. */
	int32_t (*read)(struct guiju_source *source, struct guiju_batch *batch);
	void (*close)(struct guiju_source *source);
	/* For the file of refused rows: the heading, and a row of the last batch as it stood in the input, cell by cell.
	 * *cells is valid until the next call on the source. May be NULL where the input has no such form. */
	int32_t (*heading)(struct guiju_source *source, const struct guiju_text **cells, size_t *n);
	int32_t (*raw_row)(struct guiju_source *source, uint32_t row,
	                   const struct guiju_text **cells, size_t *n);
	/* How far: bytes done of all; all 0 when not known. May be NULL. */
	void (*progress)(struct guiju_source *source, uint64_t *done, uint64_t *all);
	/* Since 1.1. Where a later reading goes on behind the rows that were read: a text of at most 4096 bytes that
	 * guiju keeps, without secrets, valid until the next call on the source. May be NULL where the input cannot. */
	int32_t (*cursor)(struct guiju_source *source, struct guiju_text *out);
	uint32_t flags; /* Since 1.1. GUIJU_SOURCE_* */
};

/* Notifiers, since 1.1. */

struct guiju_attachment { /* a file that goes with a notice */
	uint32_t size;
	uint32_t reserved;
	const char *name; /* "名单.csv": without folders and control characters */
	const char *type; /* its media type, "text/csv; charset=utf-8" */
	const void *data;
	size_t n;
};

/* One notice for one recipient. guiju vouches for its texts: address, name, subject and what stands in attachments
 * have no control characters at all, text and html none but line end and tab. All is valid until the call returns;
 * members without a comment to the contrary are never NULL, but may be "". */
struct guiju_notice {
	uint32_t size;
	uint32_t attempt; /* from 1 */
	/* The same at every attempt, and no other notice's: 1 to 64 of [A-Za-z0-9._-]. A channel that can drops what it
	 * has already taken under this key; mail makes it the Message-ID. */
	const char *key;
	const char *kind;     /* the template's name: "phase_ends" */
	const char *language; /* "zh" or "en": what its texts are written in */
	const char *
	    address; /* as the channel writes it: a mail address, a user's id; "" for the whole group */
	const char *name; /* the recipient's */
	const char *subject;
	const char *text;
	const char *html; /* NULL: there is only the text */
	const char *json; /* the payload where a template makes one: a whole JSON value, or NULL */
	const struct guiju_attachment *attachments;
	uint32_t n_attachments;
	int32_t created; /* day */
};

#define GUIJU_DELIVERED 1 /* the peer has taken it and answers for it */
#define GUIJU_RETRY 2     /* not now: later it may work */
#define GUIJU_NEVER 3     /* this notice can not be delivered, however often it is tried */

struct
    guiju_delivery { /* size is the host's, all else 0 before the call; the plugin sets the rest */
	uint32_t size;
	int32_t result;
	uint32_t
	    retry_after; /* with GUIJU_RETRY: seconds that the peer asked for; 0: guiju decides */
	uint32_t reserved;
	/* Why not: one sentence without a full stop; NULL with GUIJU_DELIVERED. The plugin's, valid until the next
	 * call on the notifier. Without secrets: it is stored and shown. */
	const char *reason;
};

struct guiju_limits { /* size is the host's; 0 in all else: no limit */
	uint32_t size;
	uint32_t
	    per_minute; /* notices; guiju spaces them, and makes digests of what would wait too long */
	uint32_t text_bytes;       /* of subject and text together */
	uint32_t attachment_bytes; /* of all attachments of a notice */
	int32_t attachments;       /* 1: it can carry attachments */
	int32_t
	    shared; /* 1: others than the recipient read it (a chat group), so no personal data */
};

struct guiju_notifier_open { /* lives until close() */
	uint32_t size;
	uint32_t reserved;
	const char *channel; /* what the configuration calls it, for messages */
	void *host_data;
};

struct guiju_notifier; /* the plugin's own */

struct guiju_notifier_ops {
	uint32_t size;
	uint32_t reserved;
	/* Reads the options; need not connect. *out is the plugin's until close(). GUIJU_OK, GUIJU_FAILED,
	 * GUIJU_NOMEM. */
	int32_t (*open)(const struct guiju_host *host, const struct guiju_notifier_open *args,
	                struct guiju_notifier **out);
	/* Delivers one notice, keeps nothing of it. GUIJU_OK: *delivery says what became of it; where it is not known
	 * whether the peer has it, that is GUIJU_RETRY. GUIJU_FAILED: the notifier itself is unfit, any notice would
	 * fare the same (a wrong password); GUIJU_NOMEM. After these two it may still be called again. */
	int32_t (*deliver)(struct guiju_notifier *notifier, const struct guiju_notice *notice,
	                   struct guiju_delivery *delivery);
	void (*close)(struct guiju_notifier *notifier);
	/* What the channel can carry, the same from open() to close(). May be NULL: no limits, no attachments, private. */
	void (*limits)(struct guiju_notifier *notifier, struct guiju_limits *limits);
	/* What deliver() would send, as text to be read by people, without sending or connecting; secrets are shown as
	 * "***". Valid until the next call on the notifier. May be NULL: the notice itself is shown. */
	int32_t (*print)(struct guiju_notifier *notifier, const struct guiju_notice *notice,
	                 struct guiju_text *out);
};

struct guiju_plugin {
	uint32_t size;
	uint16_t abi_major;
	uint16_t abi_minor;
	const char *name; /* "csv" */
	const char *version;
	const char *summary_zh;
	const char *summary_en;
	const char *endings; /* of locations that are usually its own: ".csv .txt", or "" */
	const struct guiju_option *options;
	size_t n_options;
	const struct guiju_source_ops *source;     /* NULL: not a source */
	const struct guiju_notifier_ops *notifier; /* since 1.1; NULL: not a notifier */
};

/* The i-th element of an array whose structs may be longer than this header knows. */
static inline const struct guiju_column *guiju_column_at(const struct guiju_open *open, uint32_t i)
{
	return (const struct guiju_column *)(const void *)((const char *)open->columns +
	                                                   (size_t)i * open->columns->size);
}

static inline struct guiju_cells *guiju_cells_at(const struct guiju_batch *batch, uint32_t i)
{
	return (struct guiju_cells *)(void *)((char *)batch->columns +
	                                      (size_t)i * batch->columns->size);
}

static inline const struct guiju_option *guiju_option_at(const struct guiju_plugin *plugin,
                                                         size_t i)
{
	return (const struct guiju_option *)(const void *)((const char *)plugin->options +
	                                                   i * plugin->options->size);
}

static inline const struct guiju_attachment *guiju_attachment_at(const struct guiju_notice *notice,
                                                                 uint32_t i)
{
	return (const struct guiju_attachment *)(const void *)((const char *)notice->attachments +
	                                                       (size_t)i *
	                                                           notice->attachments->size);
}

/* The entry. The host table lives as long as the process. NULL refuses to be loaded. */
GUIJU_EXPORT const struct guiju_plugin *guiju_plugin_entry(const struct guiju_host *host);

#ifdef __cplusplus
}
#endif
#endif
