-- Sessions that pgbench's clients 0 to 7 act with: "bench-customer-N" with a cart, "bench-pizzaiolo".
INSERT INTO sessions (token_hash, csrf_secret, user_id, device, created_at, seen_at, expires_at)
SELECT 'bench-customer-' || row_number() OVER (ORDER BY s.id) - 1, s.csrf_secret, s.user_id, '', s.created_at, s.seen_at,
    s.expires_at
FROM sessions s JOIN carts c ON c.user_id = s.user_id ORDER BY s.id LIMIT 8;
INSERT INTO sessions (token_hash, csrf_secret, user_id, device, created_at, seen_at, expires_at)
SELECT 'bench-pizzaiolo', s.csrf_secret, u.id, '', s.created_at, s.seen_at, s.expires_at
FROM users u, (SELECT * FROM sessions LIMIT 1) s WHERE u.email = 'pizzaiolo.part-dieu@ocpizza.example';
