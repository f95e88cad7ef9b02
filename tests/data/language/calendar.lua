calendar { year = 2024, holidays = { "2024-05-01..2024-05-05" }, workdays = { "2024-04-28", "2024-05-11" } }
