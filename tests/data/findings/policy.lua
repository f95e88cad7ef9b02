policy "example-2022" { zh = "示例", en = "Example", issuer = "某局", year = 2022 }
