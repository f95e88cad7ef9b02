-- 新增的事实
facts "enterprise" {
  yes_no "ledger" { zh = "商业秘密管理台账", en = "Ledger of trade secrets", evidence = { zh = "台账样页", en = "sample page" } },
}
