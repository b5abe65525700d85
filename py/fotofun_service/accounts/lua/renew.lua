-- A claim lives on, or ends at once with 0 milliseconds. KEYS: answer. ARGV: token, milliseconds.
if redis.call('HGET', KEYS[1], 'token') == ARGV[1] then
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
end
