-- ClickHouse as the first migration leaves it. It has been released: it never changes.
CREATE TABLE IF NOT EXISTS schema_migrations (number Int64, name String, applied DateTime) ENGINE = MergeTree ORDER BY number;
CREATE TABLE IF NOT EXISTS events (
  filed Date,
  log_topic String,
  log_partition Int32,
  log_offset Int64,
  workspace UUID,
  opened DateTime,
  event_id Int64,
  request_id UUID,
  project UUID,
  key_id UUID,
  api UUID,
  api_slug String,
  model String,
  tags String,
  outcome String,
  status UInt16,
  settle_seq Int64,
  calls UInt8,
  errors UInt8,
  refused UInt8,
  unpriced UInt8,
  estimated UInt8,
  cost_nanos Int64,
  input_uncached Int64,
  cache_read Int64,
  cache_write_5m Int64,
  cache_write_1h Int64,
  input_audio Int64,
  input_image Int64,
  output_text Int64,
  output_reasoning Int64,
  output_audio Int64,
  output_image Int64,
  searches Int64,
  units Int64,
  gateway_micros Int64,
  total_micros Int64,
  first_byte_micros Int64,
  first_bytes UInt8,
  record String
) ENGINE = MergeTree
PARTITION BY toYYYYMM(filed)
ORDER BY (workspace, opened, event_id)
SETTINGS index_granularity = 8192;
INSERT INTO schema_migrations (number, name, applied) SELECT 1, 'events', now();
