-- 申报由所在区局受理：东区、西区、南区三个区局。
bureau "east"  { zh = "东区", en = "East",  full = "东区经济和信息化局", aliases = { "东区局" } }
bureau "west"  { zh = "西区", en = "West",  full = "西区经济和信息化局", aliases = { "西区局" } }
bureau "south" { zh = "南区", en = "South", full = "南区经济和信息化局", aliases = { "南区局" } }
