#include "account/business/mail_links.h"

#include "account/business/password_rules.h"
#include "account/business/register_account.h"
#include "account/model/account_store.h"
#include "account/model/link_store.h"
#include "account/model/session_store.h"
#include "base/text.h"
#include "mail/business/write_mail.h"
#include "platform/http/client_address.h"
#include "platform/secrets/secrets.h"

#include <array>
#include <fmt/format.h>

namespace ocp::account {

namespace {

struct LinkWord {
    Link link;
    std::string_view kind;
};
constexpr std::array words{LinkWord{Link::Reset, "account.reset"}, LinkWord{Link::SignIn, "account.sign_in"},
    LinkWord{Link::NewEmail, "account.new_email"}};

constexpr int links_of_an_email = 3, links_of_a_client = 10;

bool may_ask(
    SignInTools const& tools, LinkRequest const& request, std::string const& email, db::Transaction& tx)
{
    using namespace std::chrono_literals;
    auto const of_links = secrets::fingerprint("links");
    if (tools.limits_clients
        && !count_try(tx, of_links, secrets::fingerprint("address " + http::client_network(request.address)),
            links_of_a_client, 1h, 1h, request.at))
        return false;
    return count_try(
        tx, secrets::fingerprint("links " + email), of_links, links_of_an_email, 1h, 1h, request.at);
}

/// Known only to who has our key and got the mail; another one as soon as password or e-mail change.
std::string token_of(std::string const& key, std::string_view kind, std::int64_t mail,
    LinkHolder const& holder, std::string_view to)
{
    return secrets::sign(key,
        fmt::format("{}\n{}\n{}\n{}\n{}\n{}", kind, mail, holder.user.id.value(), holder.user.email,
            holder.password_hash, to));
}

std::optional<UserId> addressee(db::Reader const& reader, mail::Mail const& mail)
{
    auto const credentials = find_credentials(reader, mail.address);
    if (!mail.user) return credentials ? std::optional{credentials->user} : std::nullopt;
    // Sent to a new address: which must not be another one's.
    return credentials ? std::nullopt : mail.user;
}

/// Uses the link up. Its account, as it then is until the end of the deed.
std::optional<LinkOwner> take_link(
    db::Transaction& tx, std::string const& link_key, Link link, std::string_view token, Instant at)
{
    auto const seen = behind_link(tx, link_key, link, token, at);
    if (!seen || !lock_user(tx, seen->user.id)) return std::nullopt;
    // Another password or e-mail may have been saved while this waited for its turn.
    auto owner = behind_link(tx, link_key, link, token, at);
    if (!owner || !use_link(tx, owner->link, at)) return std::nullopt;
    return owner;
}

} // namespace

void tell_of_change(db::Transaction& tx, std::string kind, User const& user, Instant at)
{
    if (user.email.empty()) return;
    mail::write_mail(tx, {std::move(kind), user.id, user.email, user.language, std::nullopt}, at);
}

std::string_view kind_of(Link link)
{
    for (auto const& word : words)
        if (word.link == link) return word.kind;
    return {};
}

std::optional<Link> link_of(std::string_view kind)
{
    for (auto const& word : words)
        if (word.kind == kind) return word.link;
    return std::nullopt;
}

Result<void> ask_for_link(SignInTools const& tools, LinkRequest const& request)
{
    auto const email = text::lower_ascii(text::trimmed(request.email));
    if (!plausible_email(email)) return No{Refusal::EmailInvalid};
    auto const asked = tools.database.in_transaction([&](db::Transaction& tx) -> Result<bool> {
        if (!may_ask(tools, request, email, tx)) return false;
        // In which language the person reads is looked up when the letter is written, as the person is.
        mail::write_mail(tx,
            {std::string{kind_of(request.link)}, std::nullopt, email, Language::French, std::nullopt,
                link_life},
            request.at);
        return true;
    });
    if (!asked) return No{asked.error()};
    return *asked ? Result<void>{} : No{Refusal::TooManyRequests};
}

std::optional<OpenedLink> open_link(SignInTools const& tools, mail::Mail const& mail, Instant at)
{
    return tools.database.in_transaction([&](db::Transaction& tx) -> std::optional<OpenedLink> {
        auto const user = addressee(tx, mail);
        auto const holder = user ? find_link_holder(tx, *user) : std::nullopt;
        if (!holder || holder->blocked) return std::nullopt;
        auto token = token_of(tools.link_key, mail.kind, mail.id, *holder, mail.address);
        add_link(tx, {mail.kind, secrets::fingerprint(token), *user, mail.id, mail.give_up_at}, at);
        return OpenedLink{holder->user, std::move(token)};
    });
}

std::optional<LinkOwner> behind_link(
    db::Reader const& reader, std::string const& link_key, Link link, std::string_view token, Instant at)
{
    auto const found = find_link(reader, secrets::fingerprint(token), at);
    if (!found || found->kind != kind_of(link)) return std::nullopt;
    auto const holder = find_link_holder(reader, found->user);
    if (!holder || holder->blocked) return std::nullopt;
    auto const right = token_of(link_key, found->kind, found->mail, *holder, found->address);
    if (!secrets::equal(right, token)) return std::nullopt;
    return LinkOwner{found->id, holder->user, found->address};
}

Result<SignedIn> sign_in_by_link(
    SignInTools const& tools, std::string_view token, SignInRequest const& client)
{
    return tools.database.in_transaction([&](db::Transaction& tx) -> Result<SignedIn> {
        auto const owner = take_link(tx, tools.link_key, Link::SignIn, token, client.at);
        if (!owner) return No{Refusal::LinkOver};
        if (prove_email(tx, owner->user.id, client.at)) {
            // Whoever made the account before never showed that the address is theirs.
            drop_password(tx, owner->user.id, client.at);
            end_sessions_of(tx, owner->user.id, std::nullopt);
        }
        return let_in(tx, tools, client, owner->user);
    });
}

Result<SignedIn> reset_password(
    SignInTools const& tools, std::string_view token, NewPassword const& typed, SignInRequest const& client)
{
    auto const owner = tools.database.read([&](db::Reader const& reader) {
        return behind_link(reader, tools.link_key, Link::Reset, token, client.at);
    });
    // Before anything is hashed: strangers have no link.
    if (!owner) return No{Refusal::LinkOver};
    TRY(check_password_for(owner->user.email, typed.password, typed.confirmation));
    auto const hash = secrets::hash_password(typed.password);
    return tools.database.in_transaction([&](db::Transaction& tx) -> Result<SignedIn> {
        auto const still = take_link(tx, tools.link_key, Link::Reset, token, client.at);
        if (!still) return No{Refusal::LinkOver};
        save_password(tx, still->user.id, hash, client.at);
        prove_email(tx, still->user.id, client.at);
        end_sessions_of(tx, still->user.id, std::nullopt);
        tell_of_change(tx, "account.password_changed", still->user, client.at);
        return let_in(tx, tools, client, still->user);
    });
}

Result<void> confirm_email(SignInTools const& tools, std::string_view token, Visitor const& own, Instant at)
{
    try {
        return tools.database.in_transaction([&](db::Transaction& tx) -> Result<void> {
            auto const owner = take_link(tx, tools.link_key, Link::NewEmail, token, at);
            if (!owner || !own.user || owner->user.id != own.user->id) return No{Refusal::LinkOver};
            save_email(tx, owner->user.id, owner->address, at);
            prove_email(tx, owner->user.id, at);
            end_sessions_of(tx, owner->user.id, own.session);
            tell_of_change(tx, "account.email_changed", owner->user, at);
            return {};
        });
    } catch (db::UniqueViolation const&) {
        return No{Refusal::EmailTaken};
    }
}

} // namespace ocp::account
