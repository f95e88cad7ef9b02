-- Rule files only declare: these are the words they do it with.
std = "lua54"
max_line_length = 120
files["rules"] = {
  read_globals = {
    "policy", "bureau", "bureaus", "reading", "option", "programme_year",
    "facts", "yes_no", "count", "amount", "date", "text", "code", "one_of", "judgement", "list",
    "category", "criterion", "check", "all", "any", "no", "at_least_of", "field",
    "percent", "ratio", "quantity", "day", "end_of", "years", "months",
    "target", "floor", "phase",
  },
}
files["tests/data"] = { max_line_length = 140 }
