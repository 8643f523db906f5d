#include "platform/metrics/exposition.h"

#include <cmath>
#include <fmt/format.h>

namespace ocp::metrics {

namespace {

enum class Place { Help, Label };

void append_escaped(std::string& text, std::string_view value, Place place)
{
    for (char const c : value) {
        if (c == '\n')
            text += "\\n";
        else if (c == '\\' || (c == '"' && place == Place::Label))
            (text += '\\') += c;
        else
            text += c;
    }
}

std::string number(double value)
{
    if (std::isnan(value)) return "NaN";
    if (std::isinf(value)) return value < 0 ? "-Inf" : "+Inf";
    return fmt::format("{}", value);
}

} // namespace

Exposition& Exposition::family(std::string_view name, std::string_view kind, std::string_view help)
{
    name_ = name;
    text_ += fmt::format("# HELP {} ", name);
    append_escaped(text_, help, Place::Help);
    text_ += fmt::format("\n# TYPE {} {}\n", name, kind);
    return *this;
}

Exposition& Exposition::counter(std::string_view name, std::string_view help)
{
    return family(name, "counter", help);
}

Exposition& Exposition::gauge(std::string_view name, std::string_view help)
{
    return family(name, "gauge", help);
}

Exposition& Exposition::histogram(std::string_view name, std::string_view help)
{
    return family(name, "histogram", help);
}

void Exposition::line(std::string_view suffix, Labels labels, std::string_view bound, std::string_view value)
{
    (text_ += name_) += suffix;
    char before = '{';
    auto const label = [&](std::string_view name, std::string_view said) {
        ((text_ += before) += name) += "=\"";
        append_escaped(text_, said, Place::Label);
        text_ += '"';
        before = ',';
    };
    for (auto const& [name, said] : labels)
        label(name, said);
    if (!bound.empty()) label("le", bound);
    if (before == ',') text_ += '}';
    ((text_ += ' ') += value) += '\n';
}

Exposition& Exposition::sample(double value, Labels labels)
{
    line("", labels, "", number(value));
    return *this;
}

Exposition& Exposition::sample(std::uint64_t value, Labels labels)
{
    line("", labels, "", std::to_string(value));
    return *this;
}

Exposition& Exposition::samples(
    std::span<Bucket const> buckets, std::uint64_t beyond, double sum, Labels labels)
{
    std::uint64_t below = 0;
    for (auto const& bucket : buckets) {
        below += bucket.count;
        line("_bucket", labels, number(bucket.bound), std::to_string(below));
    }
    auto const count = std::to_string(below + beyond);
    line("_bucket", labels, "+Inf", count);
    line("_sum", labels, "", number(sum));
    line("_count", labels, "", count);
    return *this;
}

} // namespace ocp::metrics
