#include "clients/geocoder/client.h"

#include "base/text.h"

#include <cmath>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace ocp::geocoder {

namespace {

using Json = nlohmann::json;
using Steady = std::chrono::steady_clock;

constexpr std::size_t most_remembered = 1'000;
constexpr auto remembered_for = std::chrono::hours{24};
constexpr std::size_t most_idle_callers = 8;
constexpr int most_under_way = 2;

/// RFC 3986: what is unreserved stays.
std::string encoded(std::string_view text)
{
    std::string query;
    for (char const c : text) {
        auto const plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || c == '-' || c == '.' || c == '_' || c == '~';
        if (plain)
            query += c;
        else
            query += fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    }
    return query;
}

bool is_on_earth(double latitude, double longitude)
{
    return std::isfinite(latitude) && std::isfinite(longitude) && std::abs(latitude) <= 90
        && std::abs(longitude) <= 180;
}

} // namespace

std::optional<std::vector<Found>> found_in(std::string_view body)
{
    try {
        std::vector<Found> all;
        auto const answer = Json::parse(body);
        for (auto const& feature : answer.at("features")) {
            auto const& is = feature.at("properties");
            auto const& point = feature.at("geometry").at("coordinates");
            Found const one{is.at("label").get<std::string>(), is.at("score").get<double>(),
                is.at("type").get<std::string>(), is.value("name", ""), is.value("postcode", ""),
                is.value("city", ""), point.at(1).get<double>(), point.at(0).get<double>()};
            if (!is_on_earth(one.latitude, one.longitude)) return std::nullopt;
            all.push_back(one);
        }
        return all;
    } catch (Json::exception const&) {
        return std::nullopt;
    }
}

Client::Client(outgoing::Options options, Settings settings)
    : options_{std::move(options)}
    , settings_{std::move(settings)}
{
}

std::optional<std::vector<Found>> Client::search(std::string_view address, std::string_view postcode)
{
    if (settings_.base_url == "off") return std::nullopt;
    auto const question = text::folded(address) + "|" + std::string{postcode};
    auto const now = Steady::now();
    if (auto known = remembered(question, now)) return known;
    if (++under_way_ > most_under_way || !breaker_.allows(now)) {
        --under_way_;
        return std::nullopt;
    }
    auto found = ask(
        fmt::format("/search?q={}&limit=5&autocomplete=0&postcode={}", encoded(address), encoded(postcode)));
    --under_way_;
    breaker_.report(
        found ? outgoing::Breaker::Outcome::Fine : outgoing::Breaker::Outcome::Failed, Steady::now());
    if (found) remember(question, *found, now);
    return found;
}

std::optional<std::vector<Found>> Client::ask(std::string const& path)
{
    auto caller = idle_caller();
    auto const answer = caller->ask({.vendor = "geocoder",
        .method = "GET",
        .base_url = settings_.base_url,
        .path = path,
        .headers = {"Accept: application/json"},
        .body = {},
        .connect_within = settings_.connect_within,
        .answer_within = settings_.answer_within});
    keep(std::move(caller));
    // A bad question is an answer: it knows of no such address.
    if (answer.status == 400) return std::vector<Found>{};
    return answer.failure ? std::nullopt : found_in(answer.body);
}

std::unique_ptr<outgoing::Caller> Client::idle_caller()
{
    {
        std::lock_guard const lock{mutex_};
        if (!callers_.empty()) {
            auto caller = std::move(callers_.back());
            callers_.pop_back();
            return caller;
        }
    }
    return std::make_unique<outgoing::Caller>(options_);
}

void Client::keep(std::unique_ptr<outgoing::Caller> caller)
{
    std::lock_guard const lock{mutex_};
    if (callers_.size() < most_idle_callers) callers_.push_back(std::move(caller));
}

std::optional<std::vector<Found>> Client::remembered(std::string const& question, Time now)
{
    std::lock_guard const lock{mutex_};
    auto const known = by_question_.find(question);
    if (known == by_question_.end() || known->second->at + remembered_for < now) return std::nullopt;
    recent_.splice(recent_.begin(), recent_, known->second);
    return known->second->found;
}

void Client::remember(std::string const& question, std::vector<Found> const& found, Time now)
{
    std::lock_guard const lock{mutex_};
    if (auto const old = by_question_.find(question); old != by_question_.end()) {
        auto const at = old->second;
        by_question_.erase(old);
        recent_.erase(at);
    }
    recent_.push_front({question, found, now});
    by_question_.emplace(recent_.front().question, recent_.begin());
    if (recent_.size() <= most_remembered) return;
    by_question_.erase(recent_.back().question);
    recent_.pop_back();
}

} // namespace ocp::geocoder
