-- policy.lua    本套规则是哪一份文件、哪一年度、谁印发
-- 正文用语以各单位手中的文件为准；这里只写条款号、简称和门槛。

policy "wuhan-2022" {
  zh     = "武汉市2022年度商业秘密保护示范创建",
  en     = "Wuhan 2022: demonstration in trade secret protection",
  issuer = "武汉市市场监督管理局",
  year   = 2022,
  city_code = "420100",

  -- 文本未载文号、印发日期，不作推定。
  doc_no    = nil,
  issued_on = nil,

  -- 施行日期文本也未载明；下面一行是本项目的约定，不是文件的规定。
  effective_from = "2022-01-01",
  assumptions = {
    "施行日期未载明，暂按年度首日处理",
    "指南和申报表未随文附上，不据以增设条件",
  },
  basis = {
    "市场监管总局商业秘密保护创新试点工作方案",
    "省、市相关工作部署",
  },
}
