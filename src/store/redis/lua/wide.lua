-- Whole numbers beyond 2^53, where Lua's doubles stop being exact: instants in nanoseconds, and sums
-- of money. A wide number is two doubles, lo and hi, and stands for hi * 2^32 + lo, with lo below
-- 2^32 and hi from -2^31: 64 bits, as C++ has them, and stored as such ('<I4i4').
--
-- Of two wide numbers, (hi1 - hi2) * 2^32 + (lo1 - lo2) always has the sign of their difference, and
-- is the difference where that is below 2^53.
local call, floor, frexp, min = redis.call, math.floor, math.frexp, math.min
local pack, unpack_at, sub = struct.pack, struct.unpack, string.sub
local WORD = 4294967296
local EXACT = 4503599627370496 -- 2^52: below it the floor of a quotient is exact
local MOST = 9007199254740992 -- 2^53: where counts stop growing

-- Any lo and hi as a wide number. What does not fit 64 bits becomes the largest that does.
local function wide(lo, hi)
  local carry = floor(lo / WORD)
  lo, hi = lo - carry * WORD, hi + carry
  if hi > 2147483647 then return 4294967295, 2147483647 end
  if hi < -2147483648 then return 0, -2147483648 end
  return lo, hi
end

-- The same, but what does not fit goes round, as unsigned numbers do in C++.
local function wrapped(lo, hi)
  local carry = floor(lo / WORD)
  return lo - carry * WORD, (hi + carry) % WORD
end

-- (a * b + c) / m and what is left over, exactly, where m + a + c and b are below 2^52. The quotient
-- is wide. What does not fit at once is divided digit by digit, as on paper.
local function muldiv(a, b, c, m)
  local all = a * b + c
  if all < EXACT then
    local q = floor(all / m)
    local carry = floor(q / WORD)
    return q - carry * WORD, carry, all - q * m
  end
  local _, bits = frexp(m + a + c)
  local digit_bits = 53 - bits -- so that rest * base + a * digit + c is below 2^53
  if digit_bits > 20 then digit_bits = 20 end
  local base = 2 ^ digit_bits
  local place = 1
  while place * base <= b do place = place * base end
  local lo, hi, rest = 0, 0, 0
  while place >= 1 do
    local digit = floor(b / place)
    b = b - digit * place
    local x = rest * base + a * digit
    if place == 1 then x = x + c end
    local q = floor(x / m)
    rest = x - q * m
    if rest < 0 then q, rest = q - 1, rest + m end
    lo = lo * base + q
    local carry = floor(lo / WORD)
    lo, hi = lo - carry * WORD, hi * base + carry
    place = place / base
  end
  if hi > 2147483647 then return 4294967295, 2147483647, rest end
  return lo, hi, rest
end

-- The time: the server's own, unless the caller brings one. Seconds and nanoseconds, and both as one
-- wide number of nanoseconds since 1970.
local function clock(sec, ns)
  if sec < 0 then
    local time = call('TIME')
    sec, ns = tonumber(time[1]), tonumber(time[2]) * 1000
  end
  local part = sec * 1953125 -- 10^9 is 1953125 * 512
  local lo, hi = wide(part % 8388608 * 512 + ns, floor(part / 8388608))
  return { sec = sec, ns = ns, lo = lo, hi = hi }
end
