-- bureaus.lua    二(四) 15个区局，按文件列举的先后排列
-- code 是 GB/T 2260 行政区划代码，功能区没有。
-- 导入时简称(zh)、全称(full)、代码都认得，aliases 是表格里常见的其他写法。
-- “东湖”“开发区”“经开区”单独出现时所指不明，一律不收，由填表人写清。

-- 二(四)a
bureau "donghu_hightech" {
  zh = "东湖新技术开发区", en = "East Lake High-tech Zone",
  full = "武汉东湖新技术开发区(中国光谷)",
  full_en = "Wuhan East Lake High-tech Development Zone (Optics Valley of China)",
  aliases = { "武汉东湖新技术开发区", "东湖高新区", "东湖高新", "中国光谷", "光谷" },
}
bureau "wedz" {
  zh = "武汉经济技术开发区", en = "Wuhan Economic & Technological Zone",
  full = "武汉经济技术开发区(汉南区)",
  full_en = "Wuhan Economic & Technological Development Zone (Hannan District)",
  aliases = { "武汉经开区", "汉南区", "汉南" },
  note = "汉南区(420113)与开发区合署，归入本局",
}
bureau "dongxihu" {
  zh = "东西湖(临空港经济技术开发)区", en = "Dongxihu District",
  full = "东西湖区(武汉临空港经济技术开发区)",
  full_en = "Dongxihu District (Airport Economic & Technological Development Zone)",
  code = "420112",
  aliases = { "东西湖区", "东西湖", "东西湖区(临空港经济技术开发区)", "武汉临空港经济技术开发区",
              "临空港" },
}

-- 二(四)b
bureau "jiangan" {
  zh = "江岸", en = "Jiang'an", full = "江岸区", full_en = "Jiang'an District",
  code = "420102" }
bureau "jianghan" {
  zh = "江汉", en = "Jianghan", full = "江汉区", full_en = "Jianghan District",
  code = "420103" }
bureau "qiaokou" {
  zh = "硚口", en = "Qiaokou", full = "硚口区", full_en = "Qiaokou District",
  code = "420104", aliases = { "研口" }, note = "流传文本误作“研口”" }
bureau "hanyang" {
  zh = "汉阳", en = "Hanyang", full = "汉阳区", full_en = "Hanyang District",
  code = "420105" }
bureau "wuchang" {
  zh = "武昌", en = "Wuchang", full = "武昌区", full_en = "Wuchang District",
  code = "420106" }
bureau "hongshan" {
  zh = "洪山", en = "Hongshan", full = "洪山区", full_en = "Hongshan District",
  code = "420111" }

-- 二(四)c
bureau "qingshan" {
  zh = "青山", en = "Qingshan", full = "青山区", full_en = "Qingshan District",
  code = "420107", aliases = { "青山区(化工区)" } }
bureau "jiangxia" {
  zh = "江夏", en = "Jiangxia", full = "江夏区", full_en = "Jiangxia District",
  code = "420115" }
bureau "huangpi" {
  zh = "黄陂", en = "Huangpi", full = "黄陂区", full_en = "Huangpi District",
  code = "420116" }
bureau "caidian" {
  zh = "蔡甸", en = "Caidian", full = "蔡甸区", full_en = "Caidian District",
  code = "420114" }
bureau "xinzhou" {
  zh = "新洲", en = "Xinzhou", full = "新洲区", full_en = "Xinzhou District",
  code = "420117" }

-- 二(四)d
bureau "donghu_scenic" {
  zh = "东湖风景区", en = "East Lake Scenic Area",
  full = "武汉市东湖生态旅游风景区", full_en = "East Lake Eco-tourism Scenic Area of Wuhan",
  aliases = { "东湖景区", "东湖生态旅游风景区" },
}
