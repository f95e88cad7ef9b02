-- readings.lua    文件中可有两种读法的地方：采用哪一种、为什么、由谁定
-- 改 taken 一个字就换一种读法；标“登记”的只作记录，没有规则引用。

local project = "项目默认，待市局价监竞争处确认"

---------------------------------------------------------------- 目标和期限

reading "station_total" {                                       -- 登记
  clause = "二(四)", zh = "示范站点是20个还是23个", en = "20 stations or 23",
  options = {
    option "city_target" { zh = "以20个为目标，不设上限", en = "20 is the target, there is no cap" },
    option "floor_sum"   { zh = "以各区合计23个为准", en = "the sum of the floors, 23, rules" },
  },
  taken = "city_target", recorded = true, decided_by = project,
  why = { zh = "各区下限相加为23，与全市20不等；目标不是名额，不据此取舍",
          en = "The floors add up to 23, not 20; a target is no quota, so nobody is dropped" },
}

reading "late_application" {                                    -- 登记
  clause = "二(三)2a", zh = "11月底以后申报如何处理", en = "Applications after the end of November",
  options = {
    option "recorded" { zh = "照收并注明逾期，由市局决定", en = "taken and marked late; the city decides" },
    option "refused"  { zh = "不予受理", en = "refused" },
  },
  taken = "recorded", recorded = true, decided_by = project,
  why = { zh = "文件没有规定逾期的后果", en = "The document attaches no consequence to being late" },
}

reading "own_district" {                                        -- 登记
  clause = "二(三)2a", zh = "“所在区”是注册地还是经营地", en = "Registered or actual place",
  options = {
    option "registered" { zh = "注册地，可由区局改定", en = "registered place; the bureaus may agree otherwise" },
    option "actual"     { zh = "实际经营地", en = "place of business" },
  },
  taken = "registered", recorded = true, decided_by = project,
  why = { zh = "注册地有据可查；归口区局另填一栏，可以改",
          en = "It is on record; the bureau is a field of its own" },
}

reading "hannan" {                                              -- 登记
  clause = "二(四)a", zh = "汉南区的单位归哪个局", en = "Which bureau answers for Hannan",
  options = {
    option "wedz"     { zh = "武汉经济技术开发区", en = "Wuhan Economic & Technological Zone" },
    option "separate" { zh = "单列", en = "a bureau of its own" },
  },
  taken = "wedz", recorded = true, decided_by = project,
  why = { zh = "两块牌子合署办公，文件没有单列汉南",
          en = "They are run jointly; the document names no Hannan" },
}

reading "validity" {                                            -- 登记
  clause = "二(三)3d", zh = "称号有无有效期", en = "Does the title expire",
  options = {
    option "none"  { zh = "没有规定，不过期", en = "nothing is said: it does not" },
    option "yearly" { zh = "当年有效", en = "for the year" },
  },
  taken = "none", recorded = true, decided_by = project,
  why = { zh = "文件没有有效期、复核和撤销的内容",
          en = "The document knows no expiry, review or withdrawal" },
}

---------------------------------------------------------------- 数和年度

reading "programme_year_means" {
  clause = "二(一)3d", zh = "“每年”指哪一段", en = "What “each year” is",
  options = {
    option "calendar" { zh = "本年度1月1日起至基准日", en = "the calendar year up to the reference date" },
    option "rolling"  { zh = "基准日前12个月", en = "the 12 months before the reference date" },
  },
  taken = "calendar", decided_by = project,
  why = { zh = "年度创建，按公历年度计", en = "The programme is a yearly one" },
}

reading "all_staff" {
  clause = "二(一)3d", zh = "“全员”允许缺席吗", en = "May anyone be absent from all-staff training",
  options = {
    option "everyone" { zh = "按全体在册人员，缺一不可", en = "everyone on the payroll" },
    option "excused"  { zh = "有缺席的由人工认定", en = "absences go to a person" },
  },
  taken = "everyone", decided_by = project,
  why = { zh = "字面即百分之百；休假、新入职等情形留待人工更正",
          en = "Literally 100 %; leave and new staff are corrected by hand" },
}

reading "zero_base" {
  clause = "二(二)6b", zh = "服务企业数为0时比例怎么算", en = "The share when nobody is served",
  options = {
    option "not_applicable" { zh = "比例不适用，只看家数", en = "the share does not apply, the number decides" },
    option "not_met"        { zh = "比例视为未达到", en = "the share counts as missed" },
    option "unknown"        { zh = "比例待查", en = "the share is unknown" },
  },
  taken = "not_applicable", decided_by = project,
  why = { zh = "以0作除数没有意义，既不是0也不是达到",
          en = "A share of nothing is neither 0 nor reached" },
}

reading "trained_numerator" {
  clause = "二(二)6b", zh = "培训的服务对象以外企业算不算", en = "Do trained outsiders count",
  options = {
    option "served_only"    { zh = "只算所服务的企业", en = "only enterprises that are served" },
    option "any_enterprise" { zh = "家数一项都算", en = "all, where the number is compared" },
  },
  taken = "served_only", decided_by = project,
  why = { zh = "两个分支宜用同一口径", en = "Both branches should count the same thing" },
}

reading "or_more" {                                             -- 登记
  clause = "二(二)6b", zh = "“超……30家以上”含不含30", en = "Is 30 itself enough",
  options = {
    option "inclusive" { zh = "含30家", en = "30 is enough" },
    option "strict"    { zh = "须多于30家", en = "more than 30" },
  },
  taken = "inclusive", recorded = true, decided_by = project,
  why = { zh = "“以上”通常含本数；“超”只修饰比例",
          en = "以上 includes the number; 超 belongs to the share" },
}

---------------------------------------------------------------- 人和部门

reading "principal" {
  clause = "二(一)1a", zh = "哪些职务算主要负责人", en = "Who is the principal",
  options = {
    option "usual_roles" { zh = "法定代表人和各类正职", en = "the legal representative and first posts" },
    option "legal_only"  { zh = "只认法定代表人", en = "only the legal representative" },
  },
  taken = "usual_roles", decided_by = project,
  why = { zh = "文件没有定义；名单以外的职务转人工，不直接否定",
          en = "Not defined; other posts go to a person and do not fail" },
}

reading "station_department" {
  clause = "二(二)2b", zh = "站点可否依托其他部门", en = "May a station lean on another department",
  options = {
    option "own_only"    { zh = "须单独设立", en = "it needs a department of its own" },
    option "attached_too" { zh = "依托相关部门也可", en = "an attached one will do" },
  },
  taken = "own_only", decided_by = project,
  why = { zh = "企业条款有依托一说，站点条款没有",
          en = "The enterprises' clause allows it, this one does not" },
}

---------------------------------------------------------------- 侵权

reading "infringement_anchor" {
  clause = "二(一)5c", zh = "近2年从哪一天起算", en = "From which day the two years count back",
  options = {
    option "accepted_on"    { zh = "区局受理之日", en = "the day of acceptance" },
    option "reference_date" { zh = "评审基准日", en = "the reference date" },
    option "approved_on"    { zh = "市局认定之日", en = "the day of recognition" },
  },
  taken = "accepted_on", decided_by = project,
  why = { zh = "受理日固定可查；验收和授牌时再查一次",
          en = "It is fixed and on record; looked at again at acceptance and award" },
}

reading "infringement_boundary" {
  clause = "二(一)5c", zh = "恰在两年前那一天的行为", en = "An act exactly two years before",
  options = {
    option "review"  { zh = "转人工", en = "goes to a person" },
    option "met"     { zh = "算在两年之内", en = "is inside the two years" },
    option "not_met" { zh = "不算在两年之内", en = "is outside the two years" },
  },
  taken = "review", decided_by = project,
  why = { zh = "计入对申报单位不利，不由机器定",
          en = "Counting it is against the applicant, so no machine decides" },
}

reading "pending_case" {
  clause = "二(一)5c", zh = "未结案件如何处理", en = "Cases not yet final",
  options = {
    option "hold" { zh = "暂缓，转人工", en = "on hold, to a person" },
    option "bars" { zh = "直接不符合", en = "fails" },
  },
  taken = "hold", decided_by = project,
  why = { zh = "没有生效结论，既不算有也不算无",
          en = "Without a final finding it is neither found nor clean" },
}

---------------------------------------------------------------- 建设示范企业

reading "built" {
  clause = "二(二)6d", zh = "怎样才算建设了示范企业", en = "When an enterprise counts as built",
  options = {
    option "recognised" { zh = "本轮经市局认定；未认定前附条件", en = "recognised this round; conditional until then" },
    option "listed"     { zh = "列入创建即可", en = "being in creation is enough" },
  },
  taken = "recognised", decided_by = project,
  why = { zh = "示范企业须经认定才成立", en = "It is a demonstration enterprise once recognised" },
}

reading "shared_enterprise" {                                   -- 登记
  clause = "二(二)6d", zh = "一家企业可否算给两个站点", en = "May two stations count one enterprise",
  options = {
    option "allowed" { zh = "可以，注明", en = "yes, and it is reported" },
    option "once"    { zh = "只算一个站点", en = "only one of them" },
  },
  taken = "allowed", recorded = true, decided_by = project,
  why = { zh = "文件没有禁止", en = "The document does not forbid it" },
}
