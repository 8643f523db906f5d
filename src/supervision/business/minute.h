#pragma once

#include "platform/machine/figures.h"
#include "supervision/model/machine_sample.h"

#include <optional>
#include <string>

namespace ocp::supervision {

/// Gathers what is seen of a machine in the course of a minute.
class Minute {
public:
    explicit Minute(std::string machine)
        : machine_{std::move(machine)}
    {
    }

    /// The minute before, when `at` is the first moment of another one in which something was seen.
    std::optional<MachineSample> add(machine::Figures const& figures, Instant at);

private:
    /// The sum of some figures, and of how many.
    struct Sum {
        double sum = 0;
        std::int64_t count = 0;
        void add(std::optional<double> figure);
        std::optional<double> average() const;
    };
    MachineSample sample() const;

    std::string machine_;
    std::optional<Instant> begin_;
    Sum cpu_, memory_, received_, sent_;
    machine::Figures newest_;
};

} // namespace ocp::supervision
