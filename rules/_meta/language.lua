---@meta _
-- Made by guiju meta; edits are lost.

---@class guiju.YesNo
local YesNo = {}
---@return guiju.Condition
function YesNo:holds(...) end
---@return guiju.Condition
function YesNo:given(...) end

---@class guiju.Count
local Count = {}
---@return guiju.Condition
function Count:at_least(...) end
---@return guiju.Condition
function Count:more_than(...) end
---@return guiju.Condition
function Count:at_most(...) end
---@return guiju.Condition
function Count:less_than(...) end
---@return guiju.Condition
function Count:equals(...) end
---@return guiju.Condition
function Count:given(...) end
---@return guiju.Number
function Count:plus(...) end
---@return guiju.Number
function Count:minus(...) end
---@return guiju.ShareOf
function Count:times(...) end
---@return guiju.Number
function Count:capped(...) end
---@return guiju.Number
function Count:floored(...) end
---@return guiju.Ratio
function Count:share_of(...) end
---@return guiju.Ratio
function Count:growth_over(...) end

---@class guiju.Amount
local Amount = {}
---@return guiju.Condition
function Amount:at_least(...) end
---@return guiju.Condition
function Amount:more_than(...) end
---@return guiju.Condition
function Amount:at_most(...) end
---@return guiju.Condition
function Amount:less_than(...) end
---@return guiju.Condition
function Amount:equals(...) end
---@return guiju.Condition
function Amount:given(...) end
---@return guiju.Number
function Amount:plus(...) end
---@return guiju.Number
function Amount:minus(...) end
---@return guiju.ShareOf
function Amount:times(...) end
---@return guiju.Number
function Amount:capped(...) end
---@return guiju.Number
function Amount:floored(...) end
---@return guiju.Ratio
function Amount:share_of(...) end
---@return guiju.Ratio
function Amount:growth_over(...) end

---@class guiju.Date
local Date = {}
---@return guiju.Condition
function Date:at_least(...) end
---@return guiju.Condition
function Date:more_than(...) end
---@return guiju.Condition
function Date:at_most(...) end
---@return guiju.Condition
function Date:less_than(...) end
---@return guiju.Condition
function Date:equals(...) end
---@return guiju.Condition
function Date:on_or_after(...) end
---@return guiju.Condition
function Date:on_or_before(...) end
---@return guiju.Condition
function Date:within(...) end
---@return guiju.Condition
function Date:in_year(...) end
---@return guiju.Condition
function Date:given(...) end
---@return guiju.Number
function Date:plus(...) end
---@return guiju.Number
function Date:minus(...) end
---@return guiju.Number
function Date:month_end(...) end
---@return guiju.Number
function Date:days_since(...) end
---@return guiju.Condition
function Date:in_fiscal_year(...) end

---@class guiju.Text
local Text = {}
---@return guiju.Condition
function Text:one_of(...) end
---@return guiju.Condition
function Text:equals(...) end
---@return guiju.Condition
function Text:given(...) end

---@class guiju.Code
local Code = {}
---@return guiju.Condition
function Code:given(...) end

---@class guiju.OneOf
local OneOf = {}
---@return guiju.Condition
function OneOf:one_of(...) end
---@return guiju.Condition
function OneOf:equals(...) end
---@return guiju.Condition
function OneOf:given(...) end

---@class guiju.Judgement
local Judgement = {}
---@return guiju.Condition
function Judgement:judged(...) end
---@return guiju.Condition
function Judgement:given(...) end

---@class guiju.List
local List = {}
---@return guiju.Condition
function List:within(...) end
---@return guiju.Rows
function List:in_year(...) end
---@return guiju.Condition
function List:none_within(...) end
---@return guiju.Rows
function List:where(...) end
---@return guiju.Number
function List:count(...) end
---@return guiju.Number
function List:distinct(...) end
---@return guiju.Condition
function List:exists(...) end
---@return guiju.Condition
function List:none(...) end
---@return guiju.Rows
function List:recognised(...) end
---@return guiju.Condition
function List:given(...) end
---@return guiju.Number
function List:sum(...) end
---@return guiju.Number
function List:largest(...) end
---@return guiju.Number
function List:smallest(...) end
---@return guiju.Average
function List:average(...) end
---@return guiju.Condition
function List:every(...) end
---@return guiju.Ratio
function List:share_of(...) end
---@return guiju.Rows
function List:in_fiscal_year(...) end
---@return guiju.Condition
function List:in_each_of_last(...) end
---@return guiju.Rows
function List:valid_on(...) end

---@class guiju.Rows
local Rows = {}
---@return guiju.Condition
function Rows:within(...) end
---@return guiju.Rows
function Rows:in_year(...) end
---@return guiju.Condition
function Rows:none_within(...) end
---@return guiju.Rows
function Rows:where(...) end
---@return guiju.Number
function Rows:count(...) end
---@return guiju.Number
function Rows:distinct(...) end
---@return guiju.Condition
function Rows:exists(...) end
---@return guiju.Condition
function Rows:none(...) end
---@return guiju.Rows
function Rows:recognised(...) end
---@return guiju.Number
function Rows:sum(...) end
---@return guiju.Number
function Rows:largest(...) end
---@return guiju.Number
function Rows:smallest(...) end
---@return guiju.Average
function Rows:average(...) end
---@return guiju.Condition
function Rows:every(...) end
---@return guiju.Ratio
function Rows:share_of(...) end
---@return guiju.Rows
function Rows:in_fiscal_year(...) end
---@return guiju.Condition
function Rows:in_each_of_last(...) end
---@return guiju.Rows
function Rows:valid_on(...) end

---@class guiju.Number
local Number = {}
---@return guiju.Condition
function Number:at_least(...) end
---@return guiju.Condition
function Number:more_than(...) end
---@return guiju.Condition
function Number:at_most(...) end
---@return guiju.Condition
function Number:less_than(...) end
---@return guiju.Condition
function Number:equals(...) end
---@return guiju.Condition
function Number:on_or_after(...) end
---@return guiju.Condition
function Number:on_or_before(...) end
---@return guiju.Number
function Number:plus(...) end
---@return guiju.Number
function Number:minus(...) end
---@return guiju.ShareOf
function Number:times(...) end
---@return guiju.Number
function Number:capped(...) end
---@return guiju.Number
function Number:floored(...) end
---@return guiju.Number
function Number:month_end(...) end
---@return guiju.Number
function Number:days_since(...) end
---@return guiju.Ratio
function Number:share_of(...) end
---@return guiju.Ratio
function Number:growth_over(...) end

---@class guiju.Share
local Share = {}
---@return guiju.ShareOf
function Share:of(...) end

---@class guiju.ShareOf
local ShareOf = {}
---@return guiju.ShareOf
function ShareOf:if_zero(...) end
---@return guiju.Number
function ShareOf:rounded(...) end

---@class guiju.Condition
local Condition = {}
---@return guiju.Condition
function Condition:unless(...) end
---@return guiju.Condition
function Condition:else_review(...) end

---@class guiju.Reading
local Reading = {}
---@return guiju.Condition|guiju.Number
function Reading:choose(...) end

---@class guiju.Ratio
local Ratio = {}
---@return guiju.Condition
function Ratio:at_least(...) end
---@return guiju.Condition
function Ratio:more_than(...) end
---@return guiju.Condition
function Ratio:at_most(...) end
---@return guiju.Condition
function Ratio:less_than(...) end
---@return guiju.Condition
function Ratio:equals(...) end
---@return guiju.Ratio
function Ratio:if_zero(...) end

---@class guiju.Score
local Score = {}
---@return guiju.Condition
function Score:at_least(...) end
---@return guiju.Condition
function Score:more_than(...) end
---@return guiju.Condition
function Score:at_most(...) end
---@return guiju.Condition
function Score:less_than(...) end
---@return guiju.Condition
function Score:equals(...) end
---@return guiju.Number
function Score:plus(...) end
---@return guiju.Number
function Score:minus(...) end
---@return guiju.ShareOf
function Score:times(...) end
---@return guiju.Number
function Score:capped(...) end
---@return guiju.Number
function Score:floored(...) end
---@return guiju.Ratio
function Score:share_of(...) end
---@return guiju.Ratio
function Score:growth_over(...) end
---@return guiju.Number
function Score:group(...) end
---@return guiju.Condition
function Score:minimums(...) end

---@class guiju.Day
local Day = {}
---@return guiju.Number
function Day:plus(...) end
---@return guiju.Number
function Day:minus(...) end

---@class guiju.Average
local Average = {}
---@return guiju.Condition
function Average:at_least(...) end
---@return guiju.Condition
function Average:more_than(...) end
---@return guiju.Condition
function Average:at_most(...) end
---@return guiju.Condition
function Average:less_than(...) end
---@return guiju.Condition
function Average:equals(...) end
---@return guiju.Average
function Average:if_empty(...) end

---@param name string
---@return fun(parts: table): any
function policy(name) end
---@param name string
---@return fun(parts: table): any
function bureau(name) end
---@param name string
---@return fun(parts: table): any
function target(name) end
---@param name integer
---@return fun(parts: table): any
function floor(name) end
---@param name string
---@return fun(parts: table): any
function phase(name) end
---@param name string
---@return guiju.Reading
function reading(name) end
---@param name string
---@return fun(parts: table): any
function option(name) end
---@param name string
---@return fun(parts: table): any
function facts(name) end
---@param name string
---@return fun(parts: table): any
function yes_no(name) end
---@param name string
---@return fun(parts: table): any
function count(name) end
---@param name string
---@return fun(parts: table): any
function amount(name) end
---@param name string
---@return fun(parts: table): any
function date(name) end
---@param name string
---@return fun(parts: table): any
function text(name) end
---@param name string
---@return fun(parts: table): any
function code(name) end
---@param name string
---@return fun(parts: table): any
function one_of(name) end
---@param name string
---@return fun(parts: table): any
function judgement(name) end
---@param name string
---@return fun(parts: table): any
function list(name) end
---@param name string
---@return fun(parts: table): any
function category(name) end
---@param name string
---@return fun(parts: table): any
function criterion(name) end
---@param name string
---@return fun(parts: table): any
function check(name) end
---@param name string
---@return fun(parts: table): any
function amend(name) end
---@param name string
---@return fun(parts: table): any
function veto(name) end
---@param name string
---@return fun(parts: table): any
function route(name) end
---@param name string
---@return fun(parts: table): guiju.Score
function score(name) end
---@param name string
---@return fun(parts: table): any
function group(name) end
---@param name string
---@return fun(parts: table): any
function item(name) end
---@param name string
---@return fun(parts: table): any
function ranking(name) end
---@param name integer
---@return fun(parts: table): guiju.Condition
function at_least_of(name) end
---@return guiju.Condition
function all(...) end
---@return guiju.Condition
function any(...) end
---@return guiju.Condition
function no(...) end
---@return any
function quantity(...) end
---@return guiju.Share
function percent(...) end
---@return guiju.Share
function ratio(...) end
---@return guiju.Day
function day(...) end
---@return guiju.Day
function end_of(...) end
---@return any
function years(...) end
---@return any
function months(...) end
---@return any
function field(...) end
---@return any
function days(...) end
---@return any
function working_days(...) end
---@return any
function by(...) end
---@return any
function bands(...) end
---@return any
function decision_table(...) end
---@return any
function row(...) end
---@return guiju.Condition
function routes(...) end
---@return guiju.Condition
function presumed(...) end
---@return any
function descending(...) end
---@return any
function ascending(...) end
---@return any
function validity(...) end
---@return any
function calendar(...) end
---@return any
function repeal(...) end
---@return any
function dated(...) end
---@type integer
programme_year = nil
---@type any
bureaus = nil
---@type guiju.Number
reference_date = nil
---@type any
any_value = nil
