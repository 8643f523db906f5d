#include "account/business/limit_clients.h"

#include "account/model/account_store.h"
#include "platform/http/client_address.h"
#include "platform/secrets/secrets.h"

#include <algorithm>
#include <fmt/format.h>

namespace ocp::account {

namespace {

using namespace std::chrono_literals;

struct Limit {
    Limited what;
    std::string_view name;
    int uses;
    std::chrono::milliseconds window;
};
constexpr Limit limits[] = {
    {Limited::SignIn, "sign-ins in a minute", 10, 1min},
    {Limited::SignIn, "sign-ins in an hour", 60, 1h},
    {Limited::Registration, "registrations", 5, 1h},
    {Limited::Order, "orders in an hour", 10, 1h},
    {Limited::Order, "orders in a day", 30, 24h},
    {Limited::UnknownLink, "unknown links", 20, 10min},
    {Limited::PromoCode, "promo codes", 20, 10min},
};

std::string key_of(Limit const& limit)
{
    return secrets::fingerprint(limit.name);
}

std::string key_of_client(std::string_view address)
{
    return secrets::fingerprint(fmt::format("address {}", http::client_network(address)));
}

} // namespace

bool count_client(db::Transaction& tx, Limited what, std::string_view address, Instant at)
{
    auto const client = key_of_client(address);
    return std::all_of(std::begin(limits), std::end(limits), [&](Limit const& limit) {
        return limit.what != what || count_use(tx, key_of(limit), client, limit.uses, limit.window, at);
    });
}

void forgive_client(db::Transaction& tx, Limited what, std::string_view address)
{
    auto const client = key_of_client(address);
    for (auto const& limit : limits)
        if (limit.what == what) take_back_try(tx, key_of(limit), client);
}

bool one_at_a_time(db::Transaction& tx, UserId user)
{
    return lock_user(tx, user);
}

} // namespace ocp::account
