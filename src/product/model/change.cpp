#include "product/model/change.h"

#include <array>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace ocp::product {

namespace {

using Json = nlohmann::json;

constexpr std::array<std::string_view, 4> kinds{"dough", "without", "light", "extra"};

Change::Kind kind_from(std::string const& word)
{
    for (std::size_t i = 0; i < kinds.size(); ++i)
        if (kinds[i] == word) return static_cast<Change::Kind>(i);
    throw std::runtime_error{"no change: " + word};
}

} // namespace

std::string text_of(std::vector<Change> const& changes)
{
    auto list = Json::array();
    for (auto const& change : changes) {
        Json one{{"how", kinds[static_cast<std::size_t>(change.kind)]}, {"what", change.what}};
        if (change.portions != 1) one["portions"] = change.portions;
        if (!change.half.empty()) one["half"] = change.half;
        list.push_back(std::move(one));
    }
    return list.dump();
}

std::vector<Change> changes_from(std::string_view text)
{
    if (text == "[]") return {}; // as most lines are
    try {
        std::vector<Change> changes;
        for (auto const& one : Json::parse(text))
            changes.push_back({kind_from(one.at("how").get<std::string>()), one.at("what").get<std::string>(),
                one.value("portions", 1), one.value("half", "")});
        return changes;
    } catch (Json::exception const& trouble) {
        throw std::runtime_error{std::string{"no changes: "} + trouble.what()};
    }
}

} // namespace ocp::product
