-- enterprise.lua    25 conditions in 5 groups

category "enterprise" { zh = "企业", en = "Enterprises", clause = "E" }

local f = facts "enterprise"
local districts = {
  "东湖新技术开发区", "武汉经济技术开发区", "东西湖区", "江岸区", "江汉区", "硚口区", "汉阳区", "武昌区",
  "洪山区", "青山区", "江夏区", "黄陂区", "蔡甸区", "新洲区", "东湖风景区" }
local industries = {
  "新一代信息技术", "汽车制造与服务", "大健康和生物技术", "高端装备", "智能建造", "商贸物流", "现代金融",
  "绿色环保", "文化旅游", "网络安全", "航空航天", "空天信息", "人工智能", "数字创意", "氢能", "电磁能",
  "量子科技", "超级计算", "脑科学和类脑科学", "深地深海深空" }

criterion "1" { zh = "组织", en = "Organisation", clause = "E1",
  check "0" { zh = "领导机构", en = "leading body", f.has_leading_body :holds(), f.led_by_principal :holds() },
  check "1" { zh = "部门", en = "department", any { f.has_own_dept :holds(), f.relies_on_dept :holds() } },
  check "2" { zh = "保密员", en = "officers", f.n_officers_ft :plus(f.n_officers_pt) :at_least(1) },
  check "3" { zh = "职责", en = "duties", f.duties_defined :holds() },
  check "4" { zh = "区", en = "district", f.district :one_of(districts) },
}
criterion "2" { zh = "保障", en = "Support", clause = "E2",
  check "5" { zh = "场所", en = "office", f.has_office :holds() },
  check "6" { zh = "设施", en = "facilities", f.has_facilities :holds() },
  check "7" { zh = "经费", en = "budget", f.budget_wan :more_than(quantity(0, "万元")) },
}
criterion "3" { zh = "制度", en = "Rules and plans", clause = "E3",
  check "8" { zh = "制度", en = "rules", f.has_mgmt_system :holds() },
  check "9" { zh = "方案", en = "plan", f.plan_year :equals(2022), f.plan_covers_training :holds() },
  check "10" { zh = "应急", en = "emergency", f.has_emergency :holds() },
  check "11" { zh = "奖惩", en = "rewards", f.has_rewards :holds() },
  check "12" { zh = "轮训", en = "training", f.n_allstaff_trainings :at_least(1) },
}
criterion "4" { zh = "措施", en = "Measures", clause = "E4",
  check "13" { zh = "部门", en = "key departments", f.n_key_depts :at_least(1) },
  check "14" { zh = "岗位", en = "key posts", f.n_key_posts :at_least(1) },
  check "15" { zh = "人员", en = "key persons", f.n_key_persons :at_least(1) },
  check "16" { zh = "分级", en = "grading", f.graded_mgmt :holds() },
  check "17" { zh = "核查", en = "review", f.last_review_date :on_or_after(day "2021-11-30") },
  check "18" { zh = "全程", en = "life cycle", f.has_lifecycle :holds() },
  check "19" { zh = "三防", en = "guards", f.human_guard :holds(), f.tech_guard :holds(), f.physical_guard :holds() },
  check "20" { zh = "保密协议", en = "agreements", f.n_nda_signed :at_least(f.n_key_persons) },
}
criterion "5" { zh = "示范", en = "Demonstration", clause = "E5",
  check "21" { zh = "带动", en = "outreach", f.n_outreach :at_least(1) },
  check "22" { zh = "维权", en = "defence", any { f.n_suspected_cases :equals(0), f.defends_rights :holds() } },
  check "23" { zh = "未侵权", en = "no infringement",
    any { no(f.has_infringed :holds()), f.last_infringement_date :less_than(day "2020-11-30") } },
  check "24" { zh = "产业", en = "industry", f.industry :one_of(industries) },
}
