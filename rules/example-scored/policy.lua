-- 是哪一份文件。条文见同一文件夹的 README.md。
policy "example-scored" { zh = "虚构示例：某市数字化转型标杆工厂评定（2024年度）",
  en = "Invented example: model factories of digital transformation, 2024",
  issuer = "某市经济和信息化局（虚构）", year = 2024,
  horizon = day "2024-12-31" }
