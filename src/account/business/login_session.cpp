#include "account/business/login_session.h"

#include "account/model/session_store.h"
#include "base/result.h"
#include "base/text.h"
#include "platform/secrets/secrets.h"

namespace ocp::account {

namespace {

constexpr std::size_t token_bytes = 32;
constexpr std::size_t token_text_length = 43;
constexpr std::size_t longest_device_name = 120;

std::chrono::seconds lifetime_of(std::vector<HeldRole> const& roles)
{
    using namespace std::chrono_literals;
    return roles.empty() ? std::chrono::seconds{24h * 30} : std::chrono::seconds{12h};
}

} // namespace

OpenedSession open_session(db::Transaction& tx, RandomSource& random, std::optional<UserId> user,
    std::optional<CartId> cart, std::vector<HeldRole> const& roles, std::string_view device, Instant at)
{
    auto const lifetime = lifetime_of(roles);
    auto token = secrets::base64url(random.bytes(token_bytes));
    auto const id = add_session(tx,
        {secrets::fingerprint(token), secrets::hex(random.bytes(token_bytes)), user, cart,
            std::string{text::cut(device, longest_device_name)}, at + lifetime},
        at);
    return {id, std::move(token), lifetime};
}

Visitor visitor_behind(db::Reader const& reader, std::string_view token, Instant at)
{
    if (token.size() != token_text_length) return {};
    return find_visitor(reader, secrets::fingerprint(token), at).value_or(Visitor{});
}

std::vector<HeldRole> roles_behind(db::Reader const& reader, SessionId session)
{
    return roles_of_session(reader, session);
}

void give_cart(db::Transaction& tx, SessionId session, CartId cart)
{
    set_cart(tx, session, cart);
}

void sign_out(db::Database& database, SessionId session)
{
    (void)database.in_transaction([&](db::Transaction& tx) -> Result<void> {
        end_session(tx, session);
        return {};
    });
}

} // namespace ocp::account
