-- synthetic.lua: what both generators share: a fixed number sequence, credit codes that check, CSV cells.
-- Nothing here asks the clock or Lua's random functions: the same seed gives the same bytes anywhere.

local synthetic = {}

------------------------------------------------------------------------------------------
-- Numbers: a 64-bit linear congruential generator (Knuth's MMIX constants); the upper bits are used.
------------------------------------------------------------------------------------------
local Sequence = {}
Sequence.__index = Sequence

function synthetic.sequence(seed)
  return setmetatable({ state = seed }, Sequence)
end

-- A whole number from low to high, both included.
function Sequence:number(low, high)
  self.state = self.state * 6364136223846793005 + 1442695040888963407
  return low + (self.state >> 33) % (high - low + 1)
end

function Sequence:pick(list)
  return list[self:number(1, #list)]
end

-- True in `percent` of a hundred cases.
function Sequence:chance(percent)
  return self:number(1, 100) <= percent
end

------------------------------------------------------------------------------------------
-- Unified social credit codes (GB 32100-2015), their subject part with its own check (GB 11714).
------------------------------------------------------------------------------------------
local ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
local WEIGHTS = { 1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28 }
local SUBJECT_WEIGHTS = { 3, 7, 9, 10, 5, 8, 4, 2 }

local function subject_check(subject8)
  local sum = 0
  for i = 1, 8 do
    sum = sum + tonumber(subject8:sub(i, i), 36) * SUBJECT_WEIGHTS[i]
  end
  local rest = 11 - sum % 11
  return rest == 10 and "X" or rest == 11 and "0" or tostring(rest)
end

local function code_check(code17)
  local sum = 0
  for i = 1, 17 do
    sum = sum + (ALPHABET:find(code17:sub(i, i), 1, true) - 1) * WEIGHTS[i]
  end
  local value = (31 - sum % 31) % 31
  return ALPHABET:sub(value + 1, value + 1)
end

-- kind: "91" enterprise, "51" association, ...; division: six digits; subject8: eight characters.
function synthetic.code(kind, division, subject8)
  local code17 = kind .. division .. subject8 .. subject_check(subject8)
  return code17 .. code_check(code17)
end

-- The same with a check character that is wrong.
function synthetic.wrong_code(kind, division, subject8)
  local good = synthetic.code(kind, division, subject8)
  return good:sub(1, 17) .. (good:sub(18) == "0" and "1" or "0")
end

-- Published vectors: a slip in the two functions above may not reach the sample.
assert(synthetic.code("91", "420102", "MA9X0007") == "91420102MA9X00070M")
assert(synthetic.code("91", "420100", "MA9X0023") == "91420100MA9X002300")
assert(synthetic.code("51", "420100", "9X000007") == "514201009X0000073J")
assert(synthetic.code("31", "420000", "9X000007") == "314200009X0000073F")

------------------------------------------------------------------------------------------
-- CSV (RFC 4180)
------------------------------------------------------------------------------------------
local function cell(value)
  local s = tostring(value == nil and "" or value)
  if s:find('[",\r\n]') then
    s = '"' .. s:gsub('"', '""') .. '"'
  end
  return s
end

-- One line: the row's values in the order of keys.
function synthetic.line(row, keys, line_end)
  local cells = {}
  for i, key in ipairs(keys) do
    cells[i] = cell(row[key])
  end
  return table.concat(cells, ",") .. (line_end or "\n")
end

function synthetic.heading(cells, line_end)
  local quoted = {}
  for i, s in ipairs(cells) do
    quoted[i] = cell(s)
  end
  return table.concat(quoted, ",") .. (line_end or "\n")
end

return synthetic
