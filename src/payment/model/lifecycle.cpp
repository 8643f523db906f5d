#include "payment/model/lifecycle.h"

#include "base/slugs.h"

namespace ocp::payment {

namespace {

constexpr Slugs<status_count> status_slugs{
    "unpaid", "authorising", "failed", "paid", "partly_refunded", "refunded", "written_off"};
constexpr std::array<Noted, status_count> status_names{noted("à régler"), noted("paiement en cours"),
    noted("paiement non abouti"), noted("réglée"), noted("remboursée en partie"), noted("remboursée"),
    noted("abandonnée")};
constexpr Slugs<action_count> action_slugs{
    "authorise", "fail", "pay", "collect", "raise", "refund_part", "refund_all", "refund_fails", "write_off"};

} // namespace

std::string_view slug(Status status)
{
    return slug_in(status_slugs, status);
}
std::string_view slug(Action action)
{
    return slug_in(action_slugs, action);
}
Noted name(Status status)
{
    return status_names[static_cast<std::size_t>(status)];
}

std::optional<Status> status_from(std::string_view slug)
{
    return kind_in<Status>(status_slugs, slug);
}

} // namespace ocp::payment
