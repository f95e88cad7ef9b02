-- Rule files only declare: these are the words they do it with.
std = "lua54"
max_line_length = 120
exclude_files = { "rules/_meta" } -- made, and for editors only
local words = {
  "policy", "bureau", "bureaus", "reading", "option", "programme_year", "reference_date",
  "facts", "yes_no", "count", "amount", "date", "text", "code", "one_of", "judgement", "list",
  "category", "validity", "criterion", "check", "veto", "all", "any", "no", "at_least_of", "field",
  "routes", "route", "presumed", "score", "group", "item", "by", "bands",
  "decision_table", "row", "any_value",
  "percent", "ratio", "quantity", "day", "end_of", "years", "months", "days", "working_days", "calendar", "dated",
  "ranking", "descending", "ascending", "target", "floor", "phase", "amend", "repeal",
}
files["rules"] = { read_globals = words }
files["tests/data"] = { max_line_length = 140 }
files["tests/data/language"] = { read_globals = words, max_line_length = 160, ignore = { "431" } }
files["tests/data/findings"] = { read_globals = words }
