#include "order/business/tell_of_receipt.h"

#include "mail/business/write_mail.h"
#include "order/model/order_store.h"

#include <charconv>
#include <fmt/format.h>

namespace ocp::order {

namespace {

using namespace std::chrono_literals;

constexpr std::string_view kind_begins = "order.receipt.";
constexpr auto worth = 72h;

} // namespace

void tell_of_receipt(db::Transaction& tx, OrderId order, std::int64_t sequence, Instant at)
{
    auto const client = client_with_mail(tx, order);
    if (!client) return;
    mail::write_mail(tx,
        {fmt::format("{}{}", kind_begins, sequence), client->user, client->email, client->language, order,
            worth},
        at);
}

std::optional<std::int64_t> receipt_in_kind(std::string_view kind)
{
    if (!kind.starts_with(kind_begins)) return std::nullopt;
    kind.remove_prefix(kind_begins.size());
    std::int64_t sequence = 0;
    auto const [end, fault] = std::from_chars(kind.data(), kind.data() + kind.size(), sequence);
    if (fault != std::errc{} || end != kind.data() + kind.size()) return std::nullopt;
    return sequence;
}

} // namespace ocp::order
