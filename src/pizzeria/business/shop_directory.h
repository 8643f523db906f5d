#pragma once

#include "pizzeria/model/pizzeria.h"
#include "platform/db/database.h"

#include <memory>
#include <mutex>
#include <string_view>
#include <vector>

namespace ocp::pizzeria {

/// The shop of this id among them, or nullptr.
Pizzeria const* shop_in(std::vector<Pizzeria> const&, PizzeriaId);

/// All shops as one immutable picture, read again after `forget` (an event told of a change) or a minute.
/// A process keeps nothing here that another could not read for itself.
class ShopDirectory {
public:
    ShopDirectory(db::Database& database, Clock const& clock)
        : database_{database}
        , clock_{clock}
    {
    }

    std::shared_ptr<std::vector<Pizzeria> const> all() const;
    /// The shop of an address part ("bellecour"), or nothing.
    std::optional<Pizzeria> find(std::string_view slug) const;
    std::optional<Pizzeria> find(PizzeriaId id) const;
    void forget();

private:
    db::Database& database_;
    Clock const& clock_;
    mutable std::mutex mutex_;
    mutable std::shared_ptr<std::vector<Pizzeria> const> shops_;
    mutable Instant read_at_;
};

} // namespace ocp::pizzeria
