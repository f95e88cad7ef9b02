/* schema.c: the tables that every database has; those of facts are made from the dictionary. */
#include "db/migrate.h"

/* Times are UTC, ISO 8601. Days are counted from 1970-01-01. The numbers of results are those of
 * enum gj_result, the packed outcomes those of gj_outcome_pack(). */
static const char *const first[] = {
	"CREATE TABLE migration("
	" version INTEGER PRIMARY KEY,"
	" program TEXT NOT NULL," /* the version of guiju that made the step */
	" applied_at TEXT NOT NULL) STRICT",

	"CREATE TABLE policy_version("
	" id INTEGER PRIMARY KEY,"
	" hash TEXT NOT NULL UNIQUE,"
	" policy TEXT NOT NULL,"
	" stored_at TEXT NOT NULL) STRICT",

	"CREATE TABLE policy_file("
	" version INTEGER NOT NULL REFERENCES policy_version(id),"
	" path TEXT NOT NULL,"
	" content BLOB NOT NULL,"
	" UNIQUE(version, path)) STRICT",

	"CREATE TABLE import("
	" id INTEGER PRIMARY KEY,"
	" plugin TEXT NOT NULL,"
	" file TEXT NOT NULL,"
	" category TEXT NOT NULL,"
	" year INTEGER NOT NULL,"
	" state TEXT NOT NULL CHECK(state IN ('running', 'finished', 'interrupted')),"
	" started_at TEXT NOT NULL,"
	" finished_at TEXT,"
	" rows INTEGER NOT NULL DEFAULT 0,"
	" added INTEGER NOT NULL DEFAULT 0,"
	" changed INTEGER NOT NULL DEFAULT 0,"
	" unchanged INTEGER NOT NULL DEFAULT 0,"
	" rejected INTEGER NOT NULL DEFAULT 0,"
	" duplicates INTEGER NOT NULL DEFAULT 0) STRICT",

	"CREATE TABLE subject("
	" id INTEGER PRIMARY KEY,"
	" code TEXT NOT NULL UNIQUE,"
	" name TEXT NOT NULL) STRICT",

	/* Every name that a subject ever had; the last is its name. */
	"CREATE TABLE subject_name("
	" id INTEGER PRIMARY KEY,"
	" subject INTEGER NOT NULL REFERENCES subject(id),"
	" name TEXT NOT NULL,"
	" since_import INTEGER REFERENCES import(id),"
	" recorded_at TEXT NOT NULL) STRICT",

	/* revision points to the newest: derived, so that no run looks for it. */
	"CREATE TABLE application("
	" id INTEGER PRIMARY KEY,"
	" subject INTEGER NOT NULL REFERENCES subject(id),"
	" category TEXT NOT NULL,"
	" year INTEGER NOT NULL,"
	" bureau TEXT NOT NULL DEFAULT '',"
	" state TEXT NOT NULL DEFAULT 'received',"
	" revision INTEGER REFERENCES revision(id),"
	" UNIQUE(subject, category, year)) STRICT",
	"CREATE INDEX application_by_category ON application(category, year)",

	"CREATE TABLE revision("
	" id INTEGER PRIMARY KEY,"
	" application INTEGER NOT NULL REFERENCES application(id),"
	" import INTEGER NOT NULL REFERENCES import(id),"
	" place INTEGER NOT NULL," /* row of the file */
	" digest BLOB NOT NULL CHECK(length(digest) = 32),"
	" recorded_at TEXT NOT NULL) STRICT",

	/* The type that a column was made for; list is '' for the facts themselves. */
	"CREATE TABLE fact_column("
	" category TEXT NOT NULL,"
	" list TEXT NOT NULL,"
	" fact TEXT NOT NULL,"
	" type TEXT NOT NULL,"
	" unit TEXT NOT NULL,"
	" decimals INTEGER NOT NULL,"
	" PRIMARY KEY(category, list, fact)) STRICT, WITHOUT ROWID",

	"CREATE TABLE run("
	" id INTEGER PRIMARY KEY,"
	" version INTEGER NOT NULL REFERENCES policy_version(id),"
	" reference INTEGER NOT NULL,"
	" state TEXT NOT NULL CHECK(state IN ('running', 'finished', 'interrupted')),"
	" started_at TEXT NOT NULL,"
	" finished_at TEXT,"
	" judged INTEGER NOT NULL DEFAULT 0,"
	" changed INTEGER NOT NULL DEFAULT 0,"
	" eligible INTEGER NOT NULL DEFAULT 0,"
	" ineligible INTEGER NOT NULL DEFAULT 0,"
	" incomplete INTEGER NOT NULL DEFAULT 0,"
	" review INTEGER NOT NULL DEFAULT 0,"
	" conditional INTEGER NOT NULL DEFAULT 0) STRICT",

	"CREATE TABLE run_checkpoint("
	" run INTEGER NOT NULL REFERENCES run(id),"
	" category TEXT NOT NULL,"
	" application INTEGER NOT NULL," /* the last one done */
	" PRIMARY KEY(run, category)) STRICT, WITHOUT ROWID",

	"CREATE TABLE decision("
	" id INTEGER PRIMARY KEY,"
	" application INTEGER NOT NULL REFERENCES application(id),"
	" run INTEGER NOT NULL REFERENCES run(id),"
	" version INTEGER NOT NULL REFERENCES policy_version(id),"
	" revision INTEGER NOT NULL REFERENCES revision(id),"
	" reference INTEGER NOT NULL,"
	" result INTEGER NOT NULL,"
	" outcomes BLOB NOT NULL) STRICT",

	"CREATE TRIGGER policy_version_stays BEFORE UPDATE ON policy_version BEGIN"
	" SELECT raise(ABORT, 'a stored policy is never changed'); END",
	"CREATE TRIGGER policy_version_lasts BEFORE DELETE ON policy_version BEGIN"
	" SELECT raise(ABORT, 'a stored policy is never deleted'); END",
	"CREATE TRIGGER policy_file_stays BEFORE UPDATE ON policy_file BEGIN"
	" SELECT raise(ABORT, 'a stored policy is never changed'); END",
	"CREATE TRIGGER policy_file_lasts BEFORE DELETE ON policy_file BEGIN"
	" SELECT raise(ABORT, 'a stored policy is never deleted'); END",
	"CREATE TRIGGER revision_stays BEFORE UPDATE ON revision BEGIN"
	" SELECT raise(ABORT, 'facts are never changed: a correction is a new revision'); END",
	"CREATE TRIGGER revision_lasts BEFORE DELETE ON revision BEGIN"
	" SELECT raise(ABORT, 'facts are never deleted'); END",
	"CREATE TRIGGER decision_stays BEFORE UPDATE ON decision BEGIN"
	" SELECT raise(ABORT, 'a decision is never changed: a new one is added'); END",
	"CREATE TRIGGER decision_lasts BEFORE DELETE ON decision BEGIN"
	" SELECT raise(ABORT, 'a decision is never deleted'); END",
	NULL,
};

/* Draws by lot, kept as they were made. */
static const char *const second[] = {
	"CREATE TABLE sample("
	" id INTEGER PRIMARY KEY,"
	" category TEXT NOT NULL,"
	" year INTEGER NOT NULL,"
	" filter TEXT NOT NULL," /* which applications were drawn from, in words */
	" strata TEXT NOT NULL," /* the facts that make a stratum, by key */
	" rule TEXT NOT NULL,"   /* '10%' or '20', and the least of each stratum */
	" seed TEXT NOT NULL,"
	" algorithm TEXT NOT NULL,"
	" list_hash TEXT NOT NULL,"
	" list_size INTEGER NOT NULL,"
	" drawn_at TEXT NOT NULL) STRICT",
	"CREATE TABLE sample_row("
	" sample INTEGER NOT NULL REFERENCES sample(id),"
	" application INTEGER NOT NULL REFERENCES application(id),"
	" stratum TEXT NOT NULL,"
	" reason TEXT NOT NULL," /* '' for those drawn by lot */
	" PRIMARY KEY(sample, application)) STRICT, WITHOUT ROWID",
	"CREATE TRIGGER sample_stays BEFORE UPDATE ON sample BEGIN"
	" SELECT raise(ABORT, 'a draw is never changed: draw again'); END",
	"CREATE TRIGGER sample_lasts BEFORE DELETE ON sample BEGIN"
	" SELECT raise(ABORT, 'a draw is never deleted'); END",
	"CREATE TRIGGER sample_row_stays BEFORE UPDATE ON sample_row BEGIN"
	" SELECT raise(ABORT, 'a draw is never changed: draw again'); END",
	"CREATE TRIGGER sample_row_lasts BEFORE DELETE ON sample_row BEGIN"
	" SELECT raise(ABORT, 'a draw is never deleted'); END",
	NULL,
};

/* When facts hold, and at which reference dates a policy decides: days, NULL while open or not known. What is
 * there already holds from the day that it was recorded. */
static const char *const third[] = {
	"ALTER TABLE revision ADD COLUMN valid_from INTEGER",
	"DROP TRIGGER revision_stays",
	"UPDATE revision SET valid_from ="
	" CAST(strftime('%s', substr(recorded_at, 1, 10)) AS INTEGER) / 86400",
	"CREATE TRIGGER revision_stays BEFORE UPDATE ON revision BEGIN"
	" SELECT raise(ABORT, 'facts are never changed: a correction is a new revision'); END",
	"CREATE INDEX revision_by_application ON revision(application)",
	"ALTER TABLE policy_version ADD COLUMN in_from INTEGER",
	"ALTER TABLE policy_version ADD COLUMN in_to INTEGER",
	NULL,
};

/* The log: blocks that seal what was added, each tied to the one before it (db/audit.h). */
static const char *const fourth[] = {
	"CREATE TABLE audit_event("
	" id INTEGER PRIMARY KEY,"
	" at TEXT NOT NULL,"
	" what TEXT NOT NULL,"
	" about TEXT NOT NULL,"
	" who TEXT NOT NULL,"
	" text TEXT NOT NULL,"
	" data TEXT NOT NULL) STRICT",
	"CREATE TABLE audit_block("
	" id INTEGER PRIMARY KEY,"
	" kind TEXT NOT NULL,"
	" first INTEGER NOT NULL," /* ids of the rows, without a gap */
	" last INTEGER NOT NULL,"
	" n INTEGER NOT NULL,"
	" made_at TEXT NOT NULL,"
	" previous BLOB NOT NULL," /* digest of the block before */
	" content BLOB NOT NULL,"  /* digest of the rows */
	" digest BLOB NOT NULL,"
	" marks BLOB NOT NULL) STRICT",
	"CREATE INDEX audit_block_by_kind ON audit_block(kind, first)",
	"CREATE TRIGGER audit_event_stays BEFORE UPDATE ON audit_event BEGIN"
	" SELECT raise(ABORT, 'the log is never changed'); END",
	"CREATE TRIGGER audit_event_lasts BEFORE DELETE ON audit_event BEGIN"
	" SELECT raise(ABORT, 'the log is never deleted'); END",
	"CREATE TRIGGER audit_block_stays BEFORE UPDATE ON audit_block BEGIN"
	" SELECT raise(ABORT, 'the log is never changed'); END",
	"CREATE TRIGGER audit_block_lasts BEFORE DELETE ON audit_block BEGIN"
	" SELECT raise(ABORT, 'the log is never deleted'); END",
	NULL,
};

/* Who put which policy in force, and why; what is in force follows (publication.h, two_person.h). */
static const char *const publications[] = {
	"CREATE TABLE policy_publication("
	" id INTEGER PRIMARY KEY,"
	" act TEXT NOT NULL CHECK(act IN ('publish', 'rollback', 'approve')),"
	" version INTEGER NOT NULL REFERENCES policy_version(id),"
	" waits INTEGER NOT NULL CHECK(waits IN (0, 1))," /* for a second person */
	" proposal INTEGER UNIQUE REFERENCES policy_publication(id),"
	" replaces INTEGER REFERENCES policy_publication(id),"
	" who TEXT NOT NULL,"
	" why TEXT NOT NULL,"
	" impact TEXT NOT NULL," /* JSON; '' where none was worked out */
	" recorded_at TEXT NOT NULL,"
	" CHECK((act = 'approve') = (proposal IS NOT NULL))) STRICT",
	/* Nothing goes out of force twice. */
	"CREATE UNIQUE INDEX policy_publication_replaced ON policy_publication(replaces)"
	" WHERE waits = 0",
	"CREATE TABLE two_person("
	" id INTEGER PRIMARY KEY,"
	" state TEXT NOT NULL CHECK(state IN ('on', 'off')),"
	" waits INTEGER NOT NULL CHECK(waits IN (0, 1)),"
	" who TEXT NOT NULL,"
	" recorded_at TEXT NOT NULL) STRICT",
	"CREATE TRIGGER policy_publication_stays BEFORE UPDATE ON policy_publication BEGIN"
	" SELECT raise(ABORT, 'a publication is never changed: publish again'); END",
	"CREATE TRIGGER policy_publication_lasts BEFORE DELETE ON policy_publication BEGIN"
	" SELECT raise(ABORT, 'a publication is never deleted: roll it back'); END",
	"CREATE TRIGGER two_person_stays BEFORE UPDATE ON two_person BEGIN"
	" SELECT raise(ABORT, 'who asked for two persons is never changed'); END",
	"CREATE TRIGGER two_person_lasts BEFORE DELETE ON two_person BEGIN"
	" SELECT raise(ABORT, 'who asked for two persons is never deleted'); END",
	NULL,
};

/* The newest decision of an application is found by this index: a pointer in application cost an update for each
 * decision, which was a third of a run. Files from before the first release may still have that column; nobody reads
 * it. */
static const char *const by_application[] = {
	"CREATE INDEX decision_by_application ON decision(application)",
	NULL,
};

/* Notices (outbox.h): what they say stays, what became of them changes. */
static const char *const notices[] = {
	"CREATE TABLE outbox("
	" id INTEGER PRIMARY KEY,"
	" key TEXT NOT NULL UNIQUE,"
	" kind TEXT NOT NULL,"
	" channel TEXT NOT NULL,"
	" recipient TEXT NOT NULL,"
	" language TEXT NOT NULL,"
	" subject TEXT NOT NULL,"
	" body TEXT NOT NULL,"
	" state TEXT NOT NULL DEFAULT 'waiting'"
	" CHECK(state IN ('waiting', 'delivered', 'dead', 'dropped')),"
	" attempts INTEGER NOT NULL DEFAULT 0,"
	" next_at INTEGER NOT NULL DEFAULT 0," /* ms since 1970 UTC */
	" reason TEXT NOT NULL DEFAULT '',"
	" created_at TEXT NOT NULL) STRICT",
	"CREATE INDEX outbox_waiting ON outbox(id) WHERE state = 'waiting'",
	"CREATE INDEX outbox_queue ON outbox(channel, recipient, id) WHERE state = 'waiting'",
	"CREATE TRIGGER outbox_stays BEFORE UPDATE OF id, key, kind, channel, recipient, language,"
	" subject, body, created_at ON outbox BEGIN"
	" SELECT raise(ABORT, 'what a notice says is never changed'); END",
	"CREATE TRIGGER outbox_lasts BEFORE DELETE ON outbox BEGIN"
	" SELECT raise(ABORT, 'a notice is never deleted: drop it'); END",
	NULL,
};

/* What people decided, and where the rules came to something else afterwards (ruling.h, review.h). later_than is the
 * newest decision of all when it was made: by it a past decision knows which rulings it could see. */
static const char *const rulings[] = {
	"CREATE TABLE ruling("
	" id INTEGER PRIMARY KEY,"
	" application INTEGER NOT NULL REFERENCES application(id),"
	" decision INTEGER NOT NULL REFERENCES decision(id),"
	" later_than INTEGER NOT NULL,"
	" kind TEXT NOT NULL"
	" CHECK(kind IN ('recognised', 'appealed', 'overridden', 'judged', 'withdrawn')),"
	" result INTEGER NOT NULL CHECK((result = -1) = (kind = 'withdrawn')),"
	" holds_from INTEGER NOT NULL,"
	" who TEXT NOT NULL,"
	" why TEXT NOT NULL,"
	" recorded_at TEXT NOT NULL) STRICT",
	"CREATE INDEX ruling_by_application ON ruling(application)",
	"CREATE TABLE review("
	" id INTEGER PRIMARY KEY,"
	" application INTEGER NOT NULL REFERENCES application(id),"
	" ruling INTEGER NOT NULL REFERENCES ruling(id),"
	" run INTEGER NOT NULL REFERENCES run(id),"
	" decision INTEGER NOT NULL UNIQUE REFERENCES decision(id),"
	" recorded_at TEXT NOT NULL) STRICT",
	"CREATE INDEX review_by_application ON review(application)",
	"CREATE TABLE review_end("
	" id INTEGER PRIMARY KEY,"
	" review INTEGER NOT NULL UNIQUE REFERENCES review(id),"
	" who TEXT NOT NULL,"
	" why TEXT NOT NULL,"
	" recorded_at TEXT NOT NULL) STRICT",
	"CREATE TRIGGER ruling_stays BEFORE UPDATE ON ruling BEGIN"
	" SELECT raise(ABORT, 'a ruling is never changed: rule anew'); END",
	"CREATE TRIGGER ruling_lasts BEFORE DELETE ON ruling BEGIN"
	" SELECT raise(ABORT, 'a ruling is never deleted: withdraw it'); END",
	"CREATE TRIGGER review_stays BEFORE UPDATE ON review BEGIN"
	" SELECT raise(ABORT, 'a review is never changed'); END",
	"CREATE TRIGGER review_lasts BEFORE DELETE ON review BEGIN"
	" SELECT raise(ABORT, 'a review is never deleted'); END",
	"CREATE TRIGGER review_end_stays BEFORE UPDATE ON review_end BEGIN"
	" SELECT raise(ABORT, 'what ended a review is never changed'); END",
	"CREATE TRIGGER review_end_lasts BEFORE DELETE ON review_end BEGIN"
	" SELECT raise(ABORT, 'what ended a review is never deleted'); END",
	NULL,
};

const struct gj_migration gj_migrations[] = {
	{ first }, { second }, { third }, { fourth }, { publications }, { by_application },
	{ notices }, { rulings },
};
const size_t gj_n_migrations = sizeof gj_migrations / sizeof gj_migrations[0];
