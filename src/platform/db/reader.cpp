#include "platform/db/reader.h"

#include "platform/db/session.h"

#include <algorithm>
#include <stdexcept>

namespace ocp::db {

Engine Reader::engine() const
{
    return session_->engine();
}

bool Reader::has_table(std::string_view name) const
{
    return session_->has_table(std::string{name});
}

void Reader::run(std::string_view sql, Params const& params, std::span<Kind const> kinds,
    std::function<void(std::span<Value>)> const& on_row) const
{
    session_->run(sql, params, kinds, on_row);
}

std::int64_t Transaction::write(std::string_view sql, Params const& params)
{
    return session().run(sql, params, {}, {});
}

std::int64_t Transaction::insert(std::string_view sql, Params const& params)
{
    auto const id = value<std::int64_t>(sql, params);
    if (!id) throw Error{"the insert answered no id"};
    return *id;
}

std::int64_t Transaction::write_rows(
    std::string_view head, std::size_t columns, std::vector<Value> const& cells, std::string_view tail)
{
    if (columns == 0 || cells.size() % columns != 0) throw std::logic_error{"write_rows wants whole rows"};
    // Few lengths, so that few statements are kept; far below either engine's limit of parameters.
    auto const most = std::max<std::size_t>(1, std::min<std::size_t>(100, 20'000 / columns));
    std::int64_t written = 0;
    for (std::size_t from = 0; from < cells.size();) {
        auto const rows = std::min(most, (cells.size() - from) / columns);
        std::string sql{head};
        Params params;
        params.reserve(rows * columns);
        for (std::size_t i = 0; i < rows * columns; ++i) {
            auto name = "v" + std::to_string(i);
            sql += i % columns != 0 ? ", :" : i == 0 ? " (:" : "), (:";
            sql += name;
            params.emplace_back(std::move(name), cells[from + i]);
        }
        sql += ") ";
        sql += tail;
        written += write(sql, params);
        from += rows * columns;
    }
    return written;
}

void Transaction::bulk_insert(
    std::string_view table, std::vector<std::string> const& columns, std::vector<Value> const& cells)
{
    if (columns.empty() || cells.size() % columns.size() != 0)
        throw std::logic_error{"bulk_insert wants whole rows"};
    if (!cells.empty()) session().bulk_insert(table, columns, cells);
}

void Transaction::script(std::string const& statements)
{
    session().script(statements);
}

} // namespace ocp::db
