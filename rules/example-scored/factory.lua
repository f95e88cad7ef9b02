category "factory" { zh = "数字化转型标杆工厂", en = "Model factories", clause = "一" }
local f = facts "factory"

-- 一 申报条件 ----------------------------------------------------------------

criterion "1" { zh = "投产和营业", en = "Production and business", clause = "一(一)",
  check "1" { zh = "在本市投产满2年", en = "Two years of production in this city",
    note = { zh = "自投产之日到基准日，满2年当日算满", en = "the day on which two years are full is enough" },
    f.in_city :holds(),
    f.started :on_or_before(reference_date :minus(years(2))) },
  check "2" { zh = "有营业记录", en = "Records of business", f.operating :holds() },
}

criterion "2" { zh = "上年度营业收入", en = "Sales of last year", clause = "一(二)",
  f.sales :at_least(by(f.size) {
      large  = quantity(4, "亿元"),
      medium = quantity(2000, "万元"),
      small  = quantity(300, "万元"),
      otherwise = quantity(0, "万元") })
    :unless(f.size :equals("micro"), { zh = "微型不设门槛", en = "no threshold for micro firms" })
    :unless(f.green :holds(), { zh = "五：国家级绿色工厂免于收入门槛", en = "national green factories are exempt (五)" }) }

-- 二 一票否决 ----------------------------------------------------------------

criterion "3" { zh = "一票否决", en = "Vetoes", clause = "二",
  veto "1" { zh = "3年内发生较大及以上安全事故", en = "Serious accident within three years",
    note = { zh = "恰在3年前当日的由人工复核", en = "exactly three years ago: to a person" },
    f.accidents :where { grade = { "larger", "major", "extreme" } }
      :within(years(3), "reference_date", { by = "on", boundary = "review" }) },
  veto "2" { zh = "列入严重失信名单", en = "On the list of the seriously dishonest", f.dishonest :holds() },
  veto "3" { zh = "申报材料造假经查实", en = "Fraud established", f.fraud :holds() },
}

-- 二之二 推定 ----------------------------------------------------------------

local energy = presumed { zh = "推定能耗管理不达标", en = "energy management presumed below standard",
  when = f.last_energy :equals("failed"),
  rebutted = all { f.mended :holds(), f.mended_ok :judged() } }

criterion "4" { zh = "能耗管理", en = "Energy management", clause = "二之二",
  reading "energy_effect" :choose { refused = energy, person = energy :else_review() } }

-- 四 评分 --------------------------------------------------------------------

-- 四(二)2 的三年，和七：投产不满3年的转人工复核
local audited = f.audits :where { passed = true }
local three_audits = reading "audit_years" :choose {
  full_years = audited :in_each_of_last(3, 2023, { by = "on" }),
  with_this  = audited :in_each_of_last(3, 2024, { by = "on" }) }
local three_years_old = f.started :on_or_before(reference_date :minus(years(3)))

local total = score "total" { zh = "总分", en = "Total", clause = "四", decimals = 1, cap = 100,

  group "equipment" { zh = "装备与联网", en = "Machines and network", clause = "四(一)", cap = 40, minimum = 20,
    item "linked"   { zh = "联网设备占比", en = "Share on the network", clause = "四(一)1",
      points = bands(f.linked :share_of(f.machines)) {
        { below = percent(30), gives = 0 },
        { from = percent(30), below = percent(60), gives = 10 },
        { from = percent(60), below = percent(85), gives = 18 },
        { from = percent(85), gives = 25 } } },
    item "platform" { zh = "统一数据平台", en = "One data platform", clause = "四(一)2",
      points = 8, when = f.platform :holds() },
    item "robots"   { zh = "工业机器人", en = "Robots", clause = "四(一)3",
      points = f.robots :times(ratio(1, 2)) :rounded("down"), cap = 10 },
  },

  group "results" { zh = "经营成效", en = "Results", clause = "四(二)", cap = 35, minimum = 10,
    item "growth"   { zh = "营业收入增长", en = "Growth of sales", clause = "四(二)1",
      points = bands(f.sales :growth_over(f.prior_sales) :if_zero("unknown")) {
        { to = percent(0), gives = 0 },
        { above = percent(0), to = percent(10), gives = 8 },
        { above = percent(10), gives = 15 } } },
    item "audits"   { zh = "近3年每年通过质量体系监督审核", en = "An audit passed in each of three years", clause = "四(二)2",
      points = 10,
      when = any { all { three_years_old, three_audits }, all { no(three_years_old), f.young_audit :judged() } } },
    item "research" { zh = "3年研发投入合计", en = "Research of three years", clause = "四(二)3",
      points = bands(f.research) {
        { below = quantity(100, "万元"), gives = 0 },
        { from = quantity(100, "万元"), below = quantity(500, "万元"), gives = 5 },
        { from = quantity(500, "万元"), gives = 10 } } },
  },

  group "leading" { zh = "带动作用", en = "Effect on others", clause = "四(三)", cap = 20,
    item "expert"   { zh = "专家评分", en = "Points by experts", clause = "四(三)1",
      points = f.expert, between = { 0, 15 } },
    item "served"   { zh = "服务上下游企业", en = "Firms served", clause = "四(三)2",
      points = f.served :distinct("firm_code") :times(ratio(1, 5)) :rounded("down"), cap = 5 },
  },

  group "extra" { zh = "加分", en = "Extra points", clause = "四(四)", cap = 5,
    item "national"   { zh = "主持制定国家标准", en = "National standards", clause = "四(四)",
      points = 3, when = f.national_standards :at_least(1) },
    item "provincial" { zh = "主持制定省级标准", en = "Provincial standards", clause = "四(四)",
      points = 2, when = f.provincial_standards :at_least(1) },
  },
}

-- 三 两条路径，具备其一 --------------------------------------------------------

criterion "5" { zh = "认定路径", en = "Ways to the title", clause = "三",
  routes {
    route "direct" { zh = "直接认定", en = "directly",
      f.titles :where { level = { "national", "provincial" } }
        :valid_on("reference_date", { from = "since", to = "till", ended = "revoked" }) :exists() },
    route "scored" { zh = "评分认定", en = "by score",
      total :at_least(75, { word = "不少于" }),
      total :minimums() } } }

-- 六 名额 --------------------------------------------------------------------

ranking "factories" { zh = "标杆工厂名额", en = "Places for model factories", clause = "六", category = "factory",
  quota = 20, reserve = 5, per = "city",
  by = { descending(total), descending(f.research) }, tie = "person" }
