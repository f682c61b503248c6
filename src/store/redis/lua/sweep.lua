-- Looks at some fields of a workspace: ends holds whose lease is over, and drops what nobody would
-- miss. Called again and again with the cursor it answers, until that is 0.
--
-- ARGV     numbers: time, about how many fields to look at; the cursor
--
-- Answers the cursor and the time; then, for each hold it ended, the field's name and what was held.
local KEPT = 604800 -- seconds for which the end of an expired hold may still come
local PERIOD_KEPT = 172800 -- and for which a period that is over may still be paid from
local WRITER_KEPT = 86400

local sec, ns, fields = unpack_at('<ddd', ARGV[1])
local now = clock(sec, ns)
local found = call('HSCAN', KEYS[1], ARGV[2], 'COUNT', fields)
local result = { found[1], pack('<I4i4', now.lo, now.hi) }
local writes, drops = { 'HSET', KEYS[1] }, { 'HDEL', KEYS[1] }
local ended, forgotten = 0, 0

-- By how many seconds an instant is past.
local function past(lo, hi) return ((now.hi - hi) * WORD + (now.lo - lo)) / 1e9 end

-- What several holds change is changed one after the other.
local changed = {}
local function change(name, how, ...)
  local value = changed[name] or call('HGET', KEYS[1], name)
  if value then changed[name] = how(value, ...) end
end

local function let_go(hold, accounts, amount)
  for i = 1, accounts do
    change(held_account(hold, i), held_more, -amount, -1)
  end
end

-- Frees the money and the places of a hold. What it used is still to be learnt.
local function expire(name, hold)
  local amount, llo, lhi, olo, ohi, _, accounts, estimates = open_hold(hold)
  let_go(hold, accounts, amount)
  local kept, left = '', 0
  for i = 1, estimates do
    local counter, mlo, mhi, units, unit = estimate_of(hold, accounts, i)
    if string.byte(counter, 2) == CONCURRENCY then
      change(counter, function(value) return corrected(counter, value, -1, 0, 0, 1, now) end)
    else
      kept, left = kept .. pack('<I4I4dB', mlo, mhi, units, unit) .. counter, left + 1
    end
  end
  writes[#writes + 1] = name
  writes[#writes + 1] = pack_hold(amount, llo, lhi, olo, ohi, EXPIRED, 0, left) .. kept
  result[#result + 1] = name
  result[#result + 1] = hold
  ended = ended + 1
end

-- Frees the money of a slice whose holder is gone; what it used is still to be learnt.
local function expire_slice(name, slice)
  local amount, llo, lhi, olo, ohi, _, accounts, estimates = open_hold(slice)
  let_go(slice, accounts, amount)
  writes[#writes + 1] = name
  writes[#writes + 1] = pack_hold(0, llo, lhi, olo, ohi, EXPIRED, accounts, estimates) .. sub(slice, HOLD + 1)
end

-- Nobody will say any more what an expired hold used.
local function forget(name, hold)
  local _, _, _, _, _, _, accounts, estimates = open_hold(hold)
  for i = 1, estimates do
    local counter = estimate_of(hold, accounts, i)
    change(counter, function(value) return corrected(counter, value, 0, 0, 0, 1, now) end)
  end
  drops[#drops + 1] = name
end

for i = 1, #found[2], 2 do
  local name, value = found[2][i], found[2][i + 1]
  local kind = sub(name, 1, 1)
  if kind == 'h' or kind == 's' then
    local _, llo, lhi, _, _, flags = open_hold(value)
    local over = past(llo, lhi)
    if flags == 0 and over >= 0 then
      local ends = kind == 'h' and expire or expire_slice
      ends(name, value)
    elseif flags == EXPIRED and over > KEPT then
      forget(name, value)
    elseif flags > EXPIRED and over >= 0 then
      drops[#drops + 1] = name
    end
  elseif kind == 'c' or kind == 'o' then
    if rests(name, value, now) then
      drops[#drops + 1] = name
      if kind == 'o' then forgotten = forgotten + 1 end
    end
  elseif kind == 'b' then
    local open, elo, ehi = unpack_at('<I4', value, 52), unpack_at('<I4i4', value, 28)
    if open == 0 and past(elo, ehi) > PERIOD_KEPT then
      drops[#drops + 1] = name
      drops[#drops + 1] = tellers_of(name)
    end
  elseif kind == 'w' then
    local _, last = unpack_at('<dd', value)
    if now.sec - last > WRITER_KEPT then drops[#drops + 1] = name end
  end
end

for name, value in pairs(changed) do
  writes[#writes + 1] = name
  writes[#writes + 1] = value
end
local meta = call('HGET', KEYS[1], 'm')
if meta and ended + forgotten > 0 then
  local epoch, seq, open, chosen, stamp = open_meta(meta)
  commit(writes, epoch, seq, open - ended, chosen - forgotten, stamp, now)
elseif #writes > 2 then
  call(unpack(writes))
end
if #drops > 2 then call(unpack(drops)) end
return result
