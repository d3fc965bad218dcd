-- The trace that an instance belongs to, as a W3C traceparent; null where nobody traced its start.
ALTER TABLE instance ADD COLUMN trace TEXT;

-- Nobody looks for the activities of an instance.
DROP INDEX activity_by_instance;
