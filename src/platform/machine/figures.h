#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ocp::machine {

/// Processor time since the machine started, in ticks of all its cores together.
struct CpuTicks {
    std::uint64_t busy = 0, total = 0;
    std::size_t cores = 0;
};

/// What is not left of the whole, 0 to 1; 0 of nothing.
inline double share_used(std::uint64_t left, std::uint64_t whole)
{
    return left >= whole ? 0 : static_cast<double>(whole - left) / static_cast<double>(whole);
}

struct Memory {
    std::uint64_t total = 0, available = 0; ///< bytes; what caches hold is available

    /// 0 to 1
    double used() const { return share_used(available, total); }
};

/// Processes that run or wait to, on average over 1, 5 and 15 minutes.
struct Load {
    double one = 0, five = 0, fifteen = 0;
};

/// Bytes since an interface is there.
struct Bytes {
    std::uint64_t in = 0, out = 0;
};
/// By interface.
using Traffic = std::map<std::string, Bytes, std::less<>>;

/// Bytes a second.
struct Rate {
    double in = 0, out = 0;
};

struct Volume {
    std::string path; ///< the folder that was asked about
    std::uint64_t size = 0, free = 0; ///< bytes that a user who is not root may have

    /// 0 to 1, as `df` says it
    double used() const { return share_used(free, size); }
};

struct Process {
    int pid = 0;
    std::string name; ///< printable ASCII; another character became "?"
    std::uint64_t ticks = 0; ///< of processor time since it started
    std::uint64_t pages = 0; ///< of memory that it holds, shared ones too
    std::uint64_t started = 0; ///< in ticks; tells two processes of one pid apart
};

/// Everything that was read of a machine at one moment. What could not be read is not there.
struct Look {
    std::chrono::steady_clock::time_point at;
    std::optional<CpuTicks> cpu;
    std::optional<Memory> memory;
    std::optional<Load> load;
    std::optional<Traffic> traffic; ///< without lo
    std::vector<Volume> volumes; ///< each file system once
    std::vector<Process> processes;
    std::uint64_t page_size = 4096;
};

/// All processes of one command name; what stands behind a slash in it does not count.
struct Program {
    std::string name;
    std::size_t processes = 0;
    double cpu = 0; ///< share of the whole machine, 0 to 1
    std::uint64_t memory = 0; ///< bytes; what they share counts for each
};

/// What a machine did between two looks, and how it stands at the second.
struct Figures {
    std::size_t cores = 0;
    std::optional<double> cpu; ///< share of all cores that worked, 0 to 1
    std::optional<Memory> memory;
    std::optional<Load> load;
    std::optional<Rate> network;
    std::vector<Volume> volumes;
    std::size_t processes = 0;
    std::vector<Program> programs; ///< the ten that worked most, then those that hold most
};

/// A counter that became smaller (it wrapped, its interface came anew) has not moved; one that was not there
/// before has not either. Without any progress of time there are no shares and no rates.
Figures between(Look const& before, Look const& after);

} // namespace ocp::machine
