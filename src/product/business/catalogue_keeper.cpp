#include "product/business/catalogue_keeper.h"

#include "product/model/catalogue_store.h"

namespace ocp::product {

std::shared_ptr<Catalogue const> CatalogueKeeper::current() const
{
    std::lock_guard const lock{mutex_};
    if (!catalogue_)
        catalogue_ = std::make_shared<Catalogue const>(
            database_.read_snapshot([](db::Reader const& reader) { return read_catalogue(reader); }));
    return catalogue_;
}

void CatalogueKeeper::forget()
{
    std::lock_guard const lock{mutex_};
    catalogue_ = nullptr;
}

std::optional<Reminder> CatalogueKeeper::reminder(ProductId product) const
{
    return database_.read([&](db::Reader const& reader) { return find_reminder(reader, product); });
}

bool still_current(db::Reader const& reader, Catalogue const& catalogue)
{
    return catalogue_version(reader) == catalogue.version;
}

} // namespace ocp::product
