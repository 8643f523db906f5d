#include "account/business/addresses.h"

#include "account/model/account_store.h"

namespace ocp::account {

std::vector<SavedAddress> own_addresses(db::Reader const& reader, UserId user)
{
    return addresses_of(reader, user);
}

std::optional<SavedAddress> find_own_address(db::Reader const& reader, UserId user, AddressId address)
{
    return find_address(reader, user, address);
}

AddressId save_address(db::Transaction& tx, UserId user, SavedAddress const& address, Instant at)
{
    return add_address(tx, user, address, at);
}

} // namespace ocp::account
