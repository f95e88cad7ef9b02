-- 示例（虚构）：2022年政策的第二年修订。只写变化，其余照旧。
-- An invented example of an amendment: only what changes stands here.
policy "example-wuhan-2023" {
  zh = "示例：2023年度示范企业和示范站点（修订）",
  en = "Example: demonstration enterprises and stations 2023, amended",
  year = 2023,
  extends = "wuhan-2022",
  in_force = { from = day "2023-01-01", to = day "2023-12-31" },
}
