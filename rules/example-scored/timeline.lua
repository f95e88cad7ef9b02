-- 八 时间安排
phase "apply"     { zh = "申报", en = "Application", clause = "八", ends = end_of "2024-04" }
phase "recommend" { zh = "区局推荐", en = "Recommendation by the bureaus", clause = "八", ends = day "2024-06-30" }
phase "decide"    { zh = "市级评审", en = "Review by the city", clause = "八", ends = end_of "2024-09" }
