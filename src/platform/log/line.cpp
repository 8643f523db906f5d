#include "platform/log/line.h"

#include "platform/log/escape.h"

#include <ctime>
#include <fmt/format.h>

namespace ocp::log {

namespace {

/// "2026-11-23T12:00:00" in UTC; the last second is kept, for lines come in crowds.
std::string_view second_text(std::int64_t second)
{
    thread_local std::int64_t kept = -1;
    thread_local std::string text;
    if (second != kept) {
        std::time_t const time = second;
        std::tm parts{};
        gmtime_r(&time, &parts);
        text = fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", parts.tm_year + 1900, parts.tm_mon + 1,
            parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec);
        kept = second;
    }
    return text;
}

std::string_view name_of(Level level)
{
    switch (level) {
    case Level::Info:
        return "info";
    case Level::Warning:
        return "warning";
    case Level::Error:
        return "error";
    }
    return "";
}

void append_value(std::string& line, Format format, Field const& field)
{
    auto const& value = field.value;
    if (names_a_secret(field.name)) {
        line += format == Format::Json ? "\"***\"" : "***";
        return;
    }
    if (auto const* text = std::get_if<std::string_view>(&value))
        return format == Format::Json ? append_json(line, *text)
                                      : append_plain(line, *text, Quote::WhenNeeded);
    if (auto const* number = std::get_if<std::int64_t>(&value)) {
        fmt::format_to(std::back_inserter(line), "{}", *number);
    } else if (auto const* real = std::get_if<double>(&value)) {
        // JSON knows no nan and no infinity.
        auto const is_finite = *real - *real == 0;
        is_finite ? fmt::format_to(std::back_inserter(line), "{:.6g}", *real)
                  : fmt::format_to(std::back_inserter(line), "null");
    } else {
        line += std::get<bool>(value) ? "true" : "false";
    }
}

std::string beginning(Format format, Instant at, Level level)
{
    auto const second = second_text(at.ms() / 1000);
    auto const ms = at.ms() % 1000;
    if (format == Format::Json)
        return fmt::format("{{\"at\":\"{}.{:03}Z\",\"level\":\"{}\"", second, ms, name_of(level));
    auto const mark = level == Level::Info ? "" : level == Level::Warning ? "warning: " : "error: ";
    return fmt::format("{}.{:03} {}", second.substr(11), ms, mark);
}

Level level_of(unsigned status)
{
    return status >= 500 ? Level::Error : Level::Info;
}

} // namespace

std::string words_of(std::string_view message, Fields fields)
{
    std::string words;
    append_plain(words, message, Quote::Never);
    for (auto const& field : fields) {
        words += ' ';
        append_plain(words, field.name, Quote::Never);
        words += '=';
        append_value(words, Format::Text, field);
    }
    return words;
}

std::string value_of(Field const& field)
{
    auto const* const text = std::get_if<std::string_view>(&field.value);
    if (text && !names_a_secret(field.name)) return std::string{*text};
    std::string value;
    append_value(value, Format::Text, field);
    return value;
}

std::string line_of(Format format, Instant at, Level level, std::string_view message, Fields fields)
{
    auto line = beginning(format, at, level);
    if (format == Format::Text) return line + words_of(message, fields) + '\n';
    line += ",\"message\":";
    append_json(line, message);
    for (auto const& field : fields) {
        line += ',';
        append_json(line, field.name);
        line += ':';
        append_value(line, format, field);
    }
    return line + "}\n";
}

std::string line_of(Format format, Instant at, Access const& request)
{
    auto const path = without_secrets(request.path);
    auto const ms = static_cast<double>(request.took.count()) / 1000;
    if (format == Format::Text) {
        auto line = beginning(format, at, Level::Info);
        append_plain(line, request.method, Quote::Never);
        line += ' ';
        append_plain(line, path, Quote::Never);
        fmt::format_to(std::back_inserter(line), " {} {:.1f} ms {} B", request.status, ms, request.bytes);
        if (request.user) fmt::format_to(std::back_inserter(line), " user {}", request.user->value());
        line += ' ';
        append_plain(line, request.id, Quote::Never);
        return line + "\n";
    }
    auto line = beginning(format, at, level_of(request.status));
    line += ",\"id\":";
    append_json(line, request.id);
    line += ",\"method\":";
    append_json(line, request.method);
    line += ",\"path\":";
    append_json(line, path);
    fmt::format_to(std::back_inserter(line), ",\"status\":{},\"ms\":{:.3f},\"bytes\":{}", request.status, ms,
        request.bytes);
    if (request.user) fmt::format_to(std::back_inserter(line), ",\"user\":{}", request.user->value());
    return line + "}\n";
}

} // namespace ocp::log
