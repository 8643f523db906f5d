-- What a shop's till reads: the money of a day, what is due or stuck, and who did what to an order.
CREATE INDEX payments_of_a_shop_by_time ON payments (pizzeria_id, at);
CREATE INDEX receipts_of_a_shop_by_time ON receipts (pizzeria_id, created_at);
CREATE INDEX orders_not_delivered_and_due ON orders (pizzeria_id)
    WHERE order_status = 'not_delivered' AND payment_status = 'unpaid';
CREATE INDEX refunds_to_watch ON refunds (id) WHERE state IN ('asked', 'sent', 'failed');
CREATE INDEX audit_by_subject ON audit (subject);
