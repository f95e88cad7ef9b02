category "enterprise" { zh = "企业", en = "Enterprise", clause = "1" }
criterion "1" { zh = "组织", en = "Organisation", clause = "1", facts "enterprise".leading_body :holds() }
