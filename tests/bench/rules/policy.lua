-- policy.lua    the criteria of the benchmark, as rules like any other

policy "bench" {
  zh = "性能对比用的条件", en = "The criteria of the benchmark", issuer = "guiju", year = 2022,
  effective_from = "2022-01-01",
}
