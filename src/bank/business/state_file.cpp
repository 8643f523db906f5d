#include "bank/business/state_file.h"

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace ocp::bank {

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Event, id, type, body)

Kept read_state(std::string const& file)
{
    if (!std::filesystem::exists(file)) return {};
    try {
        std::ifstream in{file};
        auto const state = nlohmann::json::parse(in);
        return {state.at("holdings").get<Holdings>(), state.at("events").get<std::vector<Event>>()};
    } catch (nlohmann::json::exception const&) {
        throw std::runtime_error{file + " is no state of the bank's: delete it to begin anew"};
    }
}

void write_state(std::string const& file, Kept const& kept)
{
    auto const fresh = file + ".new";
    {
        std::ofstream out{fresh, std::ios::trunc};
        out << nlohmann::json{{"holdings", kept.holdings}, {"events", kept.events}} << '\n';
        if (!out.flush()) throw std::runtime_error{fresh + " cannot be written"};
    }
    std::filesystem::rename(fresh, file);
}

} // namespace ocp::bank
