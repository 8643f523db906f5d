#pragma once

#include "base/check.h"
#include "platform/db/reader.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ocp::seeds {

/// Rows of one table that wait to be written together.
class Rows {
public:
    Rows(std::string table, std::vector<std::string> columns)
        : table_{std::move(table)}
        , columns_{std::move(columns)}
    {
    }

    /// One value per column, in their order.
    template <class... Cells>
    void add(Cells const&... cells)
    {
        OCP_CHECK(sizeof...(cells) == columns_.size());
        (cells_.push_back(db::to_value(cells)), ...);
    }

    std::size_t size() const { return cells_.size() / columns_.size(); }

    /// Writes them the fast way and forgets them.
    void load(db::Transaction& tx)
    {
        tx.bulk_insert(table_, columns_, cells_);
        cells_.clear();
    }

    /// Writes them with an ON CONFLICT clause, and forgets them.
    void upsert(db::Transaction& tx, std::string_view on_conflict)
    {
        std::string names;
        for (auto const& column : columns_)
            names += (names.empty() ? "" : ", ") + column;
        tx.write_rows(
            "INSERT INTO " + table_ + " (" + names + ") VALUES", columns_.size(), cells_, on_conflict);
        cells_.clear();
    }

private:
    std::string table_;
    std::vector<std::string> columns_;
    std::vector<db::Value> cells_;
};

} // namespace ocp::seeds
