-- 判定要知道哪些事实。填报单位：金额为万元。
facts "factory" {
  code      "credit_code" { zh = "统一社会信用代码", en = "Credit code", role = "subject" },
  text      "name"        { zh = "工厂名称", en = "Name", role = "name" },
  one_of    "bureau"      { zh = "受理区局", en = "Bureau", bureaus, role = "bureau" },

  -- 一 申报条件
  yes_no    "in_city"     { zh = "在本市投产", en = "Produces in this city", changeable = "no" },
  date      "started"     { zh = "投产日期", en = "Began production on", changeable = "no" },
  yes_no    "operating"   { zh = "有营业记录", en = "Has records of business" },
  one_of    "size"        { zh = "企业规模", en = "Size",
    option "large"  { zh = "大型", en = "large",  aliases = { "大" } },
    option "medium" { zh = "中型", en = "medium", aliases = { "中" } },
    option "small"  { zh = "小型", en = "small",  aliases = { "小" } },
    option "micro"  { zh = "微型", en = "micro",  aliases = { "微" } } },
  amount    "sales"       { zh = "上年度营业收入", en = "Sales of last year", unit = "万元", decimals = 2, changeable = "no" },
  yes_no    "green"       { zh = "国家级绿色工厂", en = "National green factory" },

  -- 二 一票否决；二之二 推定
  list      "accidents"   { zh = "安全事故", en = "Accidents", supplied_by = "bureau", changeable = "no",
    date   "on"    { zh = "发生日期", en = "Happened on" },
    one_of "grade" { zh = "事故等级", en = "Grade",
      option "ordinary" { zh = "一般", en = "ordinary" },
      option "larger"   { zh = "较大", en = "larger" },
      option "major"    { zh = "重大", en = "major" },
      option "extreme"  { zh = "特别重大", en = "extremely serious" } } },
  yes_no    "dishonest"   { zh = "列入严重失信名单", en = "On the list of the seriously dishonest",
    supplied_by = "bureau", changeable = "no" },
  yes_no    "fraud"       { zh = "申报材料造假经查实", en = "Fraud in the application, established",
    supplied_by = "bureau", changeable = "no" },
  one_of    "last_energy" { zh = "最近一次能耗抽查结果", en = "Result of the latest energy inspection",
    supplied_by = "bureau", changeable = "no",
    option "passed" { zh = "合格", en = "passed" },
    option "failed" { zh = "不合格", en = "failed" },
    option "never"  { zh = "未抽查过", en = "never inspected" } },
  yes_no    "mended"      { zh = "已提交能耗整改材料", en = "Papers on mending energy use handed in" },
  judgement "mended_ok"   { zh = "能耗整改经专家认定", en = "Mending of energy use confirmed", supplied_by = "expert" },

  -- 三 直接认定
  list      "titles"      { zh = "数字化示范称号", en = "Digital titles",
    text   "title"   { zh = "称号名称", en = "Title" },
    one_of "level"   { zh = "称号级别", en = "Level",
      option "national"   { zh = "国家级", en = "national" },
      option "provincial" { zh = "省级", en = "provincial" },
      option "municipal"  { zh = "市级", en = "municipal" } },
    date   "since"   { zh = "有效期起", en = "Since" },
    date   "till"    { zh = "有效期止", en = "Till" },
    date   "revoked" { zh = "撤销日期", en = "Revoked on" } },

  -- 四(一) 装备与联网
  count     "machines"    { zh = "全部设备数", en = "Machines", unit = "台" },
  count     "linked"      { zh = "联网设备数", en = "Machines on the network", unit = "台", changeable = "increase" },
  yes_no    "platform"    { zh = "有统一数据平台", en = "One data platform" },
  count     "robots"      { zh = "工业机器人数", en = "Industrial robots", unit = "台", changeable = "increase" },

  -- 四(二) 经营成效
  amount    "prior_sales" { zh = "前一年营业收入", en = "Sales of the year before last", unit = "万元", decimals = 2,
    changeable = "no",
    hint = "前一年没有收入的填0，不要填不适用" },
  list      "audits"      { zh = "质量体系监督审核", en = "Quality audits",
    date   "on"     { zh = "审核日期", en = "Audited on" },
    yes_no "passed" { zh = "审核通过", en = "Passed" } },
  judgement "young_audit" { zh = "质量体系审核经复核可给分（投产不满3年）", en = "Younger than 3 years: points for audits, by a person",
    supplied_by = "bureau", hint = "七：投产不满3年的才填" },
  amount    "research"    { zh = "3年研发投入合计", en = "Research of three years", unit = "万元", decimals = 2,
    changeable = "no" },

  -- 四(三) 带动作用
  amount    "expert"      { zh = "专家评分", en = "Points by experts", unit = "分", decimals = 1, supplied_by = "expert" },
  list      "served"      { zh = "服务过的上下游企业", en = "Firms served",
    code   "firm_code" { zh = "企业代码", en = "Code of the firm" } },

  -- 四(四) 加分
  count     "national_standards"   { zh = "主持制定国家标准数", en = "National standards led", unit = "项" },
  count     "provincial_standards" { zh = "主持制定省级标准数", en = "Provincial standards led", unit = "项" },

  -- 九 目标：数认定
  date      "approved"    { zh = "认定日期", en = "Recognised on", role = "approved", supplied_by = "register" },
}
