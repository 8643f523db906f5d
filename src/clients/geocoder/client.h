#pragma once

#include "platform/outgoing/breaker.h"
#include "platform/outgoing/caller.h"

#include <atomic>
#include <chrono>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

/// The French national geocoder (Géoplateforme): addresses to coordinates (integrations.md §7).
namespace ocp::geocoder {

struct Settings {
    std::string base_url; ///< "https://data.geopf.fr/geocodage"; "off": nobody is asked
    std::chrono::milliseconds connect_within{1'000};
    std::chrono::milliseconds answer_within{2'000};
};

/// One address it thinks of, the likeliest first.
struct Found {
    std::string label; ///< "12 Rue de Rivoli 75004 Paris"
    double score; ///< 0 to 1, no probability: right ones near 0.5 exist
    std::string type; ///< "housenumber", "street", "municipality"
    std::string name; ///< "12 Rue de Rivoli"
    std::string postcode;
    std::string city;
    double latitude, longitude; ///< WGS 84, in degrees
};

/// Whoever can be asked where an address is.
class Geocoder {
public:
    virtual ~Geocoder() = default;
    /// Nothing when it cannot be asked now: away, slow, or answering what is no answer. Five addresses at
    /// most; none when it knows of none.
    virtual std::optional<std::vector<Found>> search(std::string_view address, std::string_view postcode) = 0;
};

/// The real one. Safe from any thread; each call takes two seconds at most; none is made while the breaker is
/// open, nor beside two others: whoever waits there holds a worker. Remembers the answers to the last
/// thousand questions for a day. Never inside a transaction.
class Client : public Geocoder {
public:
    Client(outgoing::Options, Settings);

    std::optional<std::vector<Found>> search(std::string_view address, std::string_view postcode) override;

    bool is_away() const { return breaker_.is_open(); }

private:
    using Time = std::chrono::steady_clock::time_point;
    struct Remembered {
        std::string question;
        std::vector<Found> found;
        Time at;
    };
    std::optional<std::vector<Found>> remembered(std::string const& question, Time now);
    void remember(std::string const& question, std::vector<Found> const& found, Time now);
    std::optional<std::vector<Found>> ask(std::string const& path);
    std::unique_ptr<outgoing::Caller> idle_caller();
    void keep(std::unique_ptr<outgoing::Caller>);

    outgoing::Options const options_;
    Settings const settings_;
    outgoing::Breaker breaker_;
    std::atomic<int> under_way_{0};
    std::mutex mutex_;
    std::vector<std::unique_ptr<outgoing::Caller>> callers_;
    std::list<Remembered> recent_; ///< asked for last first
    std::unordered_map<std::string_view, std::list<Remembered>::iterator> by_question_;
};

/// The addresses of an answer's body; nothing when it is none: no JSON, no features, or a point that is not
/// on this earth, as swapped coordinates of the north pole's side would be.
std::optional<std::vector<Found>> found_in(std::string_view body);

} // namespace ocp::geocoder
