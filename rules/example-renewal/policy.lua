-- 本政策是编造的，只为演示。An invented policy.
policy "example-renewal" {
  zh = "虚构示例：某市放心集市称号管理办法（2023年修订）", en = "Invented example: trusted-market titles (revised 2023)",
  issuer = "某市商务局（虚构）", year = 2023,
  in_force = { from = day "2023-01-01" },
  horizon = day "2025-12-31" }
