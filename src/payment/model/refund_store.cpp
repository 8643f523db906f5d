#include "payment/model/refund_store.h"

#include "base/slugs.h"

namespace ocp::payment {

namespace {

constexpr Slugs<4> state_slugs{"asked", "sent", "done", "failed"};
constexpr Slugs<8> cause_slugs{
    "cancelled", "refused", "aborted", "not_delivered", "amended", "late", "twice", "goodwill"};

std::vector<Refund> select(db::Reader const& reader, std::string_view tail, db::Params const& params)
{
    std::vector<Refund> found;
    for (auto& [id, order, intent, amount, cause, reason, lines, state, provider, at, by] :
        reader.rows<RefundId, OrderId, std::string, Money, std::string, std::string, std::string, std::string,
            std::string, Instant, std::optional<UserId>>(
            std::string{"SELECT f.id, f.order_id, f.provider_intent, f.amount, f.cause, f.reason, f.lines, "
                        "f.state, COALESCE(f.provider_refund, ''), f.asked_at, f.user_id FROM refunds f "}
                .append(tail),
            params))
        found.push_back({id, order, std::move(intent), amount, kind_in<Cause>(cause_slugs, cause).value(),
            std::move(reason), std::move(lines), kind_in<Refund::State>(state_slugs, state).value(),
            std::move(provider), at, by});
    return found;
}

std::optional<Refund> first(std::vector<Refund> found)
{
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
}

} // namespace

std::string_view slug(Cause cause)
{
    return slug_in(cause_slugs, cause);
}

RefundId add_refund(db::Transaction& tx, Refund const& refund, std::optional<UserId> by)
{
    return RefundId{tx.insert(R"sql(
        INSERT INTO refunds (order_id, provider_intent, amount, cause, reason, lines, state, user_id, asked_at)
        VALUES (:order, :intent, :amount, :cause, :reason, :lines, 'asked', :by, :at) RETURNING id)sql",
        {{"order", refund.order}, {"intent", refund.intent}, {"amount", refund.amount},
            {"cause", slug(refund.cause)}, {"reason", refund.reason}, {"lines", refund.lines}, {"by", by},
            {"at", refund.asked_at}})};
}

std::optional<Refund> find_refund(db::Reader const& reader, RefundId id)
{
    return first(select(reader, "WHERE f.id = :id", {{"id", id}}));
}

std::optional<Refund> lock_refund(db::Transaction& tx, RefundId id)
{
    return first(select(tx, "WHERE f.id = :id ORDER BY f.id /*lock of f*/", {{"id", id}}));
}

std::vector<Refund> refunds_of(db::Reader const& reader, OrderId order)
{
    return select(reader, "WHERE f.order_id = :order ORDER BY f.id", {{"order", order}});
}

std::vector<Refund> refunds_of_intent(db::Reader const& reader, std::string_view intent)
{
    return select(reader, "WHERE f.provider_intent = :intent ORDER BY f.id", {{"intent", intent}});
}

std::vector<Refund> refunds_before(db::Reader const& reader, RefundId before, int limit)
{
    return select(reader, "WHERE f.id < :before ORDER BY f.id DESC LIMIT :limit",
        {{"before", before}, {"limit", limit}});
}

std::vector<Refund> refunds_to_watch(db::Reader const& reader, PizzeriaId shop)
{
    return select(reader,
        R"sql(
        JOIN orders o ON o.id = f.order_id WHERE o.pizzeria_id = :shop AND f.state IN ('asked', 'sent', 'failed')
            AND (f.state <> 'failed' OR f.amount > (
                SELECT COALESCE(-SUM(p.amount), 0) FROM payments p
                WHERE p.order_id = f.order_id AND p.refund_id = f.id AND p.kind <> 'online'))
        ORDER BY f.id DESC LIMIT 100)sql",
        {{"shop", shop}});
}

bool move_refund(db::Transaction& tx, RefundId id, Refund::State from, Refund::State to,
    std::string_view provider_refund, Instant at)
{
    auto const provider = provider_refund.empty() ? std::nullopt : std::optional{provider_refund};
    auto const is_over = to == Refund::State::Done || to == Refund::State::Failed;
    return tx.write(R"sql(
        UPDATE refunds SET state = :to, provider_refund = COALESCE(:provider, provider_refund),
            ended_at = CAST(:ended AS BIGINT)
        WHERE id = :id AND state = :from)sql",
               {{"to", slug_in(state_slugs, to)}, {"provider", provider},
                   {"ended", is_over ? std::optional{at} : std::nullopt}, {"id", id},
                   {"from", slug_in(state_slugs, from)}})
        == 1;
}

} // namespace ocp::payment
