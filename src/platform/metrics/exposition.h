#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace ocp::metrics {

/// Writes figures as Prometheus reads them, text format 0.0.4: family by family, each with its samples.
class Exposition {
public:
    static constexpr std::string_view content_type = "text/plain; version=0.0.4; charset=utf-8";
    using Labels = std::initializer_list<std::pair<std::string_view, std::string_view>>;

    /// What goes up only, and begins anew with the process; its name ends in "_total".
    Exposition& counter(std::string_view name, std::string_view help);
    Exposition& gauge(std::string_view name, std::string_view help);
    Exposition& histogram(std::string_view name, std::string_view help);

    /// One sample of the counter or gauge begun last.
    Exposition& sample(double value, Labels = {});
    Exposition& sample(std::uint64_t value, Labels = {});

    struct Bucket {
        double bound; ///< what is in it is not above
        std::uint64_t count; ///< of this bucket alone
    };
    /// One series of the histogram begun last; `beyond` lies above every bound.
    Exposition& samples(std::span<Bucket const> buckets, std::uint64_t beyond, double sum, Labels = {});

    std::string const& text() const { return text_; }

private:
    Exposition& family(std::string_view name, std::string_view kind, std::string_view help);
    void line(std::string_view suffix, Labels, std::string_view bound, std::string_view value);

    std::string name_;
    std::string text_;
};

} // namespace ocp::metrics
