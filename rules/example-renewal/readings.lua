-- 文件可以两种读的地方。Where the text leaves a choice.
reading "last_day" { clause = "一", zh = "3年有效期的最后一天", en = "Last day of the three years",
  options = { option "same_day" { zh = "授予日的3周年当日", en = "the third anniversary" },
              option "day_before" { zh = "3周年的前一日", en = "the day before it" } },
  taken = "same_day", why = { zh = "按年计算期间的，到期月的对应日为最后一日", en = "the corresponding day ends a period of years" },
  decided_by = "示例默认，待确认" }
reading "late_is_missed" { clause = "三(二)", zh = "三月底以后才报送算不算漏报", en = "Is filing after March a miss",
  options = { option "missed" { zh = "算漏报", en = "it is" }, option "not_missed" { zh = "不算漏报", en = "it is not" } },
  taken = "missed", why = { zh = "条款要求三月底前报送", en = "the clause wants it by the end of March" },
  decided_by = "示例默认，待确认" }
reading "applied_in_2022" { clause = "六", zh = "“2022年续期申请”看申请日还是受理日",
  en = "Renewals of 2022: day of application or of acceptance",
  options = { option "applied" { zh = "申请日在2022年", en = "applied in 2022" },
    option "accepted" { zh = "受理日在2022年", en = "accepted in 2022" } },
  taken = "applied", why = { zh = "同一条对新申请写“受理”，对续期写“申请”",
    en = "the clause says accepted of new ones, application of renewals" },
  decided_by = "示例默认，待确认" }
