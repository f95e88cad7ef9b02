category "site" { zh = "场所", en = "Site", clause = "一" }
validity { years(3), from = "received", renew = months(3) }
local f = facts "site"

criterion "1" { zh = "清单", en = "Lists", clause = "1",
  check "sum"      { zh = "合计", en = "Sum", f.audits :sum("cost") :at_least(quantity(10, "万元")) },
  check "largest"  { zh = "最大", en = "Largest", f.audits :largest("days") :at_most(30) },
  check "smallest" { zh = "最小", en = "Smallest", f.audits :smallest("days") :at_least(2) },
  check "average"  { zh = "平均", en = "Average", f.audits :average("days") :if_empty("not_applicable") :at_most(7) },
  check "every"    { zh = "每条", en = "Every", f.audits :every(field "passed" :holds(), { if_empty = "not_met" }) },
  check "coverage" { zh = "覆盖率", en = "Coverage", f.audits :where { passed = true } :share_of(f.audits) :at_least(percent(80)) },
  check "fiscal"   { zh = "财政年度", en = "Fiscal year", f.audits :in_fiscal_year(2023, { starts = "04-01" }) :count() :at_least(1) },
  check "rolling"  { zh = "近12个月", en = "Rolling", f.audits :within(months(12), "reference_date", { boundary = "met" }) },
  check "consecutive" { zh = "连续三年", en = "Consecutive years", f.audits :where { passed = true } :in_each_of_last(3, 2023) },
  check "valid_on" { zh = "有效称号", en = "Valid title", f.titles :valid_on("received", { from = "since", to = "till", ended = "revoked" }) :exists() } }

criterion "2" { zh = "数", en = "Numbers", clause = "2",
  check "share"    { zh = "占比", en = "Share", f.trained :share_of(f.served) :more_than(percent(50)) },
  check "growth"   { zh = "增长", en = "Growth", f.income :growth_over(f.before) :at_least(percent(10)) },
  check "currency" { zh = "币值", en = "Currency", f.grant :at_most(f.income) },
  check "quantity" { zh = "亿元", en = "Scale", f.income :less_than(quantity(1, "亿元")) },
  check "plus"     { zh = "相加", en = "Sum of two", f.income :plus(f.before) :at_least(quantity(100, "万元")) },
  check "minus"    { zh = "相减", en = "Difference", f.served :minus(f.trained) :at_most(5) },
  check "rounded"  { zh = "取整", en = "Rounded", f.trained :at_least(percent(10) :of(f.served) :rounded("up")) } }

criterion "3" { zh = "日期", en = "Dates", clause = "3",
  check "working"  { zh = "工作日", en = "Working days", f.closed :on_or_before(f.received :plus(working_days(5))) },
  check "days"     { zh = "天数", en = "Days", f.closed :days_since(f.received) :at_most(10) },
  check "months"   { zh = "满两年", en = "Two years", f.founded :on_or_before(reference_date :minus(years(2))) },
  check "monthend" { zh = "月末", en = "Month end", f.closed :on_or_before(f.received :month_end()) },
  check "young"    { zh = "新办", en = "Young", f.audits :count() :at_least(1)
                       :unless(f.founded :within(years(1), "reference_date", { boundary = "not_met" }),
                               { zh = "成立不满一年", en = "younger than a year", outcome = "review" }) },
  check "dated"    { zh = "逐年", en = "Dated", f.served :at_least(dated { ["2022-01-01"] = 1, ["2024-07-01"] = 2 }) } }

criterion "4" { zh = "表", en = "Tables", clause = "4",
  check "by"       { zh = "按规模", en = "By size", f.served :at_least(by(f.size) { large = 20, small = 5, otherwise = 1 }) },
  check "by_cond"  { zh = "按行业", en = "By trade", by(f.trade) { it = f.robots :at_least(1), food = f.audits :exists() } },
  check "bands"    { zh = "分档", en = "Bands", f.trained :at_least(bands(f.served) {
                       { below = 10, gives = 1 }, { from = 10, below = 50, gives = 5 }, { from = 50, gives = 10 } }) },
  check "decision" { zh = "决策表", en = "Decision table", f.served :at_least(decision_table { by = { f.size, f.trade },
                       row { "large", any_value, gives = 20 },
                       row { { "small", "micro" }, "it", gives = 5 }, otherwise = 1 }) },
  check "in_band"  { zh = "档内评分", en = "Inside a band", bands(f.served) { picked = f.picked,
                       { below = 10, gives = { 0, 5 } }, { from = 10, gives = { 3, 10 } } } :at_least(4) },
  check "open"     { zh = "等", en = "And the like", f.trade :one_of({ "it" }, { open = true }) } }

local total = score "total" { zh = "总分", en = "Total", decimals = 1, cap = 20,
  group "a" { zh = "甲组", en = "Group A", cap = 12, minimum = 3,
    item "bands"  { zh = "收入分", en = "For income", points = bands(f.income) {
                      { below = quantity(100, "万元"), gives = 0 }, { from = quantity(100, "万元"), gives = "2.5" } } },
    item "when"   { zh = "称号分", en = "For the title", points = 5, when = f.honour :holds() },
    item "robots" { zh = "机器人分", en = "For robots", points = f.robots :times(ratio(1, 2)) :rounded("down"), cap = 4 } },
  group "b" { zh = "乙组", en = "Group B",
    item "picked" { zh = "专家分", en = "By experts", points = f.picked, between = { 0, 10 }, weight = percent(50) } } }

criterion "5" { zh = "分与路", en = "Scores and routes", clause = "5",
  check "score"    { zh = "总分", en = "Score", total :at_least(8) },
  check "strict"   { zh = "总分严格", en = "Strict score", total :more_than(8) },
  check "minimum"  { zh = "每组最低", en = "Minimums", total :minimums() },
  check "group"    { zh = "甲组", en = "Group", total :group("a") :at_most(11) },
  check "routes"   { zh = "路径", en = "Routes", routes {
                       route "direct" { zh = "直接认定", en = "direct", f.honour :holds() },
                       route "score"  { zh = "评分", en = "by score", total :at_least(10) } } },
  check "exempt"   { zh = "豁免", en = "Exempt", f.robots :at_least(3)
                       :unless(f.waiver :holds(), { zh = "已豁免", en = "exempt" }) },
  check "presumed" { zh = "推定", en = "Presumption", presumed { zh = "管理不达标", en = "below standard",
                       when = f.failed :holds(), rebutted = f.mended :judged() } },
  veto "veto"      { zh = "造假", en = "Fraud", f.fraud :holds() } }

ranking "best" { zh = "排名", en = "Ranking", clause = "6", quota = 2, reserve = 1,
  by = { descending(total), ascending(f.received) } }

-- 没有哪个词能说的，写成函数；函数只读事实
criterion "7" { zh = "函数", en = "Function", clause = "7",
  check "function" { zh = "质数家", en = "A prime number",
    function(f)
      if f.served < 2 then return false end
      for i = 2, f.served - 1 do
        if f.served % i == 0 then return false end
      end
      return true
    end } }
