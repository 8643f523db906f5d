#pragma once

#include "account/model/saved_address.h"
#include "base/clock.h"
#include "base/result.h"
#include "platform/db/database.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ocp::account {

/// So many a person may keep: all of them are on one page, and in the file of their data.
constexpr std::size_t most_addresses = 20;

/// The person's addresses, the default first.
std::vector<SavedAddress> own_addresses(db::Reader const&, UserId);
/// Nothing when it is another person's: a foreign id is an unknown one.
std::optional<SavedAddress> find_own_address(db::Reader const&, UserId, AddressId);
/// What is wrong with an address as typed, in the order of the form.
struct NewAddress {
    std::string line, postcode, city; ///< trimmed
};
std::vector<std::pair<std::string, Refusal>> faults_of(NewAddress const&);
/// As save_address; TooManyAddresses.
Result<void> add_own_address(db::Database&, UserId, SavedAddress const&, Instant at);
/// Another address in its place: orders keep what they were delivered to. UnknownThing when it is not theirs.
Result<void> change_own_address(db::Database&, UserId, AddressId, SavedAddress const&, Instant at);
Result<void> make_default(db::Database&, UserId, AddressId, Instant at);
Result<void> remove_own_address(db::Database&, UserId, AddressId, Instant at);

/// Part of a deed: keeps it, as the default when it is to be, or the first. One they have already, however it
/// was typed, is not kept twice. Nothing when the person has as many as may be, or was erased.
std::optional<AddressId> save_address(db::Transaction&, UserId, SavedAddress const&, Instant at);

} // namespace ocp::account
