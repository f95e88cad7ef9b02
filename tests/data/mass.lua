-- mass.lua: many synthetic enterprise applications for the volume test, with keys as headings, plain UTF-8.
--
--   lua5.4 tests/data/mass.lua [N [SEED [APPLICATIONS [TRAININGS]]]]
--
-- N is 100000 and SEED is 2022 unless given. APPLICATIONS is a path, or "-" for standard output (the default);
-- TRAININGS, where given, is the path of the list's file: import both together with --list trainings=TRAININGS.
-- Without it the column that counts the trainings is left empty, and the share of staff trained decides.

local synthetic = dofile((arg[0]:match("^(.*/)") or "") .. "synthetic.lua")

local function usage(why)
  io.stderr:write("mass.lua: ", why, "\nusage: lua5.4 mass.lua [N [SEED [APPLICATIONS [TRAININGS]]]]\n")
  os.exit(2)
end

local n = math.tointeger(tonumber(arg[1] or 100000)) or usage("N is not a whole number")
local seed = math.tointeger(tonumber(arg[2] or 2022)) or usage("SEED is not a whole number")
if n < 1 or n > 1000000 then
  usage("N must be from 1 to 1000000: there are no more synthetic codes")
end

local function open(path)
  if path == nil or path == "-" then
    return io.stdout
  end
  return assert(io.open(path, "wb"))
end
local applications = open(arg[3])
local trainings = arg[4] and open(arg[4])

local BUREAUS = { "donghu_hightech", "wedz", "dongxihu", "jiangan", "jianghan", "qiaokou", "hanyang", "wuchang",
  "hongshan", "qingshan", "jiangxia", "huangpi", "caidian", "xinzhou", "donghu_scenic" }
local YES_NO = { "leading_body", "duties", "office_fixed", "facilities", "internal_rules", "annual_plan",
  "plan_publicity", "plan_training", "plan_exchange", "leak_response", "reward_penalty", "graded",
  "control_persons", "control_secrets", "control_areas", "control_business", "guard_people", "guard_technical",
  "guard_physical" }
local JUDGEMENTS = { "duties_clear", "support_enough", "law_carried_out", "operations_timely",
  "protection_complete", "sets_example", "defends_itself" }
local COUNTS = { "key_departments", "key_posts", "key_persons", "verifications", "assessments", "classified",
  "concealed", "declassified", "destroyed" }
local ROLES = { "legal_representative", "chairman", "general_manager", "party_secretary" }

local keys = { "credit_code", "name", "bureau", "accepted_on", "head_role", "dept_mode", "officers", "budget",
  "plan_year", "headcount", "staff_trained", "trainings", "infringements", "negative_check_on",
  "negative_check_in", "negative_check_by", "judged_by", "judged_on", "judged_ground" }
for _, group in ipairs { YES_NO, JUDGEMENTS, COUNTS } do
  table.move(group, 1, #group, #keys + 1, keys)
end
local training_keys = { "credit_code", "held_on", "scope", "attendees" }

applications:write(synthetic.heading(keys))
if trainings then
  trainings:write(synthetic.heading(training_keys))
end

local sequence = synthetic.sequence(seed)
for i = 1, n do
  local row = {
    credit_code = synthetic.code("91", "420100", string.format("9X%06d", i - 1)),
    name = string.format("武汉示例批量%07d有限公司", i),
    bureau = sequence:pick(BUREAUS),
    accepted_on = string.format("2022-11-%02d", sequence:number(1, 28)),
    head_role = sequence:chance(98) and sequence:pick(ROLES) or "other",
    dept_mode = sequence:chance(98) and sequence:pick { "own", "attached" } or "none",
    officers = sequence:chance(97) and sequence:number(1, 6) or 0,
    budget = string.format("%d.%02d", sequence:number(0, 400), sequence:number(0, 99)),
    plan_year = sequence:chance(98) and 2022 or 2021,
    headcount = sequence:number(5, 900),
    infringements = 0,
    negative_check_on = sequence:chance(97) and string.format("2022-11-%02d", sequence:number(1, 28)) or "",
    negative_check_in = "示例查询平台",
    negative_check_by = "示例经办人",
    judged_by = "示例评审组",
    judged_on = "2022-11-29",
    judged_ground = "材料审查",
  }
  for _, key in ipairs(YES_NO) do
    row[key] = sequence:chance(99) and "是" or "否"
  end
  for _, key in ipairs(JUDGEMENTS) do
    row[key] = sequence:chance(99) and "符合" or ""
  end
  if sequence:chance(30) then
    row.defends_itself = "不适用"
  end
  for _, key in ipairs(COUNTS) do
    row[key] = sequence:number(1, 40)
  end
  local everyone = sequence:chance(95)
  row.staff_trained = everyone and row.headcount or row.headcount - 1
  if trainings then
    row.trainings = sequence:number(0, 2)
    for _ = 1, row.trainings do
      trainings:write(synthetic.line({
        credit_code = row.credit_code,
        held_on = string.format("2022-%02d-%02d", sequence:number(1, 11), sequence:number(1, 28)),
        scope = sequence:chance(70) and "all_staff" or "department",
        attendees = row.staff_trained,
      }, training_keys))
    end
  end
  applications:write(synthetic.line(row, keys))
end
applications:close()
if trainings then
  trainings:close()
end
