-- A request is claimed, or what is known of it. KEYS: answer. ARGV: fingerprint, token, milliseconds.
local known = redis.call('HMGET', KEYS[1], 'fingerprint', 'media_type', 'body')
if not known[1] then
  redis.call('HSET', KEYS[1], 'fingerprint', ARGV[1], 'token', ARGV[2])
  redis.call('PEXPIRE', KEYS[1], ARGV[3])
end
return known
