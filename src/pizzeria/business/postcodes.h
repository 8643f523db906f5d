#pragma once

#include "pizzeria/model/pizzeria.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ocp::pizzeria {

/// The region's postcodes with the middle of each town: locates an address until a geocoder does it better.
class Postcodes {
public:
    /// Lines `code,city,latitude,longitude` under a header line. Throws std::invalid_argument naming a bad
    /// line.
    explicit Postcodes(std::string_view csv);

    /// Where the postcode is; the town decides when several share it. Nothing when the code is unknown.
    std::optional<Position> locate(std::string_view postcode, std::string_view city) const;

private:
    struct Town {
        std::string folded_name;
        Position position;
    };
    std::map<std::string, std::vector<Town>, std::less<>> towns_;
};

} // namespace ocp::pizzeria
