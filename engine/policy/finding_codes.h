/* finding_codes.h: every finding code of the rule files; docs/findings.md explains each, a test compares. */
#ifndef GJ_FINDING_CODES_H
#define GJ_FINDING_CODES_H

/* X(name, code, what it means). A code never changes its meaning and is never used again. */
#define GJ_FINDING_CODES(X) \
	X(SYNTAX, "E101", TR_NOOP("the file is not valid Lua")) \
	X(FULL_WIDTH, "E102", TR_NOOP("a full-width character stands in the code")) \
	X(ENCODING, "E103", TR_NOOP("the file is not UTF-8")) \
	X(BYTECODE, "E104", TR_NOOP("the file is compiled, not text")) \
	X(NUL, "E105", TR_NOOP("the file holds a zero byte")) \
	X(RUNTIME, "E106", TR_NOOP("the file stopped while it ran")) \
	X(INSTRUCTIONS, "E107", TR_NOOP("the rule files take too many steps")) \
	X(MEMORY, "E108", TR_NOOP("the rule files take too much memory")) \
	X(TEXT_LENGTH, "E109", TR_NOOP("a text is too long")) \
	X(UNSEEN, "E110", TR_NOOP("a character that cannot be seen changes how a text looks")) \
	X(UNKNOWN_WORD, "E201", TR_NOOP("a word that the rule language does not have")) \
	X(WORD_TAKEN, "E202", TR_NOOP("a word of the rule language is given another meaning")) \
	X(UNKNOWN_FACT, "E203", TR_NOOP("a fact that is not declared")) \
	X(UNKNOWN_OPERATOR, "E204", TR_NOOP("an operator that does not exist")) \
	X(UNKNOWN_KEY, "E205", TR_NOOP("a key that the statement does not have")) \
	X(UNKNOWN_OPTION, "E206", TR_NOOP("an option that the fact does not have")) \
	X(UNKNOWN_FIELD, "E207", TR_NOOP("a field that the list does not have")) \
	X(UNKNOWN_BUREAU, "E208", TR_NOOP("a bureau that is not declared")) \
	X(UNKNOWN_READING, "E209", TR_NOOP("a reading that is not declared")) \
	X(UNKNOWN_CATEGORY, "E210", TR_NOOP("a category that is not declared")) \
	X(BAD_NAME, "E211", TR_NOOP("a name with characters that names may not have")) \
	X(DUPLICATE, "E212", TR_NOOP("the same name twice")) \
	X(UNKNOWN_VALUE, "E213", TR_NOOP("a word that the key does not know")) \
	X(WRONG_OPERATOR, "E301", TR_NOOP("an operator that does not fit the type")) \
	X(WRONG_TYPE, "E302", TR_NOOP("a value of the wrong type")) \
	X(WRONG_UNIT, "E303", TR_NOOP("units that do not go together")) \
	X(MISSING_UNIT, "E304", TR_NOOP("an amount without its unit")) \
	X(TOO_FINE, "E305", TR_NOOP("more decimals than the fact keeps")) \
	X(NOT_WHOLE, "E306", TR_NOOP("a number that must be whole is not")) \
	X(OUT_OF_RANGE, "E307", TR_NOOP("a number outside its range")) \
	X(BAD_DATE, "E308", TR_NOOP("not a date of the calendar")) \
	X(MIXED_FACTS, "E309", TR_NOOP("facts that cannot stand in one condition")) \
	X(DATE_FIELD, "E310", TR_NOOP("it is not clear which date field is meant")) \
	X(ROUNDING, "E311", TR_NOOP("a number that must be rounded, and no rule how")) \
	X(CALENDAR, "E312", TR_NOOP("a working day in a year without a calendar")) \
	X(NO_POLICY, "E401", TR_NOOP("there is no policy statement")) \
	X(TWO_POLICIES, "E402", TR_NOOP("there are two policy statements")) \
	X(MISSING_LABEL, "E403", TR_NOOP("a label is missing")) \
	X(MISSING_CLAUSE, "E404", TR_NOOP("the clause number is missing")) \
	X(MISSING_KEY, "E405", TR_NOOP("something else that is required is missing")) \
	X(MISSING_ROLE, "E406", TR_NOOP("no fact has a role that the category needs")) \
	X(WRONG_ROLE, "E407", TR_NOOP("a role on the wrong fact, or twice")) \
	X(EMPTY, "E408", TR_NOOP("nothing stands where something must")) \
	X(UNATTACHED, "E409", TR_NOOP("something is declared that belongs to nothing")) \
	X(UNFINISHED, "E410", TR_NOOP("a statement without its { ... }")) \
	X(NO_CATEGORY, "E411", TR_NOOP("a criterion before its category")) \
	X(NO_FACTS, "E412", TR_NOOP("a category without facts")) \
	X(CYCLE, "E413", TR_NOOP("categories that wait for each other")) \
	X(NOT_AFTER, "E414", TR_NOOP("recognitions are counted before they are decided")) \
	X(BUREAU_TWICE, "E415", TR_NOOP("a bureau with two floors")) \
	X(READING_OPTION, "E416", TR_NOOP("the options of a reading do not match")) \
	X(TOO_MANY, "E417", TR_NOOP("too many of something")) \
	X(TOO_DEEP, "E418", TR_NOOP("conditions too deep inside each other, or too many in one")) \
	X(NEVER_MET, "E419", TR_NOOP("a check that can never be met")) \
	X(DATE_ORDER, "E420", TR_NOOP("dates out of order")) \
	X(MIXED_CRITERION, "E421", TR_NOOP("checks and bare conditions in one criterion")) \
	X(NO_CRITERIA, "E422", TR_NOOP("a category without criteria")) \
	X(REGISTER_JUDGED, "E423", TR_NOOP("criteria in a register")) \
	X(GAP, "E424", TR_NOOP("a table that leaves a gap")) \
	X(OVERLAP, "E425", TR_NOOP("rows of a table that overlap")) \
	X(POINTS, "E426", TR_NOOP("points of a score that cannot add up")) \
	X(NO_ADDRESS, "E427", TR_NOOP("an amendment of something that is not there")) \
	X(NO_BASE, "E428", TR_NOOP("the policy that is extended cannot be had")) \
	X(FLOORS, "W501", TR_NOOP("floors that do not add up to the city's target")) \
	X(UNUSED_FACT, "W502", TR_NOOP("a fact that no check reads")) \
	X(ALWAYS_MET, "W503", TR_NOOP("a check that is always met")) \
	X(DEAD_BRANCH, "W504", TR_NOOP("a branch that can never be met")) \
	X(DUE_EARLY, "W505", TR_NOOP("a target due before the last phase ends")) \
	X(UNREACHED_ROW, "W506", TR_NOOP("a row of a table that no one reaches")) \
	X(HORIZON, "W507", TR_NOOP("a value that ends before the programme does")) \
	X(NO_CHANGE, "W508", TR_NOOP("an amendment that changes nothing")) \
	X(TABLE_SIZE, "W509", TR_NOOP("a table that is too large to be checked")) \
	X(LATE_VALUE, "W510", TR_NOOP("a value that begins after the policy does")) \
	X(ALIKE, "W511", TR_NOOP("two facts whose names read alike")) \
	X(UNUSED_READING, "W512", TR_NOOP("a reading that no rule asks for"))

enum gj_finding_id {
#define GJ_FINDING_ENUM(name, code, meaning) GJ_FOUND_##name,
	GJ_FINDING_CODES(GJ_FINDING_ENUM)
#undef GJ_FINDING_ENUM
	GJ_FINDING_IDS
};

const char *gj_finding_code(enum gj_finding_id id);    /* "E101" */
const char *gj_finding_meaning(enum gj_finding_id id); /* in the user's language */
#endif
