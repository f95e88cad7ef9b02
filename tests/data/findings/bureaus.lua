bureau "north" { zh = "北", en = "North", full = "北区", code = "420102" }
bureau "south" { zh = "南", en = "South", full = "南区", code = "420103" }
