-- lists.lua: fills the file lists of Makefile.am again from the tree. A list that stands under a line
-- "# files: PATTERN..." holds the files of those patterns; words like $(support) in it stay in front. A list goes on
-- as long as lines begin with a tab, so one that a merge has joined of two is mended as well.
-- Run it after adding or removing a file:  lua5.4 build-aux/lists.lua

local top = arg[0]:match("^(.*)/build%-aux/") or "."
local name = top .. "/Makefile.am"
local WIDTH = 100

local function lines_of(path)
  local lines = {}
  for line in io.lines(path) do lines[#lines + 1] = line end
  return lines
end

local function files(patterns)
  local found = {}
  local seen = {}
  local listing = assert(io.popen(("cd '%s' && LC_ALL=C ls -1d %s 2>/dev/null"):format(top, patterns)))
  for path in listing:lines() do
    if not seen[path] then
      seen[path] = true
      found[#found + 1] = path
    end
  end
  listing:close()
  assert(#found > 0, "no file matches: " .. patterns)
  return found
end

local function wrapped(words, out)
  local row = "\t"
  local column = 8
  for index, word in ipairs(words) do
    local width = #word + (row == "\t" and 0 or 1)
    if column + width + 2 > WIDTH and row ~= "\t" then
      out[#out + 1] = row .. " \\"
      row, column, width = "\t", 8, #word
    end
    row = row .. (row == "\t" and "" or " ") .. word
    column = column + width
    if index == #words then out[#out + 1] = row end
  end
end

local lines = lines_of(name)
local out = {}
local at = 1
while at <= #lines do
  local line = lines[at]
  out[#out + 1] = line
  at = at + 1
  local patterns = line:match("^# files: (.+)$")
  if patterns then
    local head = lines[at]:match("^([%w_]+ %+?=) ") or error("no list under: " .. line)
    local words = {}
    local more = true
    while more do
      for word in lines[at]:gsub("^[%w_]+ %+?=", ""):gmatch("[^%s\\]+") do
        if word:find("^%$%(") then words[#words + 1] = word end
      end
      at = at + 1
      more = at <= #lines and lines[at]:find("^\t") ~= nil
    end
    for _, path in ipairs(files(patterns)) do words[#words + 1] = path end
    out[#out + 1] = head .. " \\"
    wrapped(words, out)
  end
end

local file = assert(io.open(name, "w"))
file:write(table.concat(out, "\n"), "\n")
file:close()
