-- 三(二)：年度材料每年3月底前；文件没有规定任务数，所以没有 targets.lua
phase "papers_2024" { zh = "2024年度材料报送", en = "Yearly papers 2024", clause = "三(二)", starts = day "2024-01-01",
  ends = end_of "2024-03" }
phase "papers_2025" { zh = "2025年度材料报送", en = "Yearly papers 2025", clause = "三(二)", starts = day "2025-01-01",
  ends = end_of "2025-03" }
