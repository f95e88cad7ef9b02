-- timeline.lua    二(三) 三个步骤；“底前”含当月最后一日，遇节假日不顺延
-- 起始日期文件没有写。2022-12-31是周六，年内最后一个工作日是12月30日。

phase "incubation"  { zh = "孵化培育", en = "Incubation",  clause = "二(三)1", ends = end_of "2022-10" }
phase "application" { zh = "创建申报", en = "Application", clause = "二(三)2", ends = end_of "2022-11" }
phase "recognition" { zh = "报批授牌", en = "Recognition", clause = "二(三)3", ends = end_of "2022-12" }
