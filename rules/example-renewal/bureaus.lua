-- 受理单位：城北、城南两个分局
bureau "north" { zh = "城北", en = "North", full = "城北分局", aliases = { "城北局" } }
bureau "south" { zh = "城南", en = "South", full = "城南分局", aliases = { "城南局" } }
