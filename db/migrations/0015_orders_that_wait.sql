-- Whether a customer may order once more is asked of the few orders that wait, whatever the customer's history.
CREATE INDEX orders_waiting_of_a_client ON orders (client_id)
    WHERE order_status IN ('awaiting_payment', 'pending');
