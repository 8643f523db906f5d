#include "platform/db/sql_text.h"

#include "platform/db/reader.h"

#include <algorithm>

namespace ocp::db {
namespace {

bool in_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

enum class Piece { Plain, Comment, Parameter };

/// The piece of SQL that begins at `from`: a parameter, a comment, or text up to the next of these.
struct Found {
    Piece piece;
    std::string_view text;
};
Found piece_at(std::string_view sql, std::size_t from)
{
    auto const rest = sql.substr(from);
    auto const up_to = [&](std::size_t end) { return rest.substr(0, std::min(end, rest.size())); };
    if (rest.starts_with("--")) return {Piece::Comment, up_to(rest.find('\n'))};
    if (rest.starts_with("/*")) {
        auto const end = rest.find("*/", 2);
        return {Piece::Comment, end == std::string_view::npos ? rest : up_to(end + 2)};
    }
    if (rest[0] == '\'' || rest[0] == '"') {
        auto const end = rest.find(rest[0], 1);
        return {Piece::Plain, end == std::string_view::npos ? rest : up_to(end + 1)};
    }
    if (rest.starts_with("::")) return {Piece::Plain, up_to(2)};
    if (rest[0] == ':' && rest.size() > 1 && in_name(rest[1])) {
        std::size_t end = 1;
        while (end < rest.size() && in_name(rest[end]))
            ++end;
        return {Piece::Parameter, up_to(end)};
    }
    return {Piece::Plain, up_to(std::max<std::size_t>(1, rest.find_first_of("-/'\":")))};
}

std::string lock_words(Engine engine, std::string_view comment)
{
    static constexpr std::string_view of = "/*lock of ";
    if (engine == Engine::Sqlite) return " ";
    if (comment == "/*lock*/") return " FOR NO KEY UPDATE ";
    if (comment == "/*lock skip*/") return " FOR NO KEY UPDATE SKIP LOCKED ";
    if (comment.starts_with(of) && comment.ends_with("*/"))
        return " FOR NO KEY UPDATE OF "
            + std::string{comment.substr(of.size(), comment.size() - of.size() - 2)} + " ";
    return " ";
}

std::string_view cast_of(ValueKind kind)
{
    switch (kind) {
    case ValueKind::Null:
        return "";
    case ValueKind::Integer:
        return "::bigint";
    case ValueKind::Floating:
        return "::double precision";
    case ValueKind::Text:
        return "::text";
    }
    return "";
}

std::size_t place_of(std::vector<std::string>& names, std::string_view name)
{
    auto const found = std::find(names.begin(), names.end(), name);
    if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
    names.emplace_back(name);
    return names.size() - 1;
}

} // namespace

std::vector<std::string> parameter_names(std::string_view sql)
{
    std::vector<std::string> names;
    for (std::size_t at = 0; at < sql.size();) {
        auto const [piece, text] = piece_at(sql, at);
        if (piece == Piece::Parameter) place_of(names, text.substr(1));
        at += text.size();
    }
    return names;
}

SqlText sql_for(Engine engine, std::string_view sql, std::vector<ValueKind> const& kinds)
{
    SqlText made;
    for (std::size_t at = 0; at < sql.size();) {
        auto const [piece, text] = piece_at(sql, at);
        at += text.size();
        if (piece == Piece::Comment) made.text += lock_words(engine, text);
        if (piece == Piece::Plain) made.text += text;
        if (piece != Piece::Parameter) continue;
        auto const place = place_of(made.names, text.substr(1));
        made.text += (engine == Engine::Postgres ? '$' : '?') + std::to_string(place + 1);
        if (engine == Engine::Postgres && !sql.substr(at).starts_with("::"))
            made.text += cast_of(kinds.at(place));
    }
    return made;
}

} // namespace ocp::db
