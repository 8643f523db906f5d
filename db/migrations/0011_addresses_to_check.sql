-- Placed by its postcode alone: the shop looks at the address before the driver leaves.
ALTER TABLE orders ADD COLUMN address_to_check INTEGER NOT NULL DEFAULT 0 CHECK (address_to_check IN (0, 1));
