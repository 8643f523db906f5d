#pragma once

#include "platform/html/view.h"
#include "supervision/business/read_supervision.h"

#include <string>
#include <vector>

namespace ocp::supervision {

/// One machine's figures, each large and with its curve, as the sections TILE and ROW of supervision.html.
void add_tiles(html::View& machine, machine::Figures const& now, std::vector<HistoryPoint> const& history,
    Supervision const& seen);

} // namespace ocp::supervision
