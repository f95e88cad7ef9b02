-- 放心集市：一条一段，顺序与文件相同。One article after the other, as in the document.
category "market" { zh = "放心集市", en = "Trusted markets", clause = "一" }
validity { years(3), from = "approved", renew = months(3), last_day = reading "last_day" }  -- 一：有效3年，期满前3个月内续期
local f = facts "market"

-- 谁是新申请，谁是续期。New or renewal.
local is_new = f.kind :equals("new")

-- 六：过渡。2023-01-01前已受理、受理后15个工作日内补齐材料的新申请；2022年的续期申请。
local new_before_2023 = all { f.accepted :on_or_before(day "2022-12-31"),
  f.complete :holds(), f.completed :on_or_before(f.accepted :plus(working_days(15))) }
local renewal_of_2022 = reading "applied_in_2022" :choose {
  applied = f.applied :in_year(2022), accepted = f.accepted :in_year(2022) }

local in_transition = by(f.kind) { new = new_before_2023, renewal = renewal_of_2022 }

criterion "1" { zh = "续期的申请时间", en = "When to apply for renewal", clause = "一",
  check "a" { zh = "期满前3个月内", en = "in the last three months",
    reading "last_day" :choose {
      same_day   = all { f.applied :on_or_after(f.held_since :plus(years(3)) :minus(months(3))),
                         f.applied :on_or_before(f.held_since :plus(years(3))) },
      day_before = all { f.applied :on_or_after(f.held_since :plus(years(3)) :minus(days(1)) :minus(months(3))),
                         f.applied :on_or_before(f.held_since :plus(years(3)) :minus(days(1))) } }
    :unless(is_new, { zh = "新申请", en = "a new application" }) },
}

-- 出摊率 = 全年出摊数合计 ÷ 全年摊位总数合计（两者同除以登记日数，就是平均出摊数占摊位总数）
local turnout = f.turnout :sum("open") :share_of(f.turnout :sum("of"))
criterion "2_1" { zh = "固定摊位出摊率", en = "Stalls in use", clause = "二(一)",
  check "a" { zh = "新申请70%，续期80%；过渡60%、70%", en = "70 % new, 80 % renewal; 60 %, 70 % in transition",
    routes {
      route "standard"   { zh = "一般标准", en = "standard",
        by(f.kind) { new = turnout :at_least(percent(70)), renewal = turnout :at_least(percent(80)) } },
      route "transition" { zh = "六：过渡标准", en = "VI: in transition", in_transition,
        by(f.kind) { new = turnout :at_least(percent(60)), renewal = turnout :at_least(percent(70)) } } } },
}

criterion "2_2" { zh = "食品快检（上一年度）", en = "Food tests, last year", clause = "二(二)",
  check "a" { zh = "每个季度至少1次", en = "one in every quarter",
    f.tests :where { quarter = "q1" } :where(field "batches" :at_least(1)) :exists(),
    f.tests :where { quarter = "q2" } :where(field "batches" :at_least(1)) :exists(),
    f.tests :where { quarter = "q3" } :where(field "batches" :at_least(1)) :exists(),
    f.tests :where { quarter = "q4" } :where(field "batches" :at_least(1)) :exists() },
  check "b" { zh = "全年批次数", en = "batches in the year",
    f.tests :sum("batches") :at_least(dated { ["2022-01-01"] = 12, ["2024-07-01"] = 20 }) },
}

criterion "2_3" { zh = "每名摊主都签订诚信承诺书", en = "Every stallholder has signed", clause = "二(三)",
  check "a" { zh = "全部签订", en = "all signed", f.holders :every(field "pledged" :holds(), { if_empty = "unknown" }) },
}

-- 逾期：第10个工作日以后才办结；或者到基准日已过第10个工作日还没有办结
local deadline = field "received" :plus(working_days(10))
local overdue = f.complaints :where(any {
  all { field "done" :holds(), no(field "closed" :on_or_before(deadline)) },
  all { no(field "done" :holds()), deadline :on_or_before(reference_date :minus(days(1))) } })
criterion "2_4" { zh = "投诉办结", en = "Complaints closed in time", clause = "二(四)",
  check "a" { zh = "逾期不超过5%，或不超过2件", en = "late: 5 % or two at most",
    any { overdue :share_of(f.complaints) :at_most(percent(5)), overdue :count() :at_most(2) }
    :unless(f.complaints :none(), { zh = "一件投诉也没有", en = "no complaints" }) },
}

criterion "2_5" { zh = "平均办结天数", en = "Average days taken", clause = "二(五)",
  check "a" { zh = "不超过7天", en = "seven at most",
    f.complaints :average("days") :if_empty("not_applicable") :at_most(7) },
  check "b" { zh = "天数等于办结日减收到日", en = "days agree with the dates",
    f.complaints :every(field "closed" :days_since(field "received") :equals(field "days"),
      { if_empty = "not_applicable" })
      :else_review() },
}

-- 截至上一年度、为“好”的年份：上一年度、前一年、再前一年
local good = f.annual :where { grade = "good" }
local function in_last(n) return field "on" :within(years(n), "last_year_end", { boundary = "not_met" }) end
local last_year    = good :where(in_last(1)) :exists()
local year_before  = good :where(in_last(2)) :where(no(in_last(1))) :exists()
local third_year   = good :where(in_last(3)) :where(no(in_last(2))) :exists()
criterion "3_1" { zh = "连续达标", en = "Good years in a row", clause = "三(一)",
  check "a" { zh = "新申请连续2年，续期连续3年；过渡1年、2年", en = "two years new, three renewal; one, two in transition",
    routes {
      route "standard"   { zh = "一般标准", en = "standard", last_year, year_before, any { is_new, third_year } },
      route "transition" { zh = "六：过渡标准", en = "VI: in transition", in_transition,
        last_year, any { is_new, year_before } } } },
}

local this_cycle = f.updates :where(field "due" :within(years(3), "applied", { boundary = "not_met" }))
criterion "3_2" { zh = "年度更新", en = "Yearly papers", clause = "三(二)",
  check "a" { zh = "近3年漏报不超过1次", en = "missed once at most in three years",
    reading "late_is_missed" :choose {
      missed     = this_cycle :where(any { no(field "filed" :holds()),
        no(field "filed_on" :on_or_before(field "due")) }) :count() :at_most(1),
      not_missed = this_cycle :where { filed = false } :count() :at_most(1) }
    :unless(is_new, { zh = "新申请", en = "a new application" }) },
}

criterion "4_1" { zh = "不得持有“重点整治市场”挂牌", en = "Not listed for rectification", clause = "四(一)",
  check "a" { zh = "基准日无有效挂牌", en = "none in force",
    f.titles :where { title = "rectify" } :valid_on("reference_date",
      { from = "since", to = "till", ended = "ended" }) :none() },
}
criterion "4_2" { zh = "持有“食品安全示范单位”称号", en = "Holds the food safety title", clause = "四(二)",
  check "a" { zh = "基准日有效", en = "in force",
    f.titles :where { title = "food_safe" } :valid_on("reference_date",
      { from = "since", to = "till", ended = "ended" }) :exists() },
}

criterion "5" { zh = "撤销后的冷静期", en = "After a revocation", clause = "五",
  check "a" { zh = "弄虚作假：5年", en = "fraud: five years",
    f.revocations :where { cause = "fraud" } :none_within(years(5), "applied", { by = "on", boundary = "not_met" }) },
  check "b" { zh = "检查不合格：2年", en = "failed inspection: two years",
    f.revocations :where { cause = "failed" } :none_within(years(2), "applied", { by = "on", boundary = "not_met" }) },
}

-- 八：检查日期在开市满1年之前
local first_year = no(f.inspected :on_or_after(f.opened :plus(years(1))))
criterion "7" { zh = "消防巡查次数（上一年度）", en = "Fire patrols, last year", clause = "七",
  check "a" { zh = "按规模；地下另加12次", en = "by size; 12 more underground",
    f.patrols :at_least(bands(f.stalls) {
        { below = 50, gives = 12 }, { from = 50, below = 200, gives = 24 }, { from = 200, gives = 52 } }
      :plus(by(f.place) { underground = 12, otherwise = 0 }))
    :unless(first_year, { zh = "开市不足1年，按第八条", en = "first year, see VIII" }) },
}
criterion "8" { zh = "第一年的消防巡查次数", en = "Fire patrols in the first year", clause = "八",
  check "a" { zh = "按开市月数折算，向上取整", en = "by months open, rounded up",
    f.patrols :at_least(bands(f.stalls) {
        { below = 50, gives = f.open_months :times(ratio(12, 12)) :rounded("up") },
        { from = 50, below = 200, gives = f.open_months :times(ratio(24, 12)) :rounded("up") },
        { from = 200, gives = f.open_months :times(ratio(52, 12)) :rounded("up") } }
      :plus(by(f.place) { underground = f.open_months :times(ratio(12, 12)) :rounded("up"), otherwise = 0 }))
    :unless(no(first_year), { zh = "开市已满1年，按第七条", en = "older, see VII" }) },
}

criterion "9" { zh = "材料种类", en = "Kinds of papers", clause = "九",
  check "a" { zh = "所列之外的由人工认定", en = "others: a person judges",
    f.papers :every(field "paper" :one_of { "pledge", "patrol_log" } :else_review(), { if_empty = "not_applicable" }) },
}
