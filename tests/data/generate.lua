-- generate.lua: makes tests/data/sample/: contacts, applications, lists and what must come out of the edge cases.
--
--   lua5.4 tests/data/generate.lua [FOLDER]        (FOLDER: tests/data/sample beside this file)
--
-- Every name is invented and says so; every code is from a synthetic range. Running it again gives the same
-- bytes. It needs iconv for the GB18030 files. The edge cases and their expected decisions are in edges.lua.

local here = arg[0]:match("^(.*/)") or ""
local synthetic = dofile(here .. "synthetic.lua")
local edges = dofile(here .. "edges.lua")
local folder = arg[1] or here .. "sample"
local sequence = synthetic.sequence(2022)

------------------------------------------------------------------------------------------
-- Bureaus: key, division code for the credit codes (a zone has the city's), usual spellings, how many
-- ordinary enterprises and stations apply there.
------------------------------------------------------------------------------------------
local BUREAUS = {
  { "donghu_hightech", "420100", { "东湖新技术开发区", "东湖高新区", "武汉东湖新技术开发区", "光谷" }, 19, 2 },
  { "wedz", "420100", { "武汉经济技术开发区", "武汉经开区", "汉南区" }, 10, 1 },
  { "dongxihu", "420112", { "东西湖(临空港经济技术开发)区", "东西湖区", "东西湖（临空港经济技术开发）区" }, 10, 1 },
  { "jiangan", "420102", { "江岸", "江岸区" }, 10, 0 },
  { "jianghan", "420103", { "江汉", "江汉区" }, 6, 1 },
  { "qiaokou", "420104", { "硚口", "硚口区" }, 23, 1 },
  { "hanyang", "420105", { "汉阳", "汉阳区" }, 5, 0 },
  { "wuchang", "420106", { "武昌", "武昌区" }, 11, 1 },
  { "hongshan", "420111", { "洪山", "洪山区" }, 6, 0 },
  { "qingshan", "420107", { "青山", "青山区" }, 6, 0 },
  { "jiangxia", "420115", { "江夏", "江夏区" }, 7, 0 },
  { "huangpi", "420116", { "黄陂", "黄陂区" }, 4, 0 },
  { "caidian", "420114", { "蔡甸", "蔡甸区" }, 4, 1 },
  { "xinzhou", "420117", { "新洲", "新洲区" }, 3, 1 },
  { "donghu_scenic", "420100", { "东湖风景区", "东湖生态旅游风景区" }, 3, 1 },
}
local SPELLINGS, DIVISION = {}, {}
for _, b in ipairs(BUREAUS) do
  DIVISION[b[1]], SPELLINGS[b[1]] = b[2], b[3]
end

------------------------------------------------------------------------------------------
-- Columns: key and heading, in the order of the rule files' dictionary.
------------------------------------------------------------------------------------------
local CONTACT = { { "credit_code", "统一社会信用代码" }, { "name", "企业名称" }, { "bureau", "所属区局" },
  { "industry", "产业标签" }, { "joined_on", "列为联系企业日期" } }
local ENTERPRISE = {
  { "credit_code", "统一社会信用代码" }, { "name", "企业名称" }, { "bureau", "所属区局" },
  { "accepted_on", "受理日期" }, { "approved_on", "市局认定日期" }, { "leading_body", "已成立领导机构" },
  { "head_role", "牵头人职务" }, { "dept_mode", "保护部门" }, { "officers", "保密员人数" },
  { "duties", "已制定工作职责" }, { "duties_clear", "职责是否明确" }, { "office_fixed", "有固定办公场所" },
  { "facilities", "有办公设施和工作条件" }, { "budget", "年度工作经费" }, { "support_enough", "工作保障是否到位" },
  { "internal_rules", "有内部管理制度" }, { "law_carried_out", "法律法规贯彻实施情况" },
  { "annual_plan", "有年度工作方案" }, { "plan_year", "方案所属年度" }, { "plan_publicity", "方案含学习宣传" },
  { "plan_training", "方案含教育培训" }, { "plan_exchange", "方案含研讨交流" },
  { "leak_response", "有泄密应急处置制度" }, { "reward_penalty", "有奖惩制度" }, { "headcount", "职工总数" },
  { "staff_trained", "本年度已轮训人数" }, { "trainings", "轮训记录" }, { "key_departments", "重点部门数" },
  { "key_posts", "重点岗位数" }, { "key_persons", "重点人员数" }, { "graded", "实行分级管理" },
  { "verifications", "核查次数" }, { "assessments", "评估次数" }, { "classified", "定密件数" },
  { "concealed", "隐密件数" }, { "declassified", "解密件数" }, { "destroyed", "销毁件数" },
  { "operations_timely", "核查评估和定密等工作是否及时" }, { "control_persons", "重点人员有管理" },
  { "control_secrets", "涉密信息有管理" }, { "control_areas", "涉密区域有管理" },
  { "control_business", "商务活动有管理" }, { "guard_people", "有人防措施" }, { "guard_technical", "有技防措施" },
  { "guard_physical", "有物防措施" }, { "protection_complete", "综合防护体系是否建成" },
  { "sets_example", "示范带动作用" }, { "defends_itself", "自身维权情况" }, { "infringements", "侵权记录" },
  { "negative_check_on", "侵权查询日期" }, { "negative_check_in", "侵权查询系统" },
  { "negative_check_by", "侵权查询人" }, { "judged_by", "评定人" }, { "judged_on", "评定日期" },
  { "judged_ground", "评定依据" },
}
local STATION = {
  { "credit_code", "统一社会信用代码" }, { "name", "站点名称" }, { "bureau", "所属区局" },
  { "approved_on", "市局认定日期" }, { "founded_by_government", "由政府部门设立" }, { "host_type", "依托机构类型" },
  { "offers_advice", "提供专业咨询" }, { "offers_aid", "提供维权援助" }, { "takes_complaints", "受理侵权投诉材料" },
  { "explains_law", "常态化宣讲解读" }, { "leading_body", "已成立领导机构" }, { "head_role", "牵头人职务" },
  { "link_market", "市场监管部门定向联系" }, { "link_police", "公安部门定向联系" },
  { "link_industry", "经信部门定向联系" }, { "link_commerce", "商务部门定向联系" }, { "dept_mode", "保护部门" },
  { "experienced_staff", "有经验的工作人员数" }, { "experience_shown", "人员经验是否属实" },
  { "served_advice", "开展咨询指导" }, { "served_training", "开展宣传培训" }, { "served_aid", "开展协助维权" },
  { "annual_plan", "有年度工作方案" }, { "plan_year", "方案所属年度" }, { "plan_joint", "方案会同政府部门" },
  { "plan_guidance", "方案含行政指导" }, { "plan_industry", "方案含行业指导" },
  { "plan_publicity", "方案含宣传培训" }, { "plan_study", "方案含学习调研" }, { "plan_exchange", "方案含互动交流" },
  { "leak_response", "有泄密应急处置制度" }, { "reward_penalty", "有奖励惩处制度" },
  { "third_parties", "第三方机构服务" }, { "alliance", "保护联盟" }, { "academia", "高校和研究机构等参与" },
  { "office_area", "办公场所面积" }, { "office_proper", "办公场所是否规范" }, { "funds_exchange", "有交流考察经费" },
  { "funds_training", "有宣传培训经费" }, { "funds_aid", "有企业维权经费" }, { "knows_law", "法规和指南掌握宣传情况" },
  { "served", "所服务企业" }, { "trained", "本年度培训企业" }, { "trained_all", "本年度培训企业(含服务对象以外)" },
  { "active", "开展保护工作的企业" }, { "enterprises_built", "建设的示范企业" }, { "cooperation", "有协作配合机制" },
  { "cooperation_works", "协作是否高效顺畅" }, { "assists", "协助行政和司法部门" }, { "judged_by", "评定人" },
  { "judged_on", "评定日期" }, { "judged_ground", "评定依据" },
}
local TRAINING = { { "credit_code", "统一社会信用代码" }, { "held_on", "轮训日期" }, { "scope", "轮训范围" },
  { "attendees", "参加人数" } }
local INFRINGEMENT = { { "credit_code", "统一社会信用代码" }, { "act_date", "行为日期" },
  { "decision_date", "决定日期" }, { "kind", "处理形式" }, { "final", "已经生效" } }
local BUILT = { { "credit_code", "统一社会信用代码" }, { "built_code", "企业信用代码" },
  { "built_name", "示范企业名称" }, { "is_served", "由本站点服务" } }

------------------------------------------------------------------------------------------
-- Cells as different offices write them.
------------------------------------------------------------------------------------------
local function date(year, month, day)
  return string.format(sequence:pick { "%d-%02d-%02d", "%d/%d/%d", "%d.%02d.%02d", "%d年%d月%d日" }, year, month, day)
end
local function yes() return sequence:pick { "是", "是", "√", "有" } end
local function no() return sequence:pick { "否", "无", "×" } end
local function favourable() return sequence:pick { "符合", "符合", "是", "√" } end
local function accepted() return date(2022, 11, sequence:number(1, 28)) end

local STEMS = { "甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸" }
local BRANCHES = { "子", "丑", "寅", "卯", "辰", "巳", "午", "未", "申", "酉", "戌", "亥" }
local DIGITS = { [0] = "零", "一", "二", "三", "四", "五", "六", "七", "八", "九" }
local TRADES = { "光电", "芯材", "显示", "智能终端", "网络", "云计算", "生物医药", "汽车部件", "精密装备",
  "新材料", "软件", "环保", "数字创意", "氢能", "物流科技", "空天信息" }

-- 武汉示例甲子零零一光电科技有限公司: the 60-term cycle and a number, so that no two are alike.
local function invented(i)
  return "武汉示例" .. STEMS[(i - 1) % 10 + 1] .. BRANCHES[(i - 1) % 12 + 1] .. DIGITS[i // 100]
    .. DIGITS[i // 10 % 10] .. DIGITS[i % 10]
end

local function with_defaults(set, defaults)
  local row = {}
  for key, value in pairs(defaults) do row[key] = value end
  for key, value in pairs(set or {}) do row[key] = value end
  return row
end

------------------------------------------------------------------------------------------
-- Enterprises
------------------------------------------------------------------------------------------
local enterprises, trainings, infringements = {}, {}, {}

local function good_enterprise()
  local row = { accepted_on = accepted(), approved_on = "", budget = sequence:pick {
      sequence:number(2, 90) .. "", sequence:number(1, 30) .. ".5", sequence:number(3, 60) .. "万元",
      sequence:number(20, 900) .. "000元" },
    head_role = sequence:pick { "法定代表人", "董事长", "总经理", "党委书记" },
    dept_mode = sequence:pick { "单独设立", "依托相关部门", "自设", "依托" },
    officers = sequence:pick { "1", "2", "3", "２", "4名" }, plan_year = "2022", trainings = 1,
    headcount = sequence:number(12, 680), defends_itself = sequence:chance(35) and "不适用" or favourable(),
    infringements = 0, negative_check_on = date(2022, 11, sequence:number(1, 29)),
    negative_check_in = "示例信用查询平台", negative_check_by = "示例经办人" .. sequence:pick(STEMS),
    judged_by = "示例评审" .. sequence:pick(STEMS) .. "组", judged_on = date(2022, 11, 29),
    judged_ground = sequence:pick { "材料审查", "现场查看,材料齐全", "会议评定", "查看\"台账\"和制度" } }
  row.staff_trained = sequence:chance(60) and row.headcount or row.headcount - sequence:number(1, 5)
  for _, key in ipairs { "leading_body", "duties", "office_fixed", "facilities", "internal_rules", "annual_plan",
    "plan_publicity", "plan_training", "plan_exchange", "leak_response", "reward_penalty", "graded",
    "control_persons", "control_secrets", "control_areas", "control_business", "guard_people", "guard_technical",
    "guard_physical" } do
    row[key] = yes()
  end
  for _, key in ipairs { "duties_clear", "support_enough", "law_carried_out", "operations_timely",
    "protection_complete", "sets_example" } do
    row[key] = favourable()
  end
  for _, key in ipairs { "key_departments", "key_posts", "key_persons", "verifications", "assessments",
    "classified", "concealed", "declassified", "destroyed" } do
    row[key] = sequence:number(1, 24)
  end
  row.rounds = { { held_on = date(2022, sequence:number(1, 10), sequence:number(1, 28)), scope = "全员",
    attendees = row.staff_trained } }
  if sequence:chance(40) then
    row.rounds[2] = { held_on = date(2022, sequence:number(1, 10), sequence:number(1, 28)),
      scope = sequence:pick { "部门", "重点人员" }, attendees = sequence:number(3, 40) }
    row.trainings = 2
  end
  return row
end

-- What spoils an ordinary application; each leaves a result other than eligible.
local FLAWS = {
  function(row) row.officers = "0" end,
  function(row) row.leak_response = no() end,
  function(row) row.plan_year = "2021" end,
  function(row) row.graded = no() end,
  function(row) row.guard_technical = no() end,
  function(row) row.support_enough = "不符合" end,
  function(row) -- only departments were trained, and not everybody
    row.rounds = { { held_on = "2022-06-08", scope = "部门", attendees = 9 } }
    row.trainings, row.staff_trained = 1, row.headcount - 3
  end,
  function(row) row.officers = "" end,
  function(row) row.negative_check_on, row.negative_check_in, row.negative_check_by = "", "", "" end,
  function(row) row.duties = "" end,
  function(row) row.head_role = "其他" end,
  function(row) row.protection_complete = "" end,
  function(row) row.sets_example = "" end,
  function(row) -- a case that is not final
    row.infringements = 1
    row.findings = { { act_date = "2022-03-14", decision_date = "", kind = "行政处罚", final = no() } }
  end,
}

local function add_enterprise(row)
  enterprises[#enterprises + 1] = row
  for _, r in ipairs(row.rounds or {}) do
    trainings[#trainings + 1] = with_defaults(r, { credit_code = row.credit_code, key = row.key })
  end
  for _, r in ipairs(row.findings or {}) do
    infringements[#infringements + 1] = with_defaults(r, { credit_code = row.credit_code, key = row.key })
  end
end

local approved = {} -- by bureau: enterprises that the city has recognised already
local serial = 0
for _, bureau in ipairs(BUREAUS) do
  local key, division, spellings, n = table.unpack(bureau)
  approved[key] = {}
  for i = 1, n do
    serial = serial + 1
    local row = good_enterprise()
    row.key, row.bureau = key, sequence:pick(spellings)
    row.credit_code = synthetic.code("91", sequence:chance(70) and division or "420100",
      string.format("MA9X%04d", 1000 + serial))
    row.name = invented(serial) .. sequence:pick(TRADES) .. "科技有限公司"
    if i <= 3 then -- the first of each bureau are the city's first batch, and sound
      row.approved_on = date(2022, 11, sequence:number(21, 28))
      approved[key][i] = row
    elseif sequence:chance(27) then
      sequence:pick(FLAWS)(row)
    end
    add_enterprise(row)
  end
end

-- Edge cases: sound in everything that they do not name.
local expected = {}
local code_of = {} -- by short name, for the stations that built them
for i, edge in ipairs(edges.enterprises) do
  local row = with_defaults(edge.set, edges.sound_enterprise)
  row.key, row.name = edge.bureau, "武汉示例边界-" .. edge.name .. "有限公司"
  row.bureau = edge.bureau_text or SPELLINGS[edge.bureau][1]
  row.credit_code = edge.code and edge.code(synthetic) or edge.same_as and code_of[edge.same_as]
    or synthetic.code("91", DIVISION[edge.bureau], string.format("MA9X%04d", 5000 + i))
  row.rounds, row.findings = edge.rounds, edge.findings
  row.trainings = row.trainings or #(edge.rounds or {})
  row.infringements = row.infringements or #(edge.findings or {})
  row.plain_code = edge.plain_code and edge.plain_code(synthetic)
  code_of[edge.name] = row.plain_code or row.credit_code
  row.edge = edge
  add_enterprise(row)
end

------------------------------------------------------------------------------------------
-- Stations
------------------------------------------------------------------------------------------
local HOSTS = { -- kind of host, post of its head, kind of code, what it is called
  { "行业协会", "会长", "51", "行业协会服务站" }, { "商会", "会长", "51", "商会服务站" },
  { "高新技术园区", "总经理", "91", "高新园区服务站" }, { "产业集聚区", "主任", "12", "产业集聚区服务站" },
  { "工业园区", "主任", "12", "工业园区服务站" }, { "企业孵化器", "总经理", "91", "孵化器服务站" },
  { "知识产权服务机构", "法定代表人", "52", "知识产权服务站" }, { "法律服务", "主任", "31", "法律服务站" },
}
local stations, built = {}, {}

local function good_station()
  local served = sequence:number(18, 120)
  local trained = served // 2 + sequence:number(1, 8)
  local row = { approved_on = "", experienced_staff = sequence:pick { "2", "3", "5", "４" }, plan_year = "2022",
    office_area = sequence:number(30, 260), served = served, trained = trained,
    trained_all = trained + sequence:number(0, 12), active = served * 3 // 10 + sequence:number(1, 5),
    dept_mode = sequence:pick { "单独设立", "自设" },
    assists = sequence:chance(30) and "不适用" or favourable(),
    judged_by = "示例评审" .. sequence:pick(STEMS) .. "组", judged_on = date(2022, 11, 29),
    judged_ground = sequence:pick { "材料审查", "现场查看,材料齐全", "会议评定" } }
  for _, key in ipairs { "founded_by_government", "offers_advice", "offers_aid", "takes_complaints", "explains_law",
    "leading_body", "link_market", "link_police", "link_industry", "link_commerce", "served_advice",
    "served_training", "served_aid", "annual_plan", "plan_joint", "plan_guidance", "plan_industry",
    "plan_publicity", "plan_study", "plan_exchange", "leak_response", "reward_penalty", "funds_exchange",
    "funds_training", "funds_aid", "cooperation" } do
    row[key] = yes()
  end
  for _, key in ipairs { "experience_shown", "third_parties", "alliance", "academia", "office_proper", "knows_law",
    "cooperation_works" } do
    row[key] = favourable()
  end
  return row
end

local function add_station(row, list)
  row.enterprises_built = row.enterprises_built or #list
  stations[#stations + 1] = row
  for _, r in ipairs(list) do
    built[#built + 1] = with_defaults(r, { credit_code = row.credit_code })
  end
end

serial = 0
for _, bureau in ipairs(BUREAUS) do
  local key, division, spellings, _, n = table.unpack(bureau)
  for i = 1, n do
    serial = serial + 1
    local row, host = good_station(), HOSTS[(serial - 1) % #HOSTS + 1]
    row.bureau, row.host_type, row.head_role = sequence:pick(spellings), host[1], host[2]
    row.credit_code = synthetic.code(host[3], division, string.format("9X%06d", 1000 + serial))
    row.name = invented(serial) .. host[4]
    if serial % 5 == 0 then
      row.link_commerce = no()
    elseif serial % 7 == 0 then
      row.academia = ""
    end
    local list = {}
    for _, e in ipairs { approved[key][i], approved[key][i + 1] } do -- one enterprise may serve two stations
      list[#list + 1] = { built_code = e.credit_code, built_name = e.name, is_served = yes() }
    end
    add_station(row, list)
  end
end

for i, edge in ipairs(edges.stations) do
  local row = with_defaults(edge.set, edges.sound_station)
  row.name = "武汉示例边界-" .. edge.name .. "服务中心"
  row.bureau = SPELLINGS[edge.bureau][1]
  row.credit_code = synthetic.code(edge.kind or "52", DIVISION[edge.bureau], string.format("9X%06d", 5000 + i))
  row.edge = edge
  local list = {}
  for _, b in ipairs(edge.built or { { "已认定甲" }, { "已认定乙" } }) do
    local code = b.code and b.code(synthetic) or code_of[b[1]]
    list[#list + 1] = { built_code = assert(code, b[1]), built_name = "武汉示例边界-" .. b[1] .. "有限公司",
      is_served = b.is_served or "是" }
  end
  add_station(row, list)
end

------------------------------------------------------------------------------------------
-- Contact enterprises: the first 100 ordinary applicants and 41 that have not applied.
------------------------------------------------------------------------------------------
local contacts = {}
local function add_contact(code, name, bureau)
  contacts[#contacts + 1] = { credit_code = code, name = name, bureau = bureau,
    industry = sequence:pick(TRADES) .. (sequence:chance(30) and "、" .. sequence:pick(TRADES) or ""),
    joined_on = date(sequence:number(2019, 2021), sequence:number(1, 12), sequence:number(1, 28)) }
end
for i = 1, 100 do
  add_contact(enterprises[i].credit_code, enterprises[i].name, enterprises[i].bureau)
end
for i = 101, 141 do
  local bureau = BUREAUS[(i - 1) % #BUREAUS + 1]
  add_contact(synthetic.code("91", bureau[2], string.format("MA9X%04d", 7000 + i)),
    invented(i + 200) .. sequence:pick(TRADES) .. "科技有限公司", sequence:pick(bureau[3]))
end
assert(#contacts == 141)

------------------------------------------------------------------------------------------
-- Files
------------------------------------------------------------------------------------------
local function lines(columns, rows, args)
  local keys, headings, out = {}, {}, {}
  for i, c in ipairs(columns) do keys[i], headings[i] = c[1], c[2] end
  if args.title then
    out[1] = args.title .. string.rep(",", #keys - 1) .. args.line_end
  end
  out[#out + 1] = synthetic.heading(headings, args.line_end)
  for _, row in ipairs(rows) do
    if not args.keep or args.keep(row) then
      out[#out + 1] = synthetic.line(row, keys, args.line_end)
      if row.edge then
        local e = row.edge
        expected[#expected + 1] = { code = row.plain_code or row.credit_code, category = args.category, decision = e.decision,
          checks = e.checks, reason = e.reason, name = row.name, file = args.name, row = #out }
      end
    end
  end
  return (args.bom and "\xEF\xBB\xBF" or "") .. table.concat(out)
end

local function write(name, data)
  local file = assert(io.open(folder .. "/" .. name, "wb"))
  assert(file:write(data))
  assert(file:close())
end

local function quoted(s)
  return "'" .. s:gsub("'", "'\\''") .. "'"
end

-- As an older office program on a Chinese desktop saves it.
local function write_gb18030(name, data)
  write(name .. ".tmp", data)
  local from, to = folder .. "/" .. name .. ".tmp", folder .. "/" .. name
  local done = os.execute("iconv -f UTF-8 -t GB18030 " .. quoted(from) .. " > " .. quoted(to))
  os.remove(from)
  assert(done, "iconv failed: install libc-bin")
end

local function of_qiaokou(row) return row.key == "qiaokou" end
local function of_others(row) return row.key ~= "qiaokou" end
local function table_of(columns, rows, name, args)
  return lines(columns, rows, with_defaults(args, { name = name, line_end = "\n" }))
end

write("contacts.csv", table_of(CONTACT, contacts, "contacts.csv", {}))
write("enterprises.csv", table_of(ENTERPRISE, enterprises, "enterprises.csv", { keep = of_others, bom = true,
  line_end = "\r\n", category = "enterprise", title = "2022年度商业秘密保护示范企业申报汇总表(虚构样例)" }))
write("trainings.csv", table_of(TRAINING, trainings, "trainings.csv", { keep = of_others }))
write("infringements.csv", table_of(INFRINGEMENT, infringements, "infringements.csv", { keep = of_others }))
write_gb18030("enterprises_gb18030.csv", table_of(ENTERPRISE, enterprises, "enterprises_gb18030.csv",
  { keep = of_qiaokou, line_end = "\r\n", category = "enterprise" }))
write_gb18030("trainings_gb18030.csv", table_of(TRAINING, trainings, "trainings_gb18030.csv", { keep = of_qiaokou }))
write_gb18030("infringements_gb18030.csv", table_of(INFRINGEMENT, infringements, "infringements_gb18030.csv",
  { keep = of_qiaokou }))
write("stations.csv", table_of(STATION, stations, "stations.csv", { category = "station" }))
write("enterprises_built.csv", table_of(BUILT, built, "enterprises_built.csv", {}))

local EXPECTED = { "code", "category", "decision", "checks", "reason", "name", "file", "row" }
local out = { synthetic.heading(EXPECTED) }
for _, row in ipairs(expected) do
  out[#out + 1] = synthetic.line(row, EXPECTED)
end
write("expected.csv", table.concat(out))

io.stdout:write(string.format("%s: %d contacts, %d enterprises, %d stations, %d expected decisions\n", folder,
  #contacts, #enterprises, #stations, #expected))
