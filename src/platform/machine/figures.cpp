#include "platform/machine/figures.h"

#include <algorithm>
#include <utility>

namespace ocp::machine {

namespace {

constexpr std::size_t most_programs = 10;

std::uint64_t growth(std::uint64_t before, std::uint64_t after)
{
    return after > before ? after - before : 0;
}

double share(std::uint64_t part, std::uint64_t whole)
{
    return whole == 0 ? 0 : std::clamp(static_cast<double>(part) / static_cast<double>(whole), 0.0, 1.0);
}

std::uint64_t ticks_passed(Look const& before, Look const& after)
{
    return before.cpu && after.cpu ? growth(before.cpu->total, after.cpu->total) : 0;
}

std::optional<double> cpu_between(Look const& before, Look const& after)
{
    auto const passed = ticks_passed(before, after);
    if (passed == 0) return std::nullopt;
    return share(growth(before.cpu->busy, after.cpu->busy), passed);
}

std::optional<Rate> network_between(Look const& before, Look const& after)
{
    std::chrono::duration<double> const passed = after.at - before.at;
    if (!before.traffic || !after.traffic || passed.count() <= 0) return std::nullopt;
    Rate rate;
    for (auto const& [name, bytes] : *after.traffic) {
        auto const known = before.traffic->find(name);
        if (known == before.traffic->end()) continue;
        rate.in += static_cast<double>(growth(known->second.in, bytes.in)) / passed.count();
        rate.out += static_cast<double>(growth(known->second.out, bytes.out)) / passed.count();
    }
    return rate;
}

/// The kernel's helpers are numbered behind a slash ("kworker/u8:3"): one name for all of a kind.
std::string program_of(std::string const& name)
{
    auto const slash = name.find('/');
    return slash == 0 ? name : name.substr(0, slash);
}

std::vector<Program> programs_between(Look const& before, Look const& after)
{
    std::map<std::pair<int, std::uint64_t>, std::uint64_t> ticks_before;
    for (auto const& process : before.processes)
        ticks_before[{process.pid, process.started}] = process.ticks;

    auto const passed = ticks_passed(before, after);
    std::map<std::string, Program> by_name;
    for (auto const& process : after.processes) {
        auto const name = program_of(process.name);
        auto& program = by_name[name];
        program.name = name;
        ++program.processes;
        program.memory += process.pages * after.page_size;
        // Whoever started since then did all its work since then.
        auto const known = ticks_before.find({process.pid, process.started});
        program.cpu += share(growth(known == ticks_before.end() ? 0 : known->second, process.ticks), passed);
    }
    std::vector<Program> programs;
    for (auto& [name, program] : by_name)
        programs.push_back(std::move(program));
    std::sort(programs.begin(), programs.end(), [](Program const& a, Program const& b) {
        return std::pair{a.cpu, a.memory} > std::pair{b.cpu, b.memory};
    });
    if (programs.size() > most_programs) programs.resize(most_programs);
    return programs;
}

} // namespace

Figures between(Look const& before, Look const& after)
{
    Figures figures;
    figures.cores = after.cpu ? after.cpu->cores : 0;
    figures.cpu = cpu_between(before, after);
    figures.memory = after.memory;
    figures.load = after.load;
    figures.network = network_between(before, after);
    figures.volumes = after.volumes;
    figures.processes = after.processes.size();
    figures.programs = programs_between(before, after);
    return figures;
}

} // namespace ocp::machine
