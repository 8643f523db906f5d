-- "email shop" for the tablet of each shop's kitchen.
SELECT u.email, p.slug FROM pizzerias p
JOIN users_has_roles r ON r.pizzeria_id = p.id AND r.role = 'pizzaiolo' JOIN users u ON u.id = r.user_id
WHERE u.email LIKE 'pizzaiolo.%' ORDER BY p.id;
