#include "clients/new_relic/payload.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <span>

namespace ocp::new_relic {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t longest_body = 1'000'000;
constexpr std::size_t longest_name = 255, longest_value = 4'096;
constexpr std::size_t most_attributes = 150;

bool is_good_name(std::string_view name)
{
    auto const is_good = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ':'
            || c == '.' || c == '_';
    };
    return !name.empty() && name.size() <= longest_name && std::all_of(name.begin(), name.end(), is_good);
}

bool is_good_value(Metric const& metric)
{
    if (auto const* gauge = std::get_if<Gauge>(&metric.value)) return std::isfinite(gauge->value);
    if (auto const* count = std::get_if<Count>(&metric.value))
        return std::isfinite(count->since_last) && count->since_last >= 0;
    auto const& summary = std::get<Summary>(metric.value);
    return summary.count >= 0 && std::isfinite(summary.sum) && std::isfinite(summary.min)
        && std::isfinite(summary.max);
}

/// The longest beginning that does not end within a letter.
std::string cut(std::string const& text, std::size_t bytes)
{
    if (text.size() <= bytes) return text;
    while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xc0) == 0x80)
        --bytes;
    return text.substr(0, bytes);
}

Json json_of(Attributes const& attributes, std::size_t most)
{
    auto json = Json::object();
    for (auto const& [name, value] : attributes)
        if (json.size() < most) json[cut(name, longest_name)] = cut(value, longest_value);
    return json;
}

Json json_of(Metric const& metric, std::size_t most_of_its_own)
{
    Json json{{"name", metric.name}};
    if (auto const* gauge = std::get_if<Gauge>(&metric.value)) {
        json["type"] = "gauge";
        json["value"] = gauge->value;
    } else if (auto const* count = std::get_if<Count>(&metric.value)) {
        json["type"] = "count";
        json["value"] = count->since_last;
    } else {
        auto const& summary = std::get<Summary>(metric.value);
        json["type"] = "summary";
        json["value"]
            = {{"count", summary.count}, {"sum", summary.sum}, {"min", summary.min}, {"max", summary.max}};
    }
    if (!metric.attributes.empty()) json["attributes"] = json_of(metric.attributes, most_of_its_own);
    return json;
}

class Writer {
public:
    Writer(Batch const& batch, Attributes const& common)
        : common_{{"timestamp", (batch.ended - batch.interval).ms()}, {"interval.ms", batch.interval.count()},
            {"attributes", json_of(common, most_attributes)}}
        , most_of_its_own_{most_attributes - std::min(most_attributes, common_["attributes"].size())}
    {
    }

    /// Halves what does not fit into one post.
    void write(std::span<Metric const* const> metrics, Payload& into) const
    {
        auto list = Json::array();
        for (auto const* const metric : metrics)
            list.push_back(json_of(*metric, most_of_its_own_));
        auto const body = Json::array({{{"common", common_}, {"metrics", std::move(list)}}})
                              .dump(-1, ' ', false, Json::error_handler_t::replace);
        if (body.size() <= longest_body) {
            into.bodies.push_back(body);
        } else if (metrics.size() == 1) {
            ++into.left_out;
        } else {
            write(metrics.first(metrics.size() / 2), into);
            write(metrics.subspan(metrics.size() / 2), into);
        }
    }

private:
    Json common_;
    std::size_t most_of_its_own_;
};

} // namespace

Payload payload_of(Batch const& batch, Attributes const& common)
{
    Payload payload;
    std::vector<Metric const*> good;
    for (auto const& metric : batch.metrics)
        is_good_name(metric.name) && is_good_value(metric) ? good.push_back(&metric)
                                                           : void(++payload.left_out);
    if (!good.empty()) Writer{batch, common}.write(good, payload);
    return payload;
}

} // namespace ocp::new_relic
