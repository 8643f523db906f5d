#pragma once

#include "platform/db/database.h"
#include "product/model/catalogue.h"
#include "product/model/reminder.h"

#include <memory>
#include <mutex>

namespace ocp::product {

/// The newest catalogue this process has read. Deeds compare its version with the database's in their
/// transaction.
class CatalogueKeeper {
public:
    explicit CatalogueKeeper(db::Database& database)
        : database_{database}
    {
    }
    std::shared_ptr<Catalogue const> current() const;
    /// The next `current` reads afresh: called when an event tells of a change, and when a deed met another
    /// version.
    void forget();

    std::optional<Reminder> reminder(ProductId) const;

private:
    db::Database& database_;
    mutable std::mutex mutex_;
    mutable std::shared_ptr<Catalogue const> catalogue_;
};

/// Whether nobody has changed the catalogue since this picture of it was read; asked inside a deed's
/// transaction.
bool still_current(db::Reader const&, Catalogue const&);

} // namespace ocp::product
