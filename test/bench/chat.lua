-- One chat call of about 1 KB, the same bytes to every contestant.
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
local msg = string.rep("The quick brown fox jumps over the lazy dog. ", 20)
wrk.body = '{"model":"gpt-4o","messages":[{"role":"system","content":"You are helpful."},{"role":"user","content":"' .. msg .. '"}],"max_tokens":64}'
