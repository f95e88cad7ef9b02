reading "anchor" { clause = "1", zh = "从哪一天起算", en = "From which day it counts back",
  options = { option "accepted_on" { zh = "受理之日", en = "the day of acceptance" },
              option "reference_date" { zh = "基准日", en = "the reference date" } },
  taken = "accepted_on", why = { zh = "示例", en = "an example" }, decided_by = "示例" }
