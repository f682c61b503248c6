-- The twin of limit/sliding_window.cc, which says why it is so. Words: origin, oldest, newest, sum,
-- and the ring of slices.
local SLICES, RING = 64, 65

-- Where a slice lies in the value.
local function slice_at(slice)
  return 57 + slice % RING * 8
end

-- The slice of an instant so long after the origin. What is divided may be beyond where a quotient's
-- floor is exact; then it is one too many.
local function slice_of(since, width)
  if since <= 0 then return 0 end
  local slice = floor((since + width - 1) / width)
  return (slice - 1) * width >= since and slice - 1 or slice
end

-- The slice of now, the oldest that is still in the window, and what is left in it. The origin is at
-- most two windows before the newest slice: see sliding_add.
local function sliding_look(s, window, lo, hi)
  local olo, ohi, oldest, newest, sum = unpack_at('<I4i4i8i8i8', s, 25)
  local since = (hi - ohi) * WORD + (lo - olo)
  if since >= MOST then return 0, newest + 1, 0 end
  local width = floor((window + SLICES - 1) / SLICES)
  local live = slice_of(since - window + 1, width)
  if live < oldest then live = oldest end
  for i = oldest, live <= newest and live - 1 or newest do
    sum = sum - unpack_at('<i8', s, slice_at(i))
  end
  return slice_of(since, width), live, sum
end

-- The value once the cost is in the slice of now; `sum` is what is left in the window, in the slices
-- from `live` on.
local function sliding_add(s, amount, window, pending, cost, lo, hi, slice, live, sum)
  if sum == 0 then
    local head = pack('<dddI4i4i8i8i8i8', amount, window, pending, lo, hi, 0, 0, cost, cost)
    return head .. string.rep('\0', 512), lo, hi
  end
  local olo, ohi, oldest, newest = unpack_at('<I4i4i8i8', s, 25)
  for i = oldest, live - 1 do
    local at = slice_at(i)
    s = sub(s, 1, at - 1) .. '\0\0\0\0\0\0\0\0' .. sub(s, at + 8)
  end
  if slice > newest then newest = slice end
  local width = floor((window + SLICES - 1) / SLICES)
  -- A counter that is never idle keeps its origin, in C++ for ever. Here it follows, by whole rounds of
  -- the ring, or the time since would grow beyond what is exact.
  local rounds = floor(live / RING) * RING
  if rounds > 0 then
    local by = rounds * width
    olo, ohi = wide(olo + by % WORD, ohi + floor(by / WORD))
    live, newest = live - rounds, newest - rounds
  end
  local at = slice_at(newest)
  local there = min(unpack_at('<i8', s, at) + cost, MOST)
  s = pack('<dddI4i4i8i8i8', amount, window, pending, olo, ohi, live, newest, min(sum + cost, MOST))
    .. sub(s, 57, at - 1) .. pack('<i8', there) .. sub(s, at + 8)
  -- An instant of the newest slice also when the clock went back.
  local first = (newest - 1) * width + 1
  local flo, fhi = wide(olo + first % WORD, ohi + floor(first / WORD))
  if (fhi - hi) * WORD + (flo - lo) > 0 then return s, flo, fhi end
  return s, lo, hi
end

local function sliding_take(s, amount, window, pending, cost, lo, hi)
  if cost > amount then return false end
  if cost == 0 then
    return pack('<ddd', amount, window, pending) .. (s and sub(s, 25) or string.rep('\0', 552)), lo, hi
  end
  local slice, live, sum = 0, 0, 0
  if s then slice, live, sum = sliding_look(s, window, lo, hi) end
  if cost > amount - sum then return false end
  return sliding_add(s, amount, window, pending, cost, lo, hi, slice, live, sum)
end

local function sliding_correct(s, amount, window, pending, delta, mlo, mhi, lo, hi)
  if delta > 0 then
    return (sliding_add(s, amount, window, pending, delta, lo, hi, sliding_look(s, window, lo, hi)))
  end
  local olo, ohi, oldest, newest, sum = unpack_at('<I4i4i8i8i8', s, 25)
  local since = (mhi - ohi) * WORD + (mlo - olo)
  local slice = since < MOST and slice_of(since, floor((window + SLICES - 1) / SLICES)) or newest + 1
  if delta == 0 or since < 0 or slice < oldest or slice > newest then
    return pack('<ddd', amount, window, pending) .. sub(s, 25)
  end
  local at = slice_at(slice)
  local there = unpack_at('<i8', s, at)
  local back = min(-delta, there)
  return pack('<dddI4i4i8i8i8', amount, window, pending, olo, ohi, oldest, newest, sum - back)
    .. sub(s, 57, at - 1) .. pack('<i8', there - back) .. sub(s, at + 8)
end

local function sliding_rests(s, window, lo, hi)
  local _, _, sum = sliding_look(s, window, lo, hi)
  return sum == 0
end
