-- contact.lua    二-a 联系企业登记册：只登记、只清点，不作认定，也不是申报的前提

category "contact" {
  zh = "商业秘密保护联系企业", en = "Contact enterprises", clause = "二-a",
  register = true,
  expected = 141,
}
