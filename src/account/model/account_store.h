#pragma once

#include "account/model/saved_address.h"
#include "account/model/user.h"
#include "base/clock.h"
#include "platform/db/reader.h"

#include <optional>
#include <string>
#include <string_view>

namespace ocp::account {

struct NewUser {
    std::string firstname, lastname, email, phone;
    std::optional<std::string> password_hash;
    Language language = Language::French;
};
/// Throws db::UniqueViolation when the e-mail is taken.
UserId add_user(db::Transaction&, NewUser const&, Instant at);

struct Credentials {
    UserId user;
    std::optional<std::string> password_hash;
    bool blocked; ///< closed by an administrator
};
/// `email` in lower case.
std::optional<Credentials> find_credentials(db::Reader const&, std::string_view email);
std::optional<User> find_user(db::Reader const&, UserId);
/// The person was here: what counts when accounts nobody uses are erased.
void note_contact(db::Transaction&, UserId, Instant at);
/// Of two deeds about the person the second waits for the first from here on. False when they were erased.
bool lock_user(db::Transaction&, UserId);
/// The same, for who has that password at this moment; false when they have another or none, or are blocked.
bool lock_user_with_password(db::Transaction&, UserId, std::string_view hash);
/// Nothing is left that tells who the account belonged to, but for what orders copied; nobody signs in to it
/// again. Addresses that are only theirs keep their town.
void erase_user(db::Transaction&, UserId, Instant at);
void save_language(db::Transaction&, UserId, Language, Instant at);
/// Throws db::UniqueViolation when another has it. In lower case.
void save_email(db::Transaction&, UserId, std::string_view email, Instant at);
/// Notes that the e-mail is the person's own; false when that was known already.
bool prove_email(db::Transaction&, UserId, Instant at);
/// Until another is chosen nobody signs in with one.
void drop_password(db::Transaction&, UserId, Instant at);
void save_password(db::Transaction&, UserId, std::string_view hash, Instant at);
void add_role(db::Transaction&, UserId, Role, std::optional<PizzeriaId>, Instant at);

/// Counts one more try of the client on the account, in one statement: false when it is blocked. The try that
/// reaches `limit` blocks the pair for `block` once it fails; a success forgets it (forget_tries).
bool count_try(db::Transaction&, std::string_view account_key, std::string_view client_key, int limit,
    std::chrono::milliseconds block, std::chrono::milliseconds window, Instant at);
/// Whether the pair is blocked at this moment.
bool is_blocked(db::Reader const&, std::string_view account_key, std::string_view client_key, Instant at);
/// Gives back the block which the last allowed try had set in advance, when that try was right.
void forget_tries(db::Transaction&, std::string_view account_key, std::string_view client_key);
/// The same for a pair that others try too: takes this one try back, theirs stay counted.
void take_back_try(db::Transaction&, std::string_view account_key, std::string_view client_key);

/// Counts one more use in the window that the first of them began, in one statement: false when there were
/// `limit` of them already. Who waits for another's transaction that uses the same pair counts after it.
bool count_use(db::Transaction&, std::string_view use_key, std::string_view client_key, int limit,
    std::chrono::milliseconds window, Instant at);

/// Removes what was counted for tries that are over, `limit` rows at most; answers how many.
std::int64_t remove_old_tries(db::Transaction&, Instant before, std::int64_t limit);
/// Removes links sent by mail that ended before, `limit` at most; answers how many.
std::int64_t remove_old_tokens(db::Transaction&, Instant before, std::int64_t limit);

std::vector<SavedAddress> addresses_of(db::Reader const&, UserId);
/// The address when it belongs to the person, or nothing.
std::optional<SavedAddress> find_address(db::Reader const&, UserId, AddressId);
AddressId add_address(db::Transaction&, UserId, SavedAddress const&, Instant at);

} // namespace ocp::account
