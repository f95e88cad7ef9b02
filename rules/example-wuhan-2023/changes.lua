-- 修订条款，按条款号排列 / what changes, by clause
local f = facts "enterprise"
local s = facts "station"

-- 二(一)1c：2023年7月1日起不少于2名，此前1名
amend "enterprise.1.c" { f.officers :at_least(dated { ["2022-01-01"] = 1, ["2023-07-01"] = 2 }) }

-- 二(一)6：新增
criterion "enterprise.6" { zh = "台账", en = "Ledger", clause = "二(一)6",
  f.ledger :holds() }

-- 二(二)5：废止
repeal "station.5"

-- 二(二)6b：企业数的另一条路由30家改为25家
amend "station.6.b" {
  any { s.trained :more_than(percent(50):of(s.served):if_zero("not_applicable"), { word = "超" }),
        s.trained :at_least(25, { word = "以上" }) } }

-- 二(四)：全市企业目标改为120家，下限照旧
target "enterprise" { clause = "二(四)", city_clause = "一-c", counts = "plaque", due = end_of "2023-12",
  floor(10) { "donghu_hightech", "wedz", "dongxihu" },
  floor(7)  { "jiangan", "jianghan", "qiaokou", "hanyang", "wuchang", "hongshan" },
  floor(5)  { "qingshan", "jiangxia", "huangpi", "caidian", "xinzhou" },
  floor(3)  { "donghu_scenic" },
  city = 120 }
