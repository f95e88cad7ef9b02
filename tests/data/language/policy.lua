-- 语言样本：每一种写法一条，供测试用。Every construct once, for the tests.
policy "language" { zh = "语言样本", en = "Every construct of the language", year = 2024 }
