-- The trace that an instance belongs to, as a W3C traceparent; null where nobody traced its start.
ALTER TABLE instance ADD COLUMN trace TEXT;
