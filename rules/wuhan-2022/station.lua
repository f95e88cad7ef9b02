-- station.lua    二(二) 商业秘密保护政府服务示范站点
-- 七条同时具备，没有计分。数字门槛只有四处：2c 2名以上；6b 超50%或30家以上；6c 超30%或10家以上；
-- 6d 2家(含)以上。6d 要数示范企业，所以先定企业，后定站点。

category "station" {
  zh = "商业秘密保护政府服务示范站点", en = "Demonstration stations", clause = "二(二)",
  after = "enterprise",
}

local f = facts "station"

------------------------------------------------------------------------------------------
criterion "1" { zh = "建设对象明确", en = "Who may apply", clause = "二(二)1",

  check "a" { zh = "设立部门和依托机构", en = "Founder and host",
    evidence = { zh = "设立文件、登记证书", en = "founding document, registration" },
    note = { zh = "八类以外的机构转人工，不直接否定", en = "a host of another kind goes to a person" },
    f.founded_by_government :holds(),
    f.host_type :one_of { "industry_association", "chamber", "hightech_park", "industry_cluster",
                          "industrial_park", "incubator", "ip_service", "legal_service" }
      :else_review() },

  check "b" { zh = "四项服务", en = "Four services",
    evidence = { zh = "服务台账", en = "service logs" },
    f.offers_advice :holds(),
    f.offers_aid :holds(),
    f.takes_complaints :holds(),
    f.explains_law :holds() },
}

------------------------------------------------------------------------------------------
criterion "2" { zh = "组织架构完整", en = "Organisation", clause = "二(二)2",

  check "a" { zh = "领导机构和定向联系", en = "Leading body and linked departments",
    evidence = { zh = "成立文件、联系人名单", en = "founding document, list of contacts" },
    note = { zh = "列举的四个部门是最低要求", en = "the four named departments are the minimum" },
    f.leading_body :holds(),
    reading "principal" :choose {
      usual_roles = f.head_role :one_of { "legal_representative", "chairman", "president", "director",
                                          "general_manager", "party_secretary" },
      legal_only  = f.head_role :equals("legal_representative"),
    } :else_review(),
    all { f.link_market :holds(), f.link_police :holds(),
          f.link_industry :holds(), f.link_commerce :holds() } },

  check "b" { zh = "保护部门", en = "Department of its own",
    evidence = { zh = "设立部门的文件", en = "document setting up the department" },
    note = { zh = "与企业不同，这里没有依托一说",
             en = "unlike for enterprises, an attached one is not named here" },
    reading "station_department" :choose {
      own_only     = f.dept_mode :equals("own"),
      attached_too = f.dept_mode :one_of { "own", "attached" },
    } },

  check "c" { zh = "有经验的专(兼)职人员", en = "Experienced staff",
    evidence = { zh = "人员履历", en = "curricula" },
    f.experienced_staff :at_least(2, { word = "以上" }),          -- 2名以上，含2名
    f.experience_shown :judged() },

  check "d" { zh = "为企业服务", en = "Serves enterprises",
    evidence = { zh = "服务台账", en = "service logs" },
    f.served_advice :holds(),
    f.served_training :holds(),
    f.served_aid :holds() },
}

------------------------------------------------------------------------------------------
criterion "3" { zh = "制度建设完善", en = "Rules", clause = "二(二)3",

  check "a" { zh = "年度工作方案", en = "Annual plan",
    evidence = { zh = "年度工作方案", en = "annual plan" },
    f.annual_plan :holds(),
    f.plan_year :equals(programme_year),
    f.plan_joint :holds(),
    all { f.plan_guidance :holds(), f.plan_industry :holds(),     -- 五类工作
          f.plan_publicity :holds(), f.plan_study :holds(), f.plan_exchange :holds() } },

  check "b" { zh = "应急处置和奖惩制度", en = "Rules for leaks, reward and penalty",
    evidence = { zh = "两项制度文本", en = "both rules" },
    f.leak_response :holds(),
    f.reward_penalty :holds() },
}

------------------------------------------------------------------------------------------
-- 三个方面都要评，不是三选几。
criterion "4" { zh = "服务机制创新", en = "Service mechanism", clause = "二(二)4",
  evidence = { zh = "协议、章程、活动记录", en = "agreements, statutes, records" },
  f.third_parties :judged(),
  f.alliance :judged(),
  f.academia :judged(),
}

------------------------------------------------------------------------------------------
-- 面积只登记，没有下限。
criterion "5" { zh = "工作保障到位", en = "Support", clause = "二(二)5",
  evidence = { zh = "场所证明、预算", en = "proof of office, budget" },
  f.office_area :given(),
  f.office_proper :judged(),
  f.funds_exchange :holds(),
  f.funds_training :holds(),
  f.funds_aid :holds(),
}

------------------------------------------------------------------------------------------
criterion "6" { zh = "服务成效突出", en = "Results of service", clause = "二(二)6",

  check "a" { zh = "法规和指南的掌握宣传", en = "Knows and publicises the law",
    evidence = { zh = "宣传材料", en = "materials" },
    f.knows_law :judged() },

  check "b" { zh = "年度培训企业", en = "Enterprises trained in the year",
    evidence = { zh = "服务企业名册、签到表", en = "list of enterprises, attendance lists" },
    note = { zh = "数企业，不数场次和人次", en = "enterprises are counted, not events or persons" },
    any {
      f.trained :more_than(percent(50):of(f.served):if_zero(reading "zero_base"), { word = "超" }),
      reading "trained_numerator" :choose {                       -- 超50%：恰好一半不算
        served_only    = f.trained :at_least(30, { word = "以上" }),      -- 30家以上：含30家
        any_enterprise = f.trained_all :at_least(30, { word = "以上" }),
      },
    } },

  check "c" { zh = "开展保护工作的企业", en = "Enterprises doing protection work",
    evidence = { zh = "逐家认定依据", en = "a ground for each enterprise" },
    any {
      f.active :more_than(percent(30):of(f.served):if_zero(reading "zero_base"), { word = "超" }),
      f.active :at_least(10, { word = "以上" }),                  -- 10家以上：含10家
    } },

  check "d" { zh = "建设示范企业", en = "Demonstration enterprises built",
    evidence = { zh = "服务协议、认定文件", en = "service agreements, recognition" },
    note = { zh = "符合而尚未认定的，结论附条件",
             en = "eligible but not yet recognised ones make it conditional" },
    reading "built" :choose {
      recognised = f.enterprises_built :where { is_served = true } :recognised("built_code", "enterprise")
                     :distinct("built_code") :at_least(2, { word = "(含)以上" }),
      listed     = f.enterprises_built :where { is_served = true }
                     :distinct("built_code") :at_least(2, { word = "(含)以上" }),
    } },
}

------------------------------------------------------------------------------------------
criterion "7" { zh = "联动机制顺畅", en = "Cooperation", clause = "二(二)7",

  check "a" { zh = "协作配合机制", en = "Cooperation set up",
    evidence = { zh = "协作协议或会议纪要", en = "agreement or minutes" },
    f.cooperation :holds(),
    f.cooperation_works :judged() },

  check "b" { zh = "协助行政和司法部门", en = "Assists authorities",
    evidence = { zh = "协助事项台账", en = "log of assistance" },
    note = { zh = "没有此类事项的不适用", en = "not applicable where there was no such case" },
    f.assists :judged() },
}
