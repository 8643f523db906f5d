#include "platform/machine/proc_text.h"

#include "base/text.h"

#include <charconv>
#include <cstdlib>

namespace ocp::machine {

namespace {

std::optional<std::uint64_t> whole_number(std::string_view word)
{
    std::uint64_t number = 0;
    auto const [end, fault] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (word.empty() || fault != std::errc{} || end != word.data() + word.size()) return std::nullopt;
    return number;
}

std::optional<double> decimal(std::string_view word)
{
    double number = 0;
    auto const [end, fault] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (word.empty() || fault != std::errc{} || end != word.data() + word.size()) return std::nullopt;
    return number;
}

/// The pieces between blanks, however many.
std::vector<std::string_view> words_of(std::string_view line)
{
    constexpr std::string_view blanks = " \t\n";
    std::vector<std::string_view> words;
    for (auto at = line.find_first_not_of(blanks); at != line.npos; at = line.find_first_not_of(blanks)) {
        line.remove_prefix(at);
        auto const length = std::min(line.find_first_of(blanks), line.size());
        words.push_back(line.substr(0, length));
        line.remove_prefix(length);
    }
    return words;
}

std::string printable(std::string_view name)
{
    std::string text{name};
    for (auto& c : text)
        if (c < ' ' || c > '~') c = '?';
    return text;
}

} // namespace

std::optional<CpuTicks> cpu_ticks_in(std::string_view proc_stat)
{
    // user nice system idle iowait irq softirq steal; what follows is counted in the first two already.
    constexpr std::size_t counted = 8, idle = 3, waiting_for_disk = 4;
    std::optional<CpuTicks> ticks;
    std::size_t cores = 0;
    for (auto const line : text::split(proc_stat, '\n')) {
        auto const words = words_of(line);
        if (words.size() < 5 || !words[0].starts_with("cpu")) continue;
        if (words[0] != "cpu") {
            ++cores;
            continue;
        }
        ticks.emplace();
        for (std::size_t i = 0; i < counted && i + 1 < words.size(); ++i) {
            auto const count = whole_number(words[i + 1]);
            if (!count) return std::nullopt;
            ticks->total += *count;
            if (i != idle && i != waiting_for_disk) ticks->busy += *count;
        }
    }
    if (ticks) ticks->cores = std::max<std::size_t>(cores, 1);
    return ticks;
}

std::optional<Memory> memory_in(std::string_view meminfo)
{
    std::map<std::string_view, std::uint64_t> bytes;
    for (auto const line : text::split(meminfo, '\n')) {
        auto const words = words_of(line);
        if (words.size() < 2) continue;
        if (auto const kibibytes = whole_number(words[1])) bytes[words[0]] = *kibibytes * 1024;
    }
    auto const total = bytes.find("MemTotal:");
    if (total == bytes.end() || total->second == 0) return std::nullopt;
    auto const available = bytes.find("MemAvailable:");
    auto const spare = available == bytes.end() ? bytes["MemFree:"] + bytes["Buffers:"] + bytes["Cached:"]
                                                : available->second;
    return Memory{total->second, std::min(spare, total->second)};
}

std::optional<Load> load_in(std::string_view loadavg)
{
    auto const words = words_of(loadavg);
    if (words.size() < 3) return std::nullopt;
    auto const one = decimal(words[0]), five = decimal(words[1]), fifteen = decimal(words[2]);
    if (!one || !five || !fifteen) return std::nullopt;
    return Load{*one, *five, *fifteen};
}

std::optional<Traffic> traffic_in(std::string_view net_dev)
{
    if (net_dev.find('|') == net_dev.npos) return std::nullopt;
    Traffic traffic;
    for (auto const line : text::split(net_dev, '\n')) {
        // The last colon: an alias has one in its name ("eth0:1").
        auto const colon = line.rfind(':');
        if (colon == line.npos) continue;
        auto const name = text::trimmed(line.substr(0, colon));
        auto const words = words_of(line.substr(colon + 1));
        if (name == "lo" || words.size() < 9) continue;
        auto const in = whole_number(words[0]), out = whole_number(words[8]);
        if (in && out) traffic[std::string{name}] = {*in, *out};
    }
    return traffic;
}

std::optional<Process> process_in(std::string_view pid_stat)
{
    auto const open = pid_stat.find('('), close = pid_stat.rfind(')');
    if (open == pid_stat.npos || close == pid_stat.npos || close < open) return std::nullopt;
    // What follows the name begins with the third field of proc(5).
    auto const words = words_of(pid_stat.substr(close + 1));
    constexpr std::size_t first = 3, user = 14, system = 15, start = 22, resident = 24;
    if (words.size() <= resident - first) return std::nullopt;
    auto const pid = whole_number(text::trimmed(pid_stat.substr(0, open)));
    auto const in_user = whole_number(words[user - first]), in_system = whole_number(words[system - first]);
    auto const started = whole_number(words[start - first]), pages = whole_number(words[resident - first]);
    if (!pid || !in_user || !in_system || !started || !pages) return std::nullopt;
    return Process{static_cast<int>(*pid), printable(pid_stat.substr(open + 1, close - open - 1)),
        *in_user + *in_system, *pages, *started};
}

} // namespace ocp::machine
