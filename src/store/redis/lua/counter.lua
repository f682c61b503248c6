-- A counter of a rule is a field of its workspace's hash.
--
--   name   'c' ('o' where clients choose the values), algorithm, rule, value, window: 42 bytes
--   value  amount and window of the rule when it was last charged, and how many charges are still to
--          be corrected: 24 bytes; then the words of its algorithm, as C++ has them
local FIXED, SLIDING, CONCURRENCY = 2, 1, 4 -- all others are buckets

-- The value once `cost` is charged, and the mark of the charge; false when it does not fit.
local function take(algorithm, s, amount, window, pending, burst, cost, now)
  if algorithm == FIXED then
    return fixed_take(s, amount, window, pending, cost, now.sec, now.ns)
  elseif algorithm == SLIDING then
    return sliding_take(s, amount, window, pending, cost, now.lo, now.hi)
  elseif algorithm == CONCURRENCY then
    local count = s and unpack_at('<i8', s, 25) or 0
    return count < amount and pack('<dddi8', amount, window, pending, count + 1), 0, 0
  end
  return bucket_take(s, amount, window, pending, burst, cost, now.lo, now.hi)
end

-- The value once the charge at the mark is corrected by `delta`; `last`: 1 where nothing more will be
-- said of that charge, else 0.
local function corrected(name, s, delta, mlo, mhi, last, now)
  local algorithm = string.byte(name, 2)
  local amount, window, pending = unpack_at('<ddd', s)
  pending = pending - last
  if algorithm == FIXED then
    return fixed_correct(s, amount, window, pending, delta, mlo, mhi, now.sec, now.ns)
  elseif algorithm == SLIDING then
    return sliding_correct(s, amount, window, pending, delta, mlo, mhi, now.lo, now.hi)
  elseif algorithm == CONCURRENCY then
    local count = unpack_at('<i8', s, 25) + delta
    return pack('<dddi8', amount, window, pending, count < 0 and 0 or count)
  end
  return bucket_correct(s, amount, window, pending, delta, mlo, mhi, now.lo, now.hi)
end

-- Whether nobody would miss it.
local function rests(name, s, now)
  local algorithm = string.byte(name, 2)
  local _, window, pending = unpack_at('<ddd', s)
  if pending > 0 then return false end
  if algorithm == FIXED then return fixed_rests(s, window, now.sec, now.ns) end
  if algorithm == SLIDING then return sliding_rests(s, window, now.lo, now.hi) end
  if algorithm == CONCURRENCY then return unpack_at('<i8', s, 25) == 0 end
  return bucket_rests(s, window, now.lo, now.hi)
end
