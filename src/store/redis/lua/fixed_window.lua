-- The twin of limit/fixed_window.cc. Words: the number of the window, and what was counted in it.

local function window_of(window, sec, ns)
  if window % 1e9 == 0 then return floor(sec / (window / 1e9)) end
  local lo, hi = muldiv(sec, 1e9, ns, window)
  return hi * WORD + lo
end

-- The window it is in, and what was counted there. A clock that went back finds itself in the newer.
local function fixed_look(s, window, sec, ns)
  local current = window_of(window, sec, ns)
  if not s then return current, 0 end
  local last, count = unpack_at('<i8i8', s, 25)
  if current > last then return current, 0 end
  return last, count
end

local function fixed_take(s, amount, window, pending, cost, sec, ns)
  local at, count = fixed_look(s, window, sec, ns)
  if cost > 0 and cost > amount - count then return false end
  return pack('<dddi8i8', amount, window, pending, at, count + cost), at % WORD, floor(at / WORD)
end

local function fixed_correct(s, amount, window, pending, delta, mlo, mhi, sec, ns)
  local at, count
  if delta > 0 then
    at, count = fixed_look(s, window, sec, ns)
    count = min(count + delta, MOST)
  else
    at, count = unpack_at('<i8i8', s, 25)
    -- A window that has passed has nothing left to give back.
    if mhi * WORD + mlo == at then count = count + delta end
    if count < 0 then count = 0 end
  end
  return pack('<dddi8i8', amount, window, pending, at, count)
end

local function fixed_rests(s, window, sec, ns)
  local _, count = fixed_look(s, window, sec, ns)
  return count == 0
end
