-- Lists of orders by track number, newest first, and by track number and customer together: each filter has an index in the order of the
-- list, so a page costs the same wherever it is and however many orders match. By customer alone, and without a filter, had theirs before.
CREATE INDEX orders_by_track_number_newest ON orders (track_number, date_created DESC, order_uid DESC);
CREATE INDEX orders_by_track_number_and_customer ON orders (track_number, customer_id, date_created DESC, order_uid DESC);

-- Last: dropping an index keeps readers out of the table until the transaction ends, making one does not.
DROP INDEX orders_by_track_number;
