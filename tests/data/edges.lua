-- edges.lua: every edge case as one applicant: what is special about it, what must come out, and why.
-- The decisions were worked out by hand from the policy text, not by running guiju. Reference date 2022-11-30.
--
-- An edge is sound in everything that `set` does not name. `checks` names the checks that are not met, and
-- those whose boundary the case is about; a check that is not named is met. Cells are as an office writes them.

local edges = {}

------------------------------------------------------------------------------------------
-- 二(一) enterprises
------------------------------------------------------------------------------------------
edges.sound_enterprise = {
  accepted_on = "2022-11-10", approved_on = "", leading_body = "是", head_role = "法定代表人",
  dept_mode = "单独设立", officers = "2", duties = "是", duties_clear = "符合", office_fixed = "是",
  facilities = "是", budget = "20", support_enough = "符合", internal_rules = "是", law_carried_out = "符合",
  annual_plan = "是", plan_year = "2022", plan_publicity = "是", plan_training = "是", plan_exchange = "是",
  leak_response = "是", reward_penalty = "是", headcount = "120", staff_trained = "120", key_departments = "2",
  key_posts = "5", key_persons = "8", graded = "是", verifications = "2", assessments = "1", classified = "6",
  concealed = "3", declassified = "1", destroyed = "2", operations_timely = "符合", control_persons = "是",
  control_secrets = "是", control_areas = "是", control_business = "是", guard_people = "是",
  guard_technical = "是", guard_physical = "是", protection_complete = "符合", sets_example = "符合",
  defends_itself = "符合", negative_check_on = "2022-11-12", negative_check_in = "示例信用查询平台",
  negative_check_by = "示例经办人甲", judged_by = "示例评审甲组", judged_on = "2022-11-29",
  judged_ground = "材料审查",
}

local function finding(act_date, decision_date, kind, final)
  return { act_date = act_date, decision_date = decision_date, kind = kind, final = final }
end
local function round(held_on, scope, attendees)
  return { held_on = held_on, scope = scope, attendees = attendees }
end
local UNDECIDED_STAFF = { staff_trained = "100" } -- of 120: the share is missed, the rounds decide

edges.enterprises = {
  -- Enterprises that the stations below have built.
  { name = "已认定甲", bureau = "hongshan", set = { approved_on = "2022-11-25" },
    decision = "eligible", checks = "", reason = "五条俱备，已经市局认定" },
  { name = "已认定乙", bureau = "hongshan", set = { approved_on = "2022年11月28日" },
    decision = "eligible", checks = "", reason = "五条俱备，已经市局认定" },
  { name = "符合未认定丙", bureau = "hongshan",
    decision = "eligible", checks = "", reason = "五条俱备，尚未认定" },
  { name = "符合未认定丁", bureau = "wuchang",
    decision = "eligible", checks = "", reason = "五条俱备，尚未认定" },
  { name = "不符合戊", bureau = "wuchang", set = { reward_penalty = "否" },
    decision = "ineligible", checks = "二(一)3c=not_met", reason = "缺奖惩制度，两项制度须都有" },

  -- 1
  { name = "保密员零名", bureau = "jiangan", set = { officers = "0" },
    decision = "ineligible", checks = "二(一)1c=not_met", reason = "0名，少于1名" },
  { name = "保密员一名", bureau = "jiangan", set = { officers = "1名" },
    decision = "eligible", checks = "二(一)1c=met", reason = "不少于1名，1名正好够" },
  { name = "保密员未填", bureau = "jiangan", set = { officers = "" },
    decision = "incomplete", checks = "二(一)1c=unknown", reason = "空白不是0，须补" },
  { name = "保密员不详", bureau = "jianghan", set = { officers = "不详" },
    decision = "incomplete", checks = "二(一)1c=unknown", reason = "写明不详，与未填同样待补" },
  { name = "牵头人其他职务", bureau = "jianghan", set = { head_role = "其他" },
    decision = "review", checks = "二(一)1a=review", reason = "主要负责人没有定义，名单以外转人工" },
  { name = "无领导机构", bureau = "jianghan", set = { leading_body = "否", head_role = "" },
    decision = "ineligible", checks = "二(一)1a=not_met", reason = "没有领导机构，职务填否与不填不影响结论" },
  { name = "依托部门", bureau = "hanyang", set = { dept_mode = "依托" },
    decision = "eligible", checks = "二(一)1b=met", reason = "企业可以依托相关部门" },
  { name = "未设部门", bureau = "hanyang", set = { dept_mode = "未设" },
    decision = "ineligible", checks = "二(一)1b=not_met", reason = "既未设立也未依托" },
  { name = "判断未作", bureau = "hanyang", set = { duties_clear = "" },
    decision = "review", checks = "二(一)1d=review", reason = "职责是否明确尚无人判断，等人" },
  { name = "判断不利", bureau = "hanyang", set = { duties_clear = "不符合" },
    decision = "ineligible", checks = "二(一)1d=not_met", reason = "评定为不明确" },
  -- 2
  { name = "经费为零", bureau = "wuchang", set = { budget = "0" },
    decision = "eligible", checks = "二(一)2=met", reason = "文件没有最低金额，够不够由人判断，已判为到位" },
  { name = "经费未填", bureau = "wuchang", set = { budget = "" },
    decision = "incomplete", checks = "二(一)2=unknown", reason = "经费要有据，未填须补" },
  { name = "经费以元计", bureau = "wuchang", set = { budget = "200,000元" },
    decision = "eligible", checks = "二(一)2=met", reason = "20万元写成元，同一数额" },
  -- 3
  { name = "方案上年度", bureau = "qingshan", set = { plan_year = "2021" },
    decision = "ineligible", checks = "二(一)3b=not_met", reason = "方案须属2022年度" },
  { name = "方案缺交流", bureau = "qingshan", set = { plan_exchange = "×" },
    decision = "ineligible", checks = "二(一)3b=not_met", reason = "列举的三项缺一项" },
  { name = "全员一次", bureau = "qingshan", set = UNDECIDED_STAFF,
    rounds = { round("2022-05-20", "全员", "118") },
    decision = "eligible", checks = "二(一)3d=met", reason = "年内一次全员轮训，不少于1次" },
  { name = "分批全覆盖", bureau = "jiangxia",
    rounds = { round("2022-03-02", "部门", "60"), round("2022-09-02", "部门", "60") },
    decision = "eligible", checks = "二(一)3d=met", reason = "没有全员场次，但合计人数等于职工总数" },
  { name = "分批差一人", bureau = "jiangxia", set = { staff_trained = "119" },
    rounds = { round("2022-03-02", "部门", "60"), round("2022-09-02", "部门", "59") },
    decision = "ineligible", checks = "二(一)3d=not_met", reason = "全员按字面是百分之百，119人不到120人" },
  { name = "上年度轮训", bureau = "jiangxia", set = UNDECIDED_STAFF,
    rounds = { round("2021-12-31", "全员", "120") },
    decision = "ineligible", checks = "二(一)3d=not_met", reason = "2021年的场次不算本年度" },
  { name = "基准日轮训", bureau = "huangpi", set = UNDECIDED_STAFF,
    rounds = { round("2022-11-30", "全员", "120") },
    decision = "eligible", checks = "二(一)3d=met", reason = "基准日当天算在内" },
  { name = "基准日后轮训", bureau = "huangpi", set = UNDECIDED_STAFF,
    rounds = { round("2022-12-01", "全员", "120") },
    decision = "ineligible", checks = "二(一)3d=not_met", reason = "年度计至基准日，次日的不算" },
  { name = "年初轮训", bureau = "huangpi", set = UNDECIDED_STAFF,
    rounds = { round("2022-01-01", "全员", "120") },
    decision = "eligible", checks = "二(一)3d=met", reason = "1月1日算在本年度内" },
  { name = "轮训人数未填", bureau = "caidian", set = { staff_trained = "" },
    rounds = { round("2022-04-11", "重点人员", "8") },
    decision = "incomplete", checks = "二(一)3d=unknown", reason = "没有全员场次，合计人数不知，不能断定" },
  -- 4
  { name = "重点岗位零个", bureau = "caidian", set = { key_posts = "0" },
    decision = "ineligible", checks = "二(一)4a=not_met", reason = "三类重点须都确定，岗位一类为空" },
  { name = "无销毁事项", bureau = "caidian", set = { destroyed = "不适用" },
    decision = "eligible", checks = "二(一)4b=met", reason = "没有可销毁的，该项不适用，其余照评" },
  { name = "缺物防", bureau = "xinzhou", set = { guard_physical = "无" },
    decision = "ineligible", checks = "二(一)4c=not_met", reason = "三防缺一" },
  -- 5
  { name = "从未被侵权", bureau = "xinzhou", set = { defends_itself = "不适用" },
    decision = "eligible", checks = "二(一)5b=not_applicable", reason = "无权可维，不适用不等于不符合" },
  { name = "两年内侵权", bureau = "donghu_hightech",
    findings = { finding("2021-06-18", "2021-12-03", "行政处罚", "是") },
    decision = "ineligible", checks = "二(一)5c=not_met", reason = "生效处罚，行为在两年内" },
  { name = "恰两年", bureau = "donghu_hightech",
    findings = { finding("2020-11-10", "2020-11-10", "行政处罚", "是") },
    decision = "review", checks = "二(一)5c=review", reason = "行为正在受理日的两年前当日，由人定" },
  { name = "两年内一天", bureau = "donghu_hightech",
    findings = { finding("2020-11-11", "2021-03-01", "判决", "是") },
    decision = "ineligible", checks = "二(一)5c=not_met", reason = "晚于起算日一天，在两年之内" },
  { name = "两年前一天", bureau = "wedz",
    findings = { finding("2020-11-09", "2020-11-09", "行政处罚", "是") },
    decision = "eligible", checks = "二(一)5c=met", reason = "行为和决定都早于起算日一天，在两年之外" },
  { name = "行为在前决定在内", bureau = "wedz",
    findings = { finding("2020-05-06", "2021-02-01", "判决", "是") },
    decision = "review", checks = "二(一)5c=review", reason = "行为在两年前，决定在两年内，由人定" },
  { name = "案件未结", bureau = "wedz",
    findings = { finding("2022-03-01", "", "行政处罚", "否") },
    decision = "review", checks = "二(一)5c=review", reason = "没有生效结论，暂缓" },
  { name = "其他形式结论", bureau = "dongxihu",
    findings = { finding("2021-06-01", "2021-08-01", "其他", "是") },
    decision = "review", checks = "二(一)5c=review", reason = "不是处罚也不是判决，由人定" },
  { name = "陈年旧案", bureau = "dongxihu",
    findings = { finding("2017年4月1日", "2018/7/9", "判决", "√") },
    decision = "eligible", checks = "二(一)5c=met", reason = "行为和决定都在两年之前" },
  { name = "一旧一新", bureau = "dongxihu",
    findings = { finding("2017-04-01", "2018-07-09", "判决", "是"),
                 finding("2022-02-02", "2022-06-30", "行政处罚", "是") },
    decision = "ineligible", checks = "二(一)5c=not_met", reason = "两件中有一件在两年内" },
  { name = "缺侵权查询", bureau = "dongxihu",
    set = { negative_check_on = "", negative_check_in = "", negative_check_by = "" },
    decision = "incomplete", checks = "二(一)5c=unknown", reason = "没有查询记录，无记录不等于清白" },
  { name = "有侵权缺查询", bureau = "jiangan",
    set = { negative_check_on = "", negative_check_in = "", negative_check_by = "" },
    findings = { finding("2021-06-18", "2021-12-03", "行政处罚", "是") },
    decision = "ineligible", checks = "二(一)5c=not_met", reason = "已有侵权，查询与否不改变结论" },
  -- several at once
  { name = "一否一缺", bureau = "donghu_scenic", set = { office_fixed = "否", officers = "" },
    decision = "ineligible", checks = "二(一)1c=unknown;二(一)2=not_met", reason = "一项不符合即定，缺件另列" },
  { name = "一缺一判断", bureau = "wedz", set = { officers = "", sets_example = "" },
    decision = "incomplete", checks = "二(一)1c=unknown;二(一)5a=review", reason = "先补缺件，再等判断" },

  -- how cells are written
  { name = "全角数字", bureau = "jianghan", set = { officers = "１", headcount = "１２０", accepted_on = "２０２２－１１－１０" },
    code = function(s) return "９１４２０１０３ＭＡ９Ｘ６００１" .. s.code("91", "420103", "MA9X6001"):sub(17) end,
    plain_code = function(s) return s.code("91", "420103", "MA9X6001") end,
    decision = "eligible", checks = "二(一)1c=met", reason = "全角与半角是同一个数、同一个代码" },
  { name = "硚口", bureau = "qiaokou", bureau_text = "硚口区",
    decision = "eligible", checks = "", reason = "五条俱备；硚字在GB18030文件里" },
  { name = "研口旧写法", bureau = "qiaokou", bureau_text = "研口",
    decision = "eligible", checks = "", reason = "流传文本的误字归入硚口" },
  { name = "生僻字㙦𠮷〇", bureau = "qiaokou",
    decision = "eligible", checks = "", reason = "四字节汉字照收" },
  { name = "硚口处罚", bureau = "qiaokou",
    findings = { finding("2022.02.14", "2022.08.31", "行政处罚", "是") },
    decision = "ineligible", checks = "二(一)5c=not_met", reason = "生效处罚，行为在两年内" },
  { name = "硚口全员", bureau = "qiaokou", set = UNDECIDED_STAFF,
    rounds = { round("2022/7/1", "全员", "116") },
    decision = "eligible", checks = "二(一)3d=met", reason = "年内一次全员轮训" },

  -- rows that cannot be taken
  { name = "代码损坏", bureau = "hongshan", code = function() return "9.14E+17" end,
    decision = "rejected", checks = "", reason = "表格软件把18位代码变成了数，后几位已失" },
  { name = "校验位错", bureau = "hongshan",
    code = function(s) return s.wrong_code("91", "420111", "MA9X6002") end,
    decision = "rejected", checks = "", reason = "代码末位校验不符" },
  { name = "重复申报", bureau = "hongshan",
    decision = "eligible", checks = "", reason = "同一代码的第一行，照收" },
  { name = "重复申报又一份", bureau = "hongshan", same_as = "重复申报", set = { officers = "9" },
    decision = "rejected", checks = "", reason = "同一文件里同一代码的第二行，内容不同" },
  { name = "日期缺日", bureau = "wuchang", set = { accepted_on = "2022年11月" },
    decision = "rejected", checks = "", reason = "只有年月，不能替它编一个日子" },
}

------------------------------------------------------------------------------------------
-- 二(二) stations; built: the enterprises they list, by name above
------------------------------------------------------------------------------------------
edges.sound_station = {
  approved_on = "", founded_by_government = "是", host_type = "知识产权服务机构", offers_advice = "是",
  offers_aid = "是", takes_complaints = "是", explains_law = "是", leading_body = "是", head_role = "主任",
  link_market = "是", link_police = "是", link_industry = "是", link_commerce = "是", dept_mode = "单独设立",
  experienced_staff = "3", experience_shown = "符合", served_advice = "是", served_training = "是",
  served_aid = "是", annual_plan = "是", plan_year = "2022", plan_joint = "是", plan_guidance = "是",
  plan_industry = "是", plan_publicity = "是", plan_study = "是", plan_exchange = "是", leak_response = "是",
  reward_penalty = "是", third_parties = "符合", alliance = "符合", academia = "符合", office_area = "60",
  office_proper = "符合", funds_exchange = "是", funds_training = "是", funds_aid = "是", knows_law = "符合",
  served = "40", trained = "32", trained_all = "32", active = "16", cooperation = "是",
  cooperation_works = "符合", assists = "符合", judged_by = "示例评审乙组", judged_on = "2022-11-29",
  judged_ground = "现场查看",
}

-- Training (6b) cases leave 6c to ten active enterprises; protection (6c) cases leave 6b to thirty trained.
local function training(served, trained)
  return { served = served, trained = trained, trained_all = trained, active = "10" }
end
local function protection(served, active)
  return { served = served, active = active, trained = "30", trained_all = "30" }
end

edges.stations = {
  -- 6b
  { name = "培训十比二十", bureau = "jiangan", set = training("20", "10"),
    decision = "ineligible", checks = "二(二)6b=not_met", reason = "恰为50%，超不含本数；10家不到30家" },
  { name = "培训十一比二十", bureau = "jiangan", set = training("20", "11"),
    decision = "eligible", checks = "二(二)6b=met", reason = "55%，超过一半" },
  { name = "培训十五比二十九", bureau = "jianghan", set = training("29", "15"),
    decision = "eligible", checks = "二(二)6b=met", reason = "两倍15为30，大于29" },
  { name = "培训二十九比五十八", bureau = "jianghan", set = training("58", "29"),
    decision = "ineligible", checks = "二(二)6b=not_met", reason = "恰为一半；29家不到30家" },
  { name = "培训三十比六十", bureau = "hanyang", set = training("60", "30"),
    decision = "eligible", checks = "二(二)6b=met", reason = "比例恰为一半不算，30家以上含30家" },
  { name = "服务零家培训零家", bureau = "hanyang",
    set = { served = "0", trained = "0", trained_all = "0", active = "0" },
    decision = "ineligible", checks = "二(二)6b=not_met;二(二)6c=not_met", reason = "比例没有意义，只看家数，都不够" },
  { name = "服务零家培训一家", bureau = "wuchang",
    set = { served = "0", trained = "1", trained_all = "1", active = "1" },
    decision = "ineligible", checks = "二(二)6b=not_met;二(二)6c=not_met", reason = "1对0不是超过一半；家数不够" },
  { name = "服务不详培训二十九", bureau = "wuchang", set = training("", "29"),
    decision = "incomplete", checks = "二(二)6b=unknown", reason = "家数差一家，比例无从算起" },
  { name = "服务不详培训三十", bureau = "hongshan", set = training("", "30"),
    decision = "eligible", checks = "二(二)6b=met", reason = "家数已够，不必看比例" },
  { name = "外部培训凑三十", bureau = "hongshan",
    set = { served = "60", trained = "20", trained_all = "35", active = "20" },
    decision = "ineligible", checks = "二(二)6b=not_met", reason = "服务对象以外的默认不计，20家不够" },
  -- 6c
  { name = "开展九比三十", bureau = "qingshan", set = protection("30", "9"),
    decision = "ineligible", checks = "二(二)6c=not_met", reason = "恰为30%，超不含本数；9家不到10家" },
  { name = "开展九比二十九", bureau = "qingshan", set = protection("29", "9"),
    decision = "eligible", checks = "二(二)6c=met", reason = "90大于87，超过30%" },
  { name = "开展九比三十二", bureau = "jiangxia", set = protection("32", "9"),
    decision = "ineligible", checks = "二(二)6c=not_met", reason = "90不到96；9家不到10家" },
  { name = "开展十比三十四", bureau = "jiangxia", set = protection("34", "10"),
    decision = "eligible", checks = "二(二)6c=met", reason = "比例不够，10家以上含10家" },
  { name = "服务不详开展九家", bureau = "huangpi", set = protection("", "9"),
    decision = "incomplete", checks = "二(二)6c=unknown", reason = "家数差一家，比例无从算起" },
  -- 6d
  { name = "两家已认定", bureau = "huangpi",
    decision = "eligible", checks = "二(二)6d=met", reason = "2家均已认定，(含)以上" },
  { name = "两家未认定", bureau = "caidian", built = { { "符合未认定丙" }, { "符合未认定丁" } },
    decision = "conditional", checks = "二(二)6d=review", reason = "两家都符合而未认定，待认定" },
  { name = "一家认定一家未认定", bureau = "caidian", built = { { "已认定甲" }, { "符合未认定丙" } },
    decision = "conditional", checks = "二(二)6d=review", reason = "已有一家，另一家待认定" },
  { name = "两家有一家不符合", bureau = "xinzhou", built = { { "已认定甲" }, { "不符合戊" } },
    decision = "ineligible", checks = "二(二)6d=not_met", reason = "一家不符合，至多一家" },
  { name = "同一家填两次", bureau = "xinzhou", built = { { "已认定甲" }, { "已认定甲" } },
    decision = "ineligible", checks = "二(二)6d=not_met", reason = "同一代码只算一家" },
  { name = "非本站服务", bureau = "donghu_hightech", built = { { "已认定甲" }, { "已认定乙", is_served = "否" } },
    decision = "ineligible", checks = "二(二)6d=not_met", reason = "其中一家不是本站点服务的" },
  { name = "建设零家", bureau = "donghu_hightech", built = {}, set = { enterprises_built = "0" },
    decision = "ineligible", checks = "二(二)6d=not_met", reason = "写明0家，少于2家" },
  { name = "有一家查无申报", bureau = "dongxihu",
    built = { { "已认定甲" }, { "没有申报", code = function(s) return s.code("91", "420100", "MA9X9999") end } },
    decision = "incomplete", checks = "二(二)6d=unknown", reason = "另一家没有申报记录，是否示范企业不知" },
  { name = "待认定又待判断", bureau = "wedz", built = { { "符合未认定丙" }, { "符合未认定丁" } },
    set = { alliance = "" },
    decision = "review", checks = "二(二)4=review;二(二)6d=review", reason = "除待认定外还有判断没有作" },
  -- 1, 2, 7 and kinds of host
  { name = "依托部门", bureau = "wedz", set = { dept_mode = "依托相关部门" },
    decision = "ineligible", checks = "二(二)2b=not_met", reason = "站点须单独设立，没有依托一说" },
  { name = "其他机构", bureau = "dongxihu", set = { host_type = "其他" },
    decision = "review", checks = "二(二)1a=review", reason = "列举之后有等字，八类以外由人定" },
  { name = "有经验一名", bureau = "jianghan", set = { experienced_staff = "1" },
    decision = "ineligible", checks = "二(二)2c=not_met", reason = "1名，不到2名" },
  { name = "有经验两名", bureau = "hanyang", set = { experienced_staff = "２名" },
    decision = "eligible", checks = "二(二)2c=met", reason = "2名以上含2名" },
  { name = "无协助事项", bureau = "jiangxia", set = { assists = "不适用" },
    decision = "eligible", checks = "二(二)7b=not_applicable", reason = "没有此类事项，不适用不等于不符合" },
  { name = "行业协会", bureau = "jiangan", kind = "51", set = { host_type = "行业协会", head_role = "会长" },
    decision = "eligible", checks = "", reason = "社会团体代码以51开头，同样有效" },
  { name = "事业单位园区", bureau = "hongshan", kind = "12", set = { host_type = "高新技术园区" },
    decision = "eligible", checks = "", reason = "事业单位代码以12开头，同样有效" },
  { name = "律师事务所", bureau = "wuchang", kind = "31", set = { host_type = "法律服务" },
    decision = "eligible", checks = "", reason = "律师事务所代码以31开头，同样有效" },
}

return edges
