#include "payment/model/ledger_store.h"

#include "base/check.h"

namespace ocp::payment {

namespace {

std::optional<std::string> unless_empty(std::string const& text)
{
    return text.empty() ? std::nullopt : std::optional{text};
}

} // namespace

LedgerNumbers take_ledger_numbers(db::Transaction& tx, PizzeriaId shop, std::size_t entries)
{
    auto const count = static_cast<std::int64_t>(entries);
    auto const last = tx.row<std::int64_t, std::int64_t>(R"sql(
        INSERT INTO shop_ledgers (pizzeria_id, last_entry, last_receipt) VALUES (:shop, :count, 1)
        ON CONFLICT (pizzeria_id) DO UPDATE SET last_entry = shop_ledgers.last_entry + excluded.last_entry,
            last_receipt = shop_ledgers.last_receipt + 1
        RETURNING last_entry, last_receipt)sql",
        {{"shop", shop}, {"count", count}});
    OCP_CHECK(last.has_value());
    auto const& [entry, receipt] = *last;
    return {entry - count + 1, receipt};
}

void add_entries(
    db::Transaction& tx, Booking const& booking, LedgerNumbers numbers, std::vector<Entry> const& entries)
{
    if (entries.empty()) return;
    std::vector<db::Value> cells;
    auto sequence = numbers.first_entry;
    for (auto const& entry : entries)
        for (auto& cell : {db::to_value(booking.order), db::to_value(booking.shop), db::to_value(sequence++),
                 db::to_value(numbers.receipt), db::to_value(slug(entry.means)), db::to_value(entry.amount),
                 db::to_value(unless_empty(entry.provider_session)),
                 db::to_value(unless_empty(entry.provider_intent)), db::to_value(entry.refund),
                 db::to_value(booking.by), db::to_value(booking.at)})
            cells.push_back(cell);
    tx.write_rows("INSERT INTO payments (order_id, pizzeria_id, sequence, receipt, kind, amount, "
                  "provider_session, provider_intent, refund_id, user_id, at) VALUES",
        11, cells);
}

void add_receipt(db::Transaction& tx, OrderId order, Receipt const& receipt)
{
    tx.write(R"sql(
        INSERT INTO receipts (pizzeria_id, sequence, order_id, kind, total, bytes, created_at)
        VALUES (:shop, :sequence, :order, :kind, :total, :bytes, :at))sql",
        {{"shop", receipt.shop.shop}, {"sequence", receipt.sequence}, {"order", order},
            {"kind", slug(receipt.kind)}, {"total", total_of(receipt.lines)}, {"bytes", text_of(receipt)},
            {"at", receipt.at}});
    std::vector<db::Value> cells;
    for (auto const& [rate, sum] : rates_of(receipt.lines))
        for (auto& cell : {db::to_value(receipt.shop.shop), db::to_value(receipt.sequence),
                 db::to_value(rate), db::to_value(sum.gross), db::to_value(sum.vat)})
            cells.push_back(cell);
    if (!cells.empty())
        tx.write_rows("INSERT INTO receipt_rates (pizzeria_id, sequence, rate, gross, vat) VALUES", 5, cells);
}

RateSums rate_sums(db::Reader const& reader, OrderId order)
{
    RateSums sums;
    for (auto const& [rate, gross, vat] : reader.rows<int, Money, Money>(R"sql(
             SELECT t.rate, CAST(SUM(t.gross) AS BIGINT), CAST(SUM(t.vat) AS BIGINT)
             FROM receipts r JOIN receipt_rates t ON t.pizzeria_id = r.pizzeria_id AND t.sequence = r.sequence
             WHERE r.order_id = :order GROUP BY t.rate ORDER BY t.rate)sql",
             {{"order", order}}))
        sums[rate] = {gross, vat};
    return sums;
}

std::vector<StoredEntry> find_entries(db::Reader const& reader, OrderId order)
{
    std::vector<StoredEntry> found;
    for (auto& [shop, sequence, kind, amount, session, intent, refund, at, receipt] :
        reader.rows<PizzeriaId, std::int64_t, std::string, Money, std::string, std::string,
            std::optional<RefundId>, Instant, std::optional<std::int64_t>>(R"sql(
            SELECT o.pizzeria_id, COALESCE(p.sequence, 0), p.kind, p.amount, COALESCE(p.provider_session, ''),
                   COALESCE(p.provider_intent, ''), p.refund_id, p.at, p.receipt
            FROM payments p JOIN orders o ON o.id = p.order_id WHERE p.order_id = :order ORDER BY p.id)sql",
            {{"order", order}}))
        found.push_back({shop, sequence,
            {means_from(kind).value(), amount, std::move(session), std::move(intent), refund, {}}, at,
            receipt});
    return found;
}

Money sum_of_client(db::Reader const& reader, UserId client, Means means, Instant since)
{
    // Shop by shop: their lines of a day are few, whatever the client's past.
    return reader
        .value<Money>(R"sql(
        SELECT CAST(COALESCE(SUM(p.amount), 0) AS BIGINT)
        FROM pizzerias z JOIN payments p ON p.pizzeria_id = z.id AND p.at >= :since
            JOIN orders o ON o.id = p.order_id
        WHERE p.kind = :means AND o.client_id = :client)sql",
            {{"since", since}, {"means", slug(means)}, {"client", client}})
        .value_or(Money{});
}

IntentSums sums_of_intent(db::Reader const& reader, std::string_view intent)
{
    auto const row = reader.row<Money, Money, std::optional<Instant>>(R"sql(
        SELECT CAST(COALESCE(SUM(CASE WHEN p.refund_id IS NULL THEN p.amount ELSE 0 END), 0) AS BIGINT),
            CAST(COALESCE(SUM(CASE WHEN p.refund_id IS NULL THEN 0 ELSE -p.amount END), 0) AS BIGINT), MAX(p.at)
        FROM payments p WHERE p.provider_intent = :intent)sql",
        {{"intent", intent}});
    if (!row) return {};
    auto const& [received, refunded, last] = *row;
    return {received, refunded, last};
}

std::vector<ReceiptHead> find_receipt_heads(db::Reader const& reader, OrderId order)
{
    std::vector<ReceiptHead> found;
    for (auto const& [sequence, kind, total] : reader.rows<std::int64_t, std::string, Money>(
             "SELECT sequence, kind, total FROM receipts WHERE order_id = :order ORDER BY sequence",
             {{"order", order}}))
        found.push_back({sequence, receipt_kind_from(kind), total});
    return found;
}

std::vector<StoredReceipt> find_receipts(db::Reader const& reader, OrderId order)
{
    std::vector<StoredReceipt> found;
    for (auto& [shop, sequence, bytes] : reader.rows<PizzeriaId, std::int64_t, std::string>(
             "SELECT pizzeria_id, sequence, bytes FROM receipts WHERE order_id = :order ORDER BY sequence",
             {{"order", order}}))
        found.push_back({shop, sequence, order, std::move(bytes)});
    return found;
}

std::optional<StoredReceipt> find_receipt(db::Reader const& reader, PizzeriaId shop, std::int64_t sequence)
{
    auto row = reader.row<OrderId, std::string>(
        "SELECT order_id, bytes FROM receipts WHERE pizzeria_id = :shop AND sequence = :sequence",
        {{"shop", shop}, {"sequence", sequence}});
    if (!row) return std::nullopt;
    return StoredReceipt{shop, sequence, std::get<0>(*row), std::move(std::get<1>(*row))};
}

int add_copy(
    db::Transaction& tx, PizzeriaId shop, std::int64_t sequence, std::optional<UserId> by, Instant at)
{
    // Two who print it at once are counted one after the other.
    tx.rows<std::int64_t>("SELECT r.sequence FROM receipts r WHERE r.pizzeria_id = :shop AND r.sequence = "
                          ":sequence ORDER BY r.sequence /*lock of r*/",
        {{"shop", shop}, {"sequence", sequence}});
    auto const copy = tx.value<int>("SELECT COALESCE(MAX(c.copy), 0) + 1 FROM receipt_copies c WHERE "
                                    "c.pizzeria_id = :shop AND c.sequence = :sequence",
        {{"shop", shop}, {"sequence", sequence}});
    tx.write("INSERT INTO receipt_copies (pizzeria_id, sequence, copy, user_id, at) VALUES (:shop, "
             ":sequence, :copy, :by, :at)",
        {{"shop", shop}, {"sequence", sequence}, {"copy", copy.value()}, {"by", by}, {"at", at}});
    return copy.value();
}

int find_copies(db::Reader const& reader, PizzeriaId shop, std::int64_t sequence)
{
    return reader
        .value<int>("SELECT COALESCE(MAX(c.copy), 0) FROM receipt_copies c WHERE c.pizzeria_id = :shop AND "
                    "c.sequence = :sequence",
            {{"shop", shop}, {"sequence", sequence}})
        .value_or(0);
}

std::int64_t number_ledger(db::Transaction& tx)
{
    std::int64_t numbered = 0;
    for (auto const& [shop, count] : tx.rows<PizzeriaId, std::int64_t>(R"sql(
             SELECT o.pizzeria_id, COUNT(*) FROM payments p JOIN orders o ON o.id = p.order_id
             WHERE p.sequence IS NULL GROUP BY o.pizzeria_id ORDER BY o.pizzeria_id)sql")) {
        auto const last = tx.value<std::int64_t>(R"sql(
            INSERT INTO shop_ledgers (pizzeria_id, last_entry, last_receipt) VALUES (:shop, :count, 0)
            ON CONFLICT (pizzeria_id) DO UPDATE SET last_entry = shop_ledgers.last_entry + excluded.last_entry
            RETURNING last_entry)sql",
            {{"shop", shop}, {"count", count}});
        numbered += tx.write(R"sql(
            UPDATE payments SET pizzeria_id = CAST(:shop AS BIGINT), sequence = :before + n.place
            FROM (SELECT p.id, ROW_NUMBER() OVER (ORDER BY p.id) AS place
                  FROM payments p JOIN orders o ON o.id = p.order_id
                  WHERE p.sequence IS NULL AND o.pizzeria_id = :shop) AS n
            WHERE payments.id = n.id AND n.place <= :count)sql",
            {{"shop", shop}, {"before", last.value() - count}, {"count", count}});
    }
    return numbered;
}

} // namespace ocp::payment
