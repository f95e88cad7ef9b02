-- station.lua    22 conditions in 7 groups

category "station" { zh = "站点", en = "Stations", clause = "S" }

local f = facts "station"
local districts = {
  "东湖新技术开发区", "武汉经济技术开发区", "东西湖区", "江岸区", "江汉区", "硚口区", "汉阳区", "武昌区",
  "洪山区", "青山区", "江夏区", "黄陂区", "蔡甸区", "新洲区", "东湖风景区" }
local hosts = { "行业协会", "商会", "高新技术园区", "产业集聚区", "工业园区", "企业孵化器",
  "知识产权服务机构", "法律服务机构" }

criterion "1" { zh = "主体", en = "A clear body", clause = "S1",
  check "0" { zh = "依托单位", en = "host", f.host_kind :one_of(hosts) },
  check "1" { zh = "咨询援助", en = "advice and aid", f.offers_consulting :holds(), f.offers_rights_aid :holds() },
  check "2" { zh = "受理投诉", en = "complaints", f.accepts_complaints :holds() },
  check "3" { zh = "宣讲", en = "talks", f.n_law_talks :at_least(1) },
}
criterion "2" { zh = "组织", en = "Organisation", clause = "S2",
  check "4" { zh = "领导机构", en = "leading body", f.has_leading_body :holds(), f.led_by_principal :holds() },
  check "5" { zh = "定向联系", en = "links", f.link_market :holds(), f.link_police :holds(),
    f.link_industry :holds(), f.link_commerce :holds() },
  check "6" { zh = "部门", en = "department", f.has_dept :holds() },
  check "7" { zh = "人员", en = "staff", f.n_experienced_staff :at_least(2) },
}
criterion "3" { zh = "制度", en = "Rules and plans", clause = "S3",
  check "8" { zh = "方案", en = "plan", f.plan_year :equals(2022) },
  check "9" { zh = "联合活动", en = "joint activities", f.n_joint_activities :at_least(1) },
  check "10" { zh = "应急奖惩", en = "emergency, rewards", f.has_emergency :holds(), f.has_rewards :holds() },
}
criterion "4" { zh = "服务", en = "Service", clause = "S4",
  check "11" { zh = "第三方", en = "partners",
    f.n_partner_law :plus(f.n_partner_ip) :plus(f.n_partner_forensic) :plus(f.n_partner_notary) :at_least(1) },
  check "12" { zh = "联盟", en = "alliance", f.has_alliance :holds() },
  check "13" { zh = "高校", en = "universities", f.n_univ_partners :at_least(1) },
}
criterion "5" { zh = "保障", en = "Support", clause = "S5",
  check "14" { zh = "面积", en = "area", f.office_area :at_least(quantity("20.0", "平方米")) },
  check "15" { zh = "经费", en = "budget", f.budget_wan :more_than(quantity(0, "万元")) },
}
criterion "6" { zh = "成效", en = "Results", clause = "S6",
  check "16" { zh = "培训", en = "trained", any { f.n_trained :more_than(percent(50) :of(f.n_served)),
    f.n_trained :at_least(30) } },
  check "17" { zh = "开展保护", en = "active", any { f.n_active :more_than(percent(30) :of(f.n_served)),
    f.n_active :at_least(10) } },
  check "18" { zh = "建设示范", en = "built", f.n_demo :at_least(2) },
}
criterion "7" { zh = "协作", en = "Working together", clause = "S7",
  check "19" { zh = "机制", en = "mechanism", f.has_coop :holds() },
  check "20" { zh = "办案", en = "joint cases", f.n_joint_cases :at_least(1) },
  check "21" { zh = "区", en = "district", f.district :one_of(districts) },
}
