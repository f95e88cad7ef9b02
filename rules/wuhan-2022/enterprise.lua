-- enterprise.lua    二(一) 商业秘密保护示范企业
-- 五条同时具备，没有计分。数字门槛只有三处：1c 不少于1名，3d 不少于1次，5c 近2年。

category "enterprise" {
  zh = "商业秘密保护示范企业", en = "Demonstration enterprises", clause = "二(一)",
}

local f = facts "enterprise"

------------------------------------------------------------------------------------------
criterion "1" { zh = "组织架构完整", en = "Organisation", clause = "二(一)1",

  check "a" { zh = "领导机构", en = "Leading body led by the principal",
    evidence = { zh = "成立文件、任职文件", en = "founding document, appointment" },
    note = { zh = "名单以外的职务转人工", en = "a post outside the list goes to a person" },
    f.leading_body :holds(),
    reading "principal" :choose {
      usual_roles = f.head_role :one_of { "legal_representative", "chairman", "general_manager",
                                          "party_secretary" },
      legal_only  = f.head_role :equals("legal_representative"),
    } :else_review() },

  check "b" { zh = "保护部门", en = "Department",
    evidence = { zh = "设立或指定部门的文件", en = "document naming the department" },
    f.dept_mode :one_of { "own", "attached" } },                  -- 自设、依托均可

  check "c" { zh = "专(兼)职保密员", en = "Confidentiality officers",
    evidence = { zh = "任命文件", en = "appointments" },
    f.officers :at_least(1) },                                    -- 不少于1名

  check "d" { zh = "工作职责", en = "Duties",
    evidence = { zh = "职责文件", en = "duties document" },
    f.duties :holds(),
    f.duties_clear :judged() },
}

------------------------------------------------------------------------------------------
-- 面积、金额都没有下限：经费要填，够不够由人判断。
criterion "2" { zh = "工作保障到位", en = "Support", clause = "二(一)2",
  evidence = { zh = "场所证明、设施清单、预算或凭证",
               en = "proof of office, list, budget or receipts" },
  f.office_fixed :holds(),
  f.facilities :holds(),
  f.budget :given(),
  f.support_enough :judged(),
}

------------------------------------------------------------------------------------------
criterion "3" { zh = "制度建设完善", en = "Rules", clause = "二(一)3",

  check "a" { zh = "法律法规和内部制度", en = "Law and internal rules",
    evidence = { zh = "内部管理制度", en = "internal rules" },
    f.internal_rules :holds(),
    f.law_carried_out :judged() },

  check "b" { zh = "年度工作方案", en = "Annual plan",
    evidence = { zh = "年度工作方案", en = "annual plan" },
    note = { zh = "列举的三项是最低要求", en = "the three named are the minimum" },
    f.annual_plan :holds(),
    f.plan_year :equals(programme_year),
    f.plan_publicity :holds(),
    f.plan_training :holds(),
    f.plan_exchange :holds() },

  check "c" { zh = "应急处置和奖惩制度", en = "Rules for leaks, reward and penalty",
    evidence = { zh = "两项制度文本", en = "both rules" },
    f.leak_response :holds(),
    f.reward_penalty :holds() },

  check "d" { zh = "全员轮训", en = "All-staff training",
    evidence = { zh = "通知、签到表、课件", en = "notice, attendance lists, slides" },
    note = { zh = "一次全员，或多次合计覆盖全体",
             en = "one round for all, or several that reach everyone" },
    any {
      reading "programme_year_means" :choose {
        calendar = f.trainings :where { scope = "all_staff" } :in_year(programme_year, { to_date = true })
                     :count() :at_least(1),                       -- 每年不少于1次
        rolling  = f.trainings :where { scope = "all_staff" } :within(months(12), "reference_date"),
      },
      reading "all_staff" :choose {
        everyone = f.staff_trained :at_least(percent(100):of(f.headcount)),
        excused  = f.staff_trained :at_least(percent(100):of(f.headcount)) :else_review(),
      },
    } },
}

------------------------------------------------------------------------------------------
criterion "4" { zh = "运行措施有效", en = "Measures", clause = "二(一)4",

  check "a" { zh = "重点部门、岗位、人员和分级管理", en = "Key departments, posts and persons; grading",
    evidence = { zh = "分级管理制度，名单只留存不上报",
                 en = "grading rules; the lists stay with the applicant" },
    f.key_departments :at_least(1, { word = { zh = "至少", en = "at least" } }),    -- 三类都要有，
    f.key_posts :at_least(1, { word = { zh = "至少", en = "at least" } }),          -- 文件没有写数目
    f.key_persons :at_least(1, { word = { zh = "至少", en = "at least" } }),
    f.graded :holds() },

  check "b" { zh = "核查评估和定密隐密解密销毁", en = "Verification, assessment, four operations",
    evidence = { zh = "六类台账", en = "six logs" },
    note = { zh = "没有发生的一类填0或不适用",
             en = "a kind that did not occur is 0 or not applicable" },
    f.verifications :given(),
    f.assessments :given(),
    f.classified :given(),
    f.concealed :given(),
    f.declassified :given(),
    f.destroyed :given(),
    f.operations_timely :judged() },

  check "c" { zh = "四类管理和三防体系", en = "Four objects, three layers",
    evidence = { zh = "管理制度、现场核查表", en = "rules, site checklist" },
    all { f.control_persons :holds(), f.control_secrets :holds(),        -- 四类对象
          f.control_areas :holds(), f.control_business :holds() },
    all { f.guard_people :holds(), f.guard_technical :holds(),           -- 人防、技防、物防
          f.guard_physical :holds() },
    f.protection_complete :judged() },
}

------------------------------------------------------------------------------------------
criterion "5" { zh = "示范作用突出", en = "Example", clause = "二(一)5",

  check "a" { zh = "示范带动", en = "Sets an example",
    evidence = { zh = "带动活动台账", en = "log of activities" },
    f.sets_example :judged() },

  check "b" { zh = "自身维权", en = "Defends its own secrets",
    evidence = { zh = "维权案件材料", en = "case files" },
    note = { zh = "从未被侵权的不适用，不是不符合",
             en = "never infringed: not applicable, which is no failure" },
    f.defends_itself :judged() },

  check "c" { zh = "近2年没有侵权", en = "No infringement in two years",
    evidence = { zh = "查询记录：何时、何系统、何人", en = "search record: when, where, by whom" },
    note = { zh = "没有查过不等于没有；只看申报单位本身",
             en = "not searched is not clean; only the applicant itself" },

    -- 生效的处罚或判决，行为在两年内：不符合；恰在首日：转人工
    f.infringements :where { final = true, kind = { "penalty", "judgment" } }
      :none_within(years(2), reading "infringement_anchor",
                   { by = "act_date", boundary = reading "infringement_boundary" }),
    -- 其他形式的生效结论：转人工
    f.infringements :where { final = true, kind = "other" }
      :none_within(years(2), reading "infringement_anchor", { by = "act_date" }) :else_review(),
    -- 行为在两年前、决定在两年内：转人工
    f.infringements :where { final = true }
      :none_within(years(2), reading "infringement_anchor", { by = "decision_date" }) :else_review(),
    -- 未结案件：暂缓
    reading "pending_case" :choose {
      hold = f.infringements :where { final = false } :none() :else_review(),
      bars = f.infringements :where { final = false } :none(),
    },
    -- 查过才算没有
    f.negative_check_on :given(),
    f.negative_check_in :given(),
    f.negative_check_by :given() },
}
