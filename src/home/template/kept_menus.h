#pragma once

#include "home/template/menu_body.h"
#include "platform/db/database.h"
#include "product/business/catalogue_keeper.h"

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace ocp::home {

/// Each shop's menu as rendered bytes, made again only after an event said that stock or catalogue changed.
class KeptMenus {
public:
    KeptMenus(db::Database& database, product::CatalogueKeeper& catalogue, html::Templates const& templates,
        html::Assets const& assets)
        : database_{database}
        , catalogue_{catalogue}
        , templates_{templates}
        , assets_{assets}
    {
    }
    /// Made now when the kept one is old; several who ask at once wait for one making.
    std::shared_ptr<std::string const> menu_of(pizzeria::Pizzeria const& shop);
    void changed(PizzeriaId shop);
    void changed_all();

private:
    struct Kept {
        std::mutex making;
        std::atomic<std::uint64_t> state{1};
        std::uint64_t made_from = 0;
        std::shared_ptr<std::string const> bytes;
    };
    Kept& kept_of(PizzeriaId shop);

    db::Database& database_;
    product::CatalogueKeeper& catalogue_;
    html::Templates const& templates_;
    html::Assets const& assets_;
    std::mutex mutex_;
    std::map<PizzeriaId, Kept> kept_;
};

} // namespace ocp::home
