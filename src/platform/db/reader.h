#pragma once

#include "platform/db/values.h"

#include <cstddef>
#include <functional>
#include <span>
#include <tuple>

namespace ocp::db {

class Session;

enum class Engine { Sqlite, Postgres };

/// May look, never change. SQL is one text for every engine; parameters are named (`:id`).
///
/// Two markers stand for what engines do not share: `/*lock*/` after an ORDER BY locks the rows it read
/// (FOR NO KEY UPDATE) where the engine has row locks, `/*lock of t*/` those of table or alias t only;
/// `/*lock skip*/` likewise with SKIP LOCKED.
/// Statements are prepared once a session and kept: build SQL from constants, never from values.
/// A whole number is told to the engine as such, so that `:n` means the same in a VALUES list as in a WHERE;
/// a function that wants a narrower type says so: `substr(name, 1, CAST(:n AS INTEGER))`. Throws `db::Error`
/// (errors.h) when the database fails or a constraint does not hold.
class Reader {
public:
    explicit Reader(Session& session)
        : session_{&session}
    {
    }

    /// Every row, each as a tuple of the given column types, in the order the SQL selects them.
    template <class... Columns>
    std::vector<std::tuple<Columns...>> rows(std::string_view sql, Params const& params = {}) const;

    /// The first row, or nothing.
    template <class... Columns>
    std::optional<std::tuple<Columns...>> row(std::string_view sql, Params const& params = {}) const;

    /// The only column of the first row, or nothing.
    template <class C>
    std::optional<C> value(std::string_view sql, Params const& params = {}) const;

    Engine engine() const;
    bool has_table(std::string_view name) const;

protected:
    using Kind = ValueKind;
    /// Runs the statement to its end and calls `on_row` with each row's values.
    void run(std::string_view sql, Params const& params, std::span<Kind const> kinds,
        std::function<void(std::span<Value>)> const& on_row) const;
    Session& session() const { return *session_; }

private:
    template <class C>
    static constexpr Kind kind_of();
    template <class C>
    static C load(Value& value);

    Session* session_;
};

/// May change. Only a business action holds one (Database::in_transaction).
class Transaction : public Reader {
public:
    using Reader::Reader;

    /// Runs an INSERT, UPDATE or DELETE; answers how many rows it touched.
    std::int64_t write(std::string_view sql, Params const& params = {});

    /// Runs an INSERT ending in `RETURNING id`.
    std::int64_t insert(std::string_view sql, Params const& params = {});

    /// One INSERT with a row of values per element: `head` is `INSERT INTO t (a, b) VALUES`, `tail` may be an
    /// ON CONFLICT clause. Answers how many rows were written. `cells` holds whole rows, one after another.
    std::int64_t write_rows(std::string_view head, std::size_t columns, std::vector<Value> const& cells,
        std::string_view tail = {});

    /// The fastest way in for a great many rows (COPY on PostgreSQL). No conflict handling.
    void bulk_insert(
        std::string_view table, std::vector<std::string> const& columns, std::vector<Value> const& cells);

    /// Runs several statements as they stand, without parameters: a migration, a seed. Engines understand it
    /// differently; nothing a visitor wrote may be in it.
    void script(std::string const& statements);
};

template <class C>
constexpr Reader::Kind Reader::kind_of()
{
    if constexpr (IsOptional<C>::value) {
        return kind_of<typename C::value_type>();
    } else {
        using Stored = typename Column<C>::Stored;
        if constexpr (std::same_as<Stored, std::int64_t>)
            return Kind::Integer;
        else if constexpr (std::same_as<Stored, double>)
            return Kind::Floating;
        else
            return Kind::Text;
    }
}

/// Throws `std::bad_variant_access` when a NULL meets a type that is not optional.
template <class C>
C Reader::load(Value& value)
{
    if constexpr (IsOptional<C>::value) {
        if (std::holds_alternative<std::monostate>(value)) return std::nullopt;
        return load<typename C::value_type>(value);
    } else {
        return Column<C>::load(std::move(std::get<typename Column<C>::Stored>(value)));
    }
}

template <class... Columns>
std::vector<std::tuple<Columns...>> Reader::rows(std::string_view sql, Params const& params) const
{
    static constexpr Kind kinds[] = {kind_of<Columns>()...};
    std::vector<std::tuple<Columns...>> found;
    run(sql, params, kinds, [&](std::span<Value> cells) {
        [&]<std::size_t... I>(std::index_sequence<I...>)
        {
            found.push_back(std::tuple<Columns...>{load<Columns>(cells[I])...});
        }
        (std::index_sequence_for<Columns...>{});
    });
    return found;
}

template <class... Columns>
std::optional<std::tuple<Columns...>> Reader::row(std::string_view sql, Params const& params) const
{
    auto found = rows<Columns...>(sql, params);
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
}

template <class C>
std::optional<C> Reader::value(std::string_view sql, Params const& params) const
{
    auto found = row<C>(sql, params);
    if (!found) return std::nullopt;
    return std::get<0>(std::move(*found));
}

} // namespace ocp::db
