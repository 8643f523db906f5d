#include "ocpizza/deploy/nginx_text.h"

#include <algorithm>
#include <optional>

namespace ocp::deploy {

namespace {

constexpr std::string_view blanks = " \t\r\n";
/// Deeper than any real configuration.
constexpr int deepest = 16;

/// A word, or one of { } ; by itself.
struct Token {
    std::string text;
    bool is_mark = false;
};

class Reader {
public:
    explicit Reader(std::string_view text)
        : left_{text}
    {
    }

    std::optional<Token> next()
    {
        skip_blanks_and_comments();
        if (left_.empty()) return std::nullopt;
        if (std::string_view{"{};"}.find(left_.front()) != std::string_view::npos)
            return Token{std::string{taken(1)}, true};
        if (left_.front() == '"' || left_.front() == '\'') return Token{quoted()};
        return Token{word()};
    }

private:
    std::string_view taken(std::size_t count)
    {
        auto const piece = left_.substr(0, count);
        left_.remove_prefix(piece.size());
        return piece;
    }
    void skip_blanks_and_comments()
    {
        for (;;) {
            taken(std::min(left_.find_first_not_of(blanks), left_.size()));
            if (!left_.starts_with('#')) return;
            taken(std::min(left_.find('\n'), left_.size()));
        }
    }
    std::string quoted()
    {
        auto const quote = taken(1).front();
        std::string text;
        while (!left_.empty() && left_.front() != quote) {
            if (left_.front() == '\\') taken(1);
            text += taken(1);
        }
        taken(1);
        return text;
    }
    /// To the next blank or mark; braces belong to it in ${name}.
    std::string word()
    {
        std::string text;
        while (!left_.empty() && blanks.find(left_.front()) == blanks.npos && left_.front() != ';'
            && left_.front() != '{') {
            if (left_.starts_with("${")) text += taken(std::min(left_.find('}'), left_.size()));
            text += taken(1);
        }
        return text;
    }

    std::string_view left_;
};

std::vector<Directive> read_block(Reader& reader, int depth)
{
    std::vector<Directive> all;
    Directive one;
    while (auto const token = reader.next()) {
        if (!token->is_mark) {
            one.words.push_back(token->text);
            continue;
        }
        if (token->text == "}" || depth > deepest) break;
        if (token->text == "{") one.inside = read_block(reader, depth + 1);
        all.push_back(std::move(one));
        one = {};
    }
    return all;
}

} // namespace

std::vector<Directive> nginx_directives(std::string_view text)
{
    Reader reader{text};
    return read_block(reader, 0);
}

} // namespace ocp::deploy
