#pragma once

#include "platform/db/reader.h"
#include "product/model/catalogue.h"
#include "product/model/reminder.h"

#include <cstdint>
#include <optional>
#include <string>

namespace ocp::product {

/// Reads the whole catalogue; call it in a snapshot.
Catalogue read_catalogue(db::Reader const&);
std::int64_t catalogue_version(db::Reader const&);

/// The newest version of the product's reminder, or nothing.
std::optional<Reminder> find_reminder(db::Reader const&, ProductId);

} // namespace ocp::product
