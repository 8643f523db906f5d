#include "account/business/addresses.h"

#include "account/business/limit_clients.h"
#include "account/model/account_store.h"
#include "account/model/profile_store.h"
#include "base/text.h"

#include <algorithm>

namespace ocp::account {

std::vector<SavedAddress> own_addresses(db::Reader const& reader, UserId user)
{
    return addresses_of(reader, user);
}

std::optional<SavedAddress> find_own_address(db::Reader const& reader, UserId user, AddressId address)
{
    return find_address(reader, user, address);
}

namespace {

/// However it was typed: «14 RUE des Tables-Claudiennes» is «14 rue des Tables-Claudiennes».
std::string written(SavedAddress const& address)
{
    return text::folded(address.line + "|" + address.postcode + "|" + address.city);
}

} // namespace

std::optional<AddressId> save_address(
    db::Transaction& tx, UserId user, SavedAddress const& address, Instant at)
{
    if (!one_at_a_time(tx, user)) return std::nullopt;
    auto const known = addresses_of(tx, user);
    auto const same = std::find_if(known.begin(), known.end(),
        [&](SavedAddress const& one) { return written(one) == written(address); });
    if (same != known.end()) {
        if (address.is_default) make_default_address(tx, user, same->id, at);
        return same->id;
    }
    if (known.size() >= most_addresses) return std::nullopt;
    auto added = address;
    added.is_default = address.is_default || known.empty();
    return add_address(tx, user, added, at);
}

std::vector<std::pair<std::string, Refusal>> faults_of(NewAddress const& typed)
{
    auto const is_digit = [](char c) { return c >= '0' && c <= '9'; };
    std::vector<std::pair<std::string, Refusal>> faults;
    if (text::length(typed.line) < 5 || text::length(typed.line) > 120
        || std::none_of(typed.line.begin(), typed.line.end(), is_digit))
        faults.emplace_back("line", Refusal::AddressIncomplete);
    if (typed.postcode.size() != 5 || !std::all_of(typed.postcode.begin(), typed.postcode.end(), is_digit))
        faults.emplace_back("postcode", Refusal::PostcodeMissing);
    if (text::length(typed.city) < 2 || text::length(typed.city) > 80)
        faults.emplace_back("city", Refusal::CityMissing);
    return faults;
}

Result<void> add_own_address(db::Database& database, UserId user, SavedAddress const& address, Instant at)
{
    return database.in_transaction([&](db::Transaction& tx) -> Result<void> {
        if (!save_address(tx, user, address, at)) return No{Refusal::TooManyAddresses};
        return {};
    });
}

Result<void> change_own_address(
    db::Database& database, UserId user, AddressId id, SavedAddress const& address, Instant at)
{
    return database.in_transaction([&](db::Transaction& tx) -> Result<void> {
        one_at_a_time(tx, user);
        auto const before = find_address(tx, user, id);
        if (!before) return No{Refusal::UnknownThing};
        auto changed = address;
        changed.is_default = before->is_default;
        remove_address(tx, user, id);
        add_address(tx, user, changed, at);
        return {};
    });
}

Result<void> make_default(db::Database& database, UserId user, AddressId id, Instant at)
{
    return database.in_transaction([&](db::Transaction& tx) -> Result<void> {
        if (!make_default_address(tx, user, id, at)) return No{Refusal::UnknownThing};
        return {};
    });
}

Result<void> remove_own_address(db::Database& database, UserId user, AddressId id, Instant at)
{
    return database.in_transaction([&](db::Transaction& tx) -> Result<void> {
        auto const before = find_address(tx, user, id);
        if (!before || !remove_address(tx, user, id)) return No{Refusal::UnknownThing};
        auto const left = addresses_of(tx, user);
        if (before->is_default && !left.empty()) make_default_address(tx, user, left.front().id, at);
        return {};
    });
}

} // namespace ocp::account
