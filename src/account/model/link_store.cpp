#include "account/model/link_store.h"

namespace ocp::account {

std::optional<LinkHolder> find_link_holder(db::Reader const& reader, UserId id)
{
    auto const row = reader.row<std::string, std::string, std::optional<std::string>,
        std::optional<std::string>, std::optional<std::string>, std::string, bool>(R"sql(
        SELECT firstname, lastname, email, phone, password, locale, CASE WHEN blocked_at IS NULL THEN 0 ELSE 1 END
        FROM users WHERE id = :id AND erased_at IS NULL)sql",
        {{"id", id}});
    if (!row) return std::nullopt;
    auto const& [firstname, lastname, email, phone, hash, language, blocked] = *row;
    return LinkHolder{{id, firstname, lastname, email.value_or(""), phone.value_or(""),
                          language_called(language).value_or(Language::French)},
        hash.value_or(""), blocked};
}

void add_link(db::Transaction& tx, NewLink const& link, Instant at)
{
    tx.write(R"sql(
        INSERT INTO tokens (kind, hash, user_id, mail_id, expires_at, created_at)
        VALUES (:kind, :hash, :user, :mail, :expires, :at)
        ON CONFLICT (hash) DO NOTHING)sql",
        {{"kind", link.kind}, {"hash", link.hash}, {"user", link.user}, {"mail", link.mail},
            {"expires", link.expires_at}, {"at", at}});
}

std::optional<FoundLink> find_link(db::Reader const& reader, std::string_view hash, Instant at)
{
    auto const row = reader.row<std::int64_t, std::string, UserId, std::int64_t, std::string>(R"sql(
        SELECT t.id, t.kind, t.user_id, m.id, m.address
        FROM tokens t JOIN mails m ON m.id = t.mail_id
        WHERE t.hash = :hash AND t.used_at IS NULL AND t.expires_at > :at)sql",
        {{"hash", hash}, {"at", at}});
    if (!row) return std::nullopt;
    auto const& [id, kind, user, mail, address] = *row;
    return FoundLink{id, kind, user, mail, address};
}

bool use_link(db::Transaction& tx, std::int64_t id, Instant at)
{
    return tx.write("UPDATE tokens SET used_at = :at WHERE id = :id AND used_at IS NULL AND expires_at > :at",
               {{"at", at}, {"id", id}})
        == 1;
}

} // namespace ocp::account
