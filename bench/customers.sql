-- "email shop item item" for two customers of each shop, who live near it: what load_client's checkout reads.
SELECT DISTINCT ON (n.email) n.email, p.slug, 1 + p.id % 11 || ':M', 12 + p.id % 11 || ':M'
FROM pizzerias p CROSS JOIN LATERAL (
    SELECT u.email FROM users u
    JOIN users_has_addresses h ON h.user_id = u.id AND h.is_default = 1
    JOIN addresses a ON a.id = h.address_id
    WHERE NOT EXISTS (SELECT 1 FROM users_has_roles r WHERE r.user_id = u.id) AND u.id % 8 = p.id % 8
    ORDER BY power(a.latitude - p.latitude, 2) + power(a.longitude - p.longitude, 2) LIMIT 2) n;
