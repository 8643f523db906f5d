#include "pizzeria/business/postcodes.h"

#include "base/text.h"

#include <charconv>
#include <stdexcept>

namespace ocp::pizzeria {

namespace {

double degrees(std::string_view text, std::string_view line)
{
    double value = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size())
        throw std::invalid_argument{"postcodes: not a coordinate in the line " + std::string{line}};
    return value;
}

} // namespace

Postcodes::Postcodes(std::string_view csv)
{
    auto const lines = text::split(csv, '\n');
    for (std::size_t i = 1; i < lines.size(); ++i) {
        auto const line = text::trimmed(lines[i]);
        if (line.empty()) continue;
        auto const cells = text::split(line, ',');
        if (cells.size() != 4)
            throw std::invalid_argument{"postcodes: not four cells in the line " + std::string{line}};
        towns_[std::string{cells[0]}].push_back(
            {text::folded(cells[1]), {degrees(cells[2], line), degrees(cells[3], line)}});
    }
}

std::optional<Position> Postcodes::locate(std::string_view postcode, std::string_view city) const
{
    auto const found = towns_.find(postcode);
    if (found == towns_.end()) return std::nullopt;
    auto const wanted = text::folded(city);
    for (auto const& town : found->second)
        if (town.folded_name == wanted) return town.position;
    return found->second.front().position;
}

} // namespace ocp::pizzeria
