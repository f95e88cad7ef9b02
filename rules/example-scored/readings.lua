-- 条文有两种读法的地方：采用哪一种、为什么。规则里只引用，不重复。

reading "audit_years" {
  clause = "四(二)2", zh = "“近3年每年”是哪三年", en = "Which are the “past three years” of the audits",
  options = { option "full_years" { zh = "2021、2022、2023三个完整年度", en = "2021, 2022, 2023: full years" },
              option "with_this"  { zh = "2022、2023、2024年（含评定当年）",
                      en = "2022, 2023, 2024: with the year of the award" } },
  taken = "full_years",
  why = { zh = "基准日在年初，当年的监督审核多半还没有做", en = "early in the year most audits of that year are still to come" },
  decided_by = "项目默认，待确认",
}

reading "energy_effect" {
  clause = "二之二", zh = "推定能耗管理不达标，后果是什么", en = "What follows from energy management presumed below standard",
  options = { option "refused" { zh = "不予评定", en = "refused" },
              option "person"  { zh = "转人工复核", en = "to a person" } },
  taken = "refused",
  why = { zh = "条文排在一票否决之后，推翻推定才可以通过", en = "it stands behind the vetoes, and only a rebuttal opens the way" },
  decided_by = "项目默认，待确认",
}

reading "standards_add" {
  clause = "四(四)", zh = "标准加分按种类还是按项数", en = "Points for standards: by kind, or for each standard",
  options = { option "by_kind" { zh = "按种类：国家标准3分、省级标准2分，两种相加",
    en = "by kind: 3 for national, 2 for provincial, both add up" },
              option "each"    { zh = "按项数：每项国家标准3分、每项省级标准2分",
                      en = "3 for each national, 2 for each provincial standard" } },
  taken = "by_kind", recorded = true,
  why = { zh = "按数量给分的别处都写明“每”，这里没有写", en = "where points go by number the text says “every”; here it does not" },
  decided_by = "项目默认，待确认",
}
