#include "account/business/sign_in.h"

#include "account/business/limit_clients.h"
#include "account/model/account_store.h"
#include "account/model/session_store.h"
#include "base/text.h"
#include "platform/http/client_address.h"
#include "platform/secrets/secrets.h"

namespace ocp::account {

namespace {

using namespace std::chrono_literals;

constexpr int tries_of_a_client = 3;
constexpr int tries_of_all_strangers = 10;
constexpr std::chrono::milliseconds block = 5min;
constexpr std::chrono::milliseconds window = 15min;
constexpr std::string_view strangers = "strangers";

/// Whose try it is, and of which account, as they are counted.
struct Try {
    std::string account, client;
    bool from_known_device;
};

Try try_of(SignInTools const& tools, SignInRequest const& request, std::string const& email)
{
    auto const known = !request.device_cookie.empty()
        && secrets::signed_by(tools.device_key, "device " + email, request.device_cookie);
    auto const client
        = known ? "device " + request.device_cookie : "address " + http::client_network(request.address);
    return {secrets::fingerprint("account " + email), secrets::fingerprint(client), known};
}

/// A device that signed in before is no stranger's, and does not suffer for its neighbours' guesses.
bool counts_by_address(SignInTools const& tools, Try const& one)
{
    return tools.limits_clients && !one.from_known_device;
}

/// Counts before anything is hashed, so that parallel guesses cannot slip through.
Result<void> may_try(SignInTools const& tools, Try const& one, SignInRequest const& request)
{
    auto const at = request.at;
    // What is refused is counted all the same: the transaction says yes to that.
    auto const refused
        = tools.database.in_transaction([&](db::Transaction& tx) -> Result<std::optional<Refusal>> {
              if (counts_by_address(tools, one) && !count_client(tx, Limited::SignIn, request.address, at))
                  return Refusal::TooManyRequests;
              if (!count_try(tx, one.account, one.client, tries_of_a_client, block, window, at))
                  return Refusal::AccountBlocked;
              if (!one.from_known_device
                  && !count_try(tx, one.account, strangers, tries_of_all_strangers, block, window, at))
                  return Refusal::AccountBlocked;
              return std::nullopt;
          });
    if (!refused) return No{refused.error()};
    if (*refused) return No{**refused};
    return {};
}

/// True when the password is right. An unknown account costs the same time.
bool right_password(std::optional<Credentials> const& credentials, std::string const& password)
{
    static std::string const nobody = secrets::hash_password("nobody has this password");
    auto const known = credentials && credentials->password_hash && !credentials->blocked;
    auto const right = secrets::verify_password(known ? *credentials->password_hash : nobody, password);
    return right && known;
}

/// The password, when it is right; the try is counted.
Result<ProvenPassword> prove(
    SignInTools const& tools, SignInRequest const& request, Try const& one, std::string const& email)
{
    TRY(may_try(tools, one, request));
    auto const credentials
        = tools.database.read([&](db::Reader const& reader) { return find_credentials(reader, email); });
    if (right_password(credentials, request.password))
        return ProvenPassword{credentials->user, *credentials->password_hash};
    auto const blocked = tools.database.read(
        [&](db::Reader const& reader) { return is_blocked(reader, one.account, one.client, request.at); });
    return No{blocked ? Refusal::AccountBlocked : Refusal::WrongCredentials};
}

/// A right password takes its try back.
void forgive(db::Transaction& tx, SignInTools const& tools, Try const& one, SignInRequest const& request)
{
    // In the order in which they are counted, so that no two wait for each other.
    if (counts_by_address(tools, one)) forgive_client(tx, Limited::SignIn, request.address);
    forget_tries(tx, one.account, one.client);
    if (!one.from_known_device) take_back_try(tx, one.account, strangers);
}

Result<SignedIn> welcome(
    SignInTools const& tools, SignInRequest const& request, ProvenPassword const& proven, Try const& one)
{
    return tools.database.in_transaction([&](db::Transaction& tx) -> Result<SignedIn> {
        // Hashing takes long: the owner may have chosen another one since, and ended all login sessions.
        if (!lock_user_with_password(tx, proven.user, proven.hash)) return No{Refusal::WrongCredentials};
        forgive(tx, tools, one, request);
        auto const person = find_user(tx, proven.user);
        if (!person) return No{Refusal::WrongCredentials};
        return let_in(tx, tools, request, *person);
    });
}

} // namespace

SignedIn let_in(
    db::Transaction& tx, SignInTools const& tools, SignInRequest const& client, User const& person)
{
    lock_user(tx, person.id); // one cart each: two devices at once bring theirs one after the other
    if (client.visitor.session) end_session(tx, *client.visitor.session);
    if (client.visitor.cart && !client.visitor.user)
        tools.adopt_cart(tx, *client.visitor.cart, person.id, client.at);
    note_contact(tx, person.id, client.at);
    auto const roles = roles_of(tx, person.id);
    auto session = open_session(tx, tools.random, person.id, std::nullopt, roles, client.device, client.at);
    return {std::move(session), person, roles, secrets::sign(tools.device_key, "device " + person.email)};
}

Result<ProvenPassword> is_own_password(SignInTools const& tools, SignInRequest const& request)
{
    auto const one = try_of(tools, request, request.email);
    auto proven = prove(tools, request, one, request.email);
    if (!proven)
        return No{proven.error() == Refusal::WrongCredentials ? Refusal::WrongPassword : proven.error()};
    tools.database.in_transaction([&](db::Transaction& tx) {
        forgive(tx, tools, one, request);
        return true;
    });
    return proven;
}

Result<SignedIn> sign_in(SignInTools const& tools, SignInRequest const& request)
{
    auto const email = text::lower_ascii(text::trimmed(request.email));
    auto const one = try_of(tools, request, email);
    TRY_LET(auto const proven, prove(tools, request, one, email));
    return welcome(tools, request, proven, one);
}

} // namespace ocp::account
