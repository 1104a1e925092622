-- The current version of every order. The document is the accepted message, byte for byte; the ingestor has proved it to be
-- JSON, so it is kept as text: json would cost a third of the ingest rate and jsonb half of it.
-- COLLATE "C": keys compare as bytes, whatever locale the cluster was made with, in the order in which the ingestor sorts them.
CREATE TABLE orders (
    order_uid        text COLLATE "C" PRIMARY KEY,
    track_number     text NOT NULL,
    customer_id      text NOT NULL,
    delivery_service text NOT NULL,
    date_created     timestamptz NOT NULL,
    updated_at       timestamptz NOT NULL,
    version          bigint NOT NULL CHECK (version > 0),
    document         text NOT NULL
);
CREATE INDEX orders_newest ON orders (date_created DESC, order_uid DESC);
CREATE INDEX orders_by_track_number ON orders (track_number);
CREATE INDEX orders_by_customer ON orders (customer_id, date_created DESC, order_uid DESC);

-- Every version that was replaced. changed_at is when that version became the current one.
CREATE TABLE order_history (
    order_uid  text COLLATE "C" NOT NULL,
    version    bigint NOT NULL,
    changed_at timestamptz NOT NULL,
    document   text NOT NULL,
    PRIMARY KEY (order_uid, version)
);

-- A statement-level trigger, so that no way of changing an order can forget its history and a batch pays once, not once a row.
CREATE FUNCTION orders_archive_replaced() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO order_history (order_uid, version, changed_at, document)
    SELECT order_uid, version, updated_at, document FROM replaced;
    RETURN NULL;
END $$;
CREATE TRIGGER orders_archive_replaced AFTER UPDATE ON orders
    REFERENCING OLD TABLE AS replaced FOR EACH STATEMENT EXECUTE FUNCTION orders_archive_replaced();

-- Which messages have been applied: all below next_offset. Keyed by Kafka's topic id, so that a topic that was deleted and
-- made anew starts from its beginning. The name is for people.
CREATE TABLE ingest_progress (
    topic_id    text COLLATE "C" NOT NULL,
    partition   integer NOT NULL,
    next_offset bigint NOT NULL CHECK (next_offset >= 0),
    topic       text NOT NULL,
    updated_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (topic_id, partition)
);

-- Moves the progress of several partitions from the expected offsets to new ones, all or none: an instance that expects
-- another offset than the table holds has lost its partition, and the exception takes its rows back with it.
CREATE FUNCTION ingest_move_progress(of_topic text, partitions integer[], expected bigint[], next bigint[])
    RETURNS void LANGUAGE plpgsql AS $$
DECLARE moved integer;
BEGIN
    -- Locked in one order, so that two instances with overlapping batches wait for each other instead of deadlocking.
    PERFORM 1 FROM ingest_progress p WHERE p.topic_id = of_topic AND p.partition = ANY (partitions)
        ORDER BY p.partition FOR UPDATE;
    UPDATE ingest_progress p SET next_offset = m.next_offset, updated_at = now()
        FROM unnest(partitions, expected, next) AS m (partition, expected, next_offset)
        WHERE p.topic_id = of_topic AND p.partition = m.partition AND p.next_offset = m.expected;
    GET DIAGNOSTICS moved = ROW_COUNT;
    IF moved <> cardinality(partitions) THEN
        RAISE EXCEPTION 'another instance has moved the progress of these partitions' USING ERRCODE = 'OI001';
    END IF;
END $$;

-- The parts of the documents, for people who query by hand. A document whose strings hold what PostgreSQL cannot represent
-- (an escaped U+0000, half a surrogate pair, a number beyond numeric) shows NULLs here; the others stay readable.
CREATE FUNCTION orders_document(document text) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
    RETURN document::jsonb;
EXCEPTION WHEN data_exception OR program_limit_exceeded THEN
    RETURN NULL;
END $$;

CREATE VIEW deliveries AS
SELECT o.order_uid, d.*
FROM orders o, jsonb_to_record(orders_document(o.document) -> 'delivery')
    AS d (name text, phone text, zip text, city text, address text, region text, email text);

CREATE VIEW payments AS
SELECT o.order_uid, p.*
FROM orders o, jsonb_to_record(orders_document(o.document) -> 'payment')
    AS p (transaction text, request_id text, currency text, provider text, amount bigint, payment_dt bigint,
          bank text, delivery_cost bigint, goods_total bigint, custom_fee bigint);

CREATE VIEW items AS
SELECT o.order_uid, i.ordinality AS position, e.*
FROM orders o, jsonb_array_elements(orders_document(o.document) -> 'items') WITH ORDINALITY AS i,
     jsonb_to_record(i.value)
    AS e (chrt_id bigint, track_number text, price bigint, rid text, name text, sale integer, size text,
          total_price bigint, nm_id bigint, brand text, status bigint);
