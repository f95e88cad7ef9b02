-- targets.lua    二(四) 各区局目标，一 全市目标
-- 是下限，不是上限：达到之后仍可继续认定。没有点名的区局该项不适用。
-- 计数以授牌为准，截至2022年底(含12月31日)。

target "enterprise" {
  clause = "二(四)", city_clause = "一-c", counts = "plaque", due = end_of "2022-12",
  floor(10) { "donghu_hightech", "wedz", "dongxihu" },                                      -- a
  floor(7)  { "jiangan", "jianghan", "qiaokou", "hanyang", "wuchang", "hongshan" },         -- b
  floor(5)  { "qingshan", "jiangxia", "huangpi", "caidian", "xinzhou" },                    -- c
  floor(3)  { "donghu_scenic" },                                                            -- d
  city = 100,
}

-- 各区局合计23个，全市目标20个：文件如此，见 readings.lua 的 station_total。
target "station" {
  clause = "二(四)", city_clause = "一-c", counts = "plaque", due = end_of "2022-12",
  floor(2) { "donghu_hightech", "wedz", "dongxihu",                                         -- a
             "jiangan", "jianghan", "qiaokou", "hanyang", "wuchang", "hongshan" },          -- b
  floor(1) { "qingshan", "jiangxia", "huangpi", "caidian", "xinzhou" },                     -- c
  city = 20,                                                          -- d 没有站点任务
}
