-- The money of one budget in one period is a field of its workspace's hash.
--
--   name   'b', budget, what it covers (a hash), the period's start: 33 bytes
--   value  the highest threshold told of, flags, from_seq, amount and revision of the budget when last
--          settled, the period's end: 35 bytes; then settled and held (wide) and how many holds are
--          open: 20 bytes
--
-- And for each budget the start of its first period: 'k' instead of 'b', without a start. While its past
-- is being told, the gateways that have told of it, 16 bytes each: 'g' instead of 'b'.
local READY, CLOSED = 1, 2

local function tellers_of(name)
  return 'g' .. sub(name, 2)
end

-- One that nobody has paid from yet. Whatever settled before the budget existed was opened before a
-- later period began; an earlier one is over, and nobody will ask what was spent in it. What else is
-- to be written with it goes to `writes`.
local function new_account(name, seq, elo, ehi, writes)
  local first, flags, from_seq = call('HGET', KEYS[1], 'k' .. sub(name, 2, 25)), 0, seq + 1
  if first then
    local flo, fhi = unpack_at('<I4i4', first)
    local slo, shi = unpack_at('<I4i4', name, 26)
    local later = (shi - fhi) * WORD + (slo - flo)
    if later > 0 then flags = READY end
    if later < 0 then from_seq = 0 end
  else
    writes[#writes + 1] = 'k' .. sub(name, 2, 25)
    writes[#writes + 1] = sub(name, 26)
  end
  return pack('<HBi8i8i8I4i4I4i4I4i4I4', 0, flags, from_seq, 0, 0, elo, ehi, 0, 0, 0, 0, 0)
end

-- Sets `more` aside (less, when negative), in `calls` more holds.
local function held_more(account, more, calls)
  local lo, hi, open = unpack_at('<I4i4I4', account, 44)
  lo, hi = wide(lo + more, hi)
  return sub(account, 1, 43) .. pack('<I4i4I4', lo, hi, open + calls)
end

-- Whether `most` more fits an amount.
local function fits(account, amount, most)
  local slo, shi, hlo, hhi = unpack_at('<I4i4I4i4', account, 36)
  return most <= 0 or amount - most - (slo + hlo) - (shi + hhi) * WORD >= 0
end

-- The thresholds of a budget, which lie in ARGV[1], lowest first: per cent and, wide, what must be
-- settled for each. And the place behind them.
local function thresholds_at(at, count)
  local found = {}
  for i = 1, count do
    local percent, lo, hi
    percent, lo, hi, at = unpack_at('<HI4i4', ARGV[1], at)
    found[i] = { percent = percent, lo = lo, hi = hi }
  end
  return found, at
end

-- The account as the budget is now: thresholds that a raised amount has put out of reach are told
-- again when they are passed again.
local function followed(account, limit, revision, thresholds)
  local crossed, flags, from_seq, last_limit, last_revision, elo, ehi, slo, shi =
    unpack_at('<HBi8i8i8I4i4I4i4', account)
  if revision <= last_revision then return account end
  if limit > last_limit and crossed > 0 then
    local still = 0
    for _, at in ipairs(thresholds) do
      local passed = (shi - at.hi) * WORD + (slo - at.lo) >= 0
      if passed and at.percent <= crossed then still = at.percent end
    end
    crossed = still
  end
  return pack('<HBi8i8i8I4i4', crossed, flags, from_seq, limit, revision, elo, ehi) .. sub(account, 36)
end

-- Books a price, and notes the thresholds that are passed then; a paused budget tells of none.
local function booked(account, plo, phi, thresholds, tells)
  local crossed, slo, shi = unpack_at('<H', account), unpack_at('<I4i4', account, 36)
  slo, shi = wide(slo + plo, shi + phi)
  for _, at in ipairs(tells == 1 and thresholds or {}) do
    local passed = (shi - at.hi) * WORD + (slo - at.lo) >= 0
    if passed and at.percent > crossed then crossed = at.percent end
  end
  return pack('<H', crossed) .. sub(account, 3, 35) .. pack('<I4i4', slo, shi) .. sub(account, 44)
end
