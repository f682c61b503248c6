-- Everything a workspace counts is one hash, so that a resharding moves it in one piece.
--
--   'm'              epoch (8 bytes), settlements so far, open holds, counters of client-chosen
--                    values, when the hash was last told to live on
--   'h', request     a hold: amount, end of its lease, when it was opened, flags, how many accounts and
--                    estimates; then the names of the accounts, then the estimates: mark, cost, unit,
--                    name of the counter
--   's', id          a slice: a hold on behalf of many calls that one core admits by itself, and behind
--                    it its settlements and what was reported of it: see slice_at
--   'w', writer      what one core of one gateway has written: how often, and when last
--   counters, accounts: see counter.lua, account.lua
--
-- KEYS[1] is the hash. ARGV[1] packs the numbers of the call; the other arguments are the fields it
-- reads, in the order in which it needs them.
local EXPIRED, CANCELLED, SETTLED = 1, 2, 3 -- flags of a hold that is none any more
local HOLD_MOST = 9e15 -- the largest budget: see budget/budget.h
local HOLD, ACCOUNT, ESTIMATE = 29, 33, 59 -- bytes of the numbers of a hold, of a name, of an estimate
local LIFE, LIFE_STEP = 3456000, 3600 -- seconds a hash lives on without calls; how often it is told

local NO_META = string.rep('\0', 40)

local function open_meta(meta) return unpack_at('<c8dddd', meta) end

-- Writes what was gathered, and the meta field; and keeps the hash alive.
local function commit(writes, epoch, seq, open, chosen, stamp, now)
  local due = now.sec - stamp >= LIFE_STEP or now.sec < stamp
  if due then stamp = now.sec end
  local meta = pack('<c8dddd', epoch, seq, open, chosen, stamp)
  writes[#writes + 1] = 'm'
  writes[#writes + 1] = meta
  call(unpack(writes))
  if due then call('EXPIRE', KEYS[1], LIFE) end
  return meta
end

-- One more write of the writer whose field ARGV[4] is. How many there are.
local function count_write(writes, writer, now)
  local count = (writer and unpack_at('<d', writer) or 0) + 1
  writes[#writes + 1] = ARGV[4]
  writes[#writes + 1] = pack('<dd', count, now.sec)
  return count
end

local function open_hold(hold) return unpack_at('<dI4i4I4i4BHH', hold) end

local function pack_hold(amount, llo, lhi, olo, ohi, flags, accounts, estimates)
  return pack('<dI4i4I4i4BHH', amount, llo, lhi, olo, ohi, flags, accounts, estimates)
end

local function held_account(hold, i)
  return sub(hold, HOLD + 1 + (i - 1) * ACCOUNT, HOLD + i * ACCOUNT)
end

-- The counter, the mark, the cost and its unit.
local function estimate_of(hold, accounts, i)
  local from = HOLD + 1 + accounts * ACCOUNT + (i - 1) * ESTIMATE
  local mlo, mhi, units, unit = unpack_at('<I4I4dB', hold, from)
  return sub(hold, from + 17, from + ESTIMATE - 1), mlo, mhi, units, unit
end

-- Where behind a slice's hold these are: the first of the settlement numbers that are set aside for its
-- calls, and how many; how often it was reported, what was booked of it so far, and what it was
-- extended by; the gateway and the writer whose it is, and the epoch it is of.
local SLICE = '<dddddc16c8c8'
local function slice_at(accounts, estimates)
  return HOLD + 1 + accounts * ACCOUNT + estimates * ESTIMATE
end

-- All that stands behind the numbers of a slice's hold, once it is extended.
local function grown(slice, accounts, estimates, by)
  local at = slice_at(accounts, estimates) + 32
  return sub(slice, HOLD + 1, at - 1) .. pack('<d', unpack_at('<d', slice, at) + by) .. sub(slice, at + 8)
end

-- What stands in a hold's place for a while, so that what comes late is not taken for the first.
local function tombstone(flags, seconds, now)
  local llo, lhi = wide(now.lo, now.hi + floor(seconds * 1e9 / WORD))
  return pack_hold(0, llo, lhi, 0, 0, flags, 0, 0)
end

-- Makes room for a counter of a client-chosen value: of a few others one is forgotten, at best one at
-- rest; else its usage is forgiven. Whether there was one.
local function forget_one(now)
  local fields = call('HRANDFIELD', KEYS[1], 32, 'WITHVALUES')
  local found
  for i = 1, #fields, 2 do
    local name, value = fields[i], fields[i + 1]
    if sub(name, 1, 1) == 'o' and unpack_at('<d', value, 17) == 0 then
      found = name
      if rests(name, value, now) then break end
    end
  end
  if found then call('HDEL', KEYS[1], found) end
  return found
end
