-- 九 目标
target "factory" { clause = "九", city_clause = "九", counts = "approval",
  floor(6) { "east" }, floor(5) { "west" }, floor(4) { "south" }, city = 15 }
