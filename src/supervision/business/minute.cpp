#include "supervision/business/minute.h"

namespace ocp::supervision {

namespace {

Instant minute_of(Instant at)
{
    constexpr std::int64_t length = 60'000;
    return Instant::ms(at.ms() - at.ms() % length);
}

} // namespace

void Minute::Sum::add(std::optional<double> figure)
{
    if (!figure) return;
    sum += *figure;
    ++count;
}

std::optional<double> Minute::Sum::average() const
{
    if (count == 0) return std::nullopt;
    return sum / static_cast<double>(count);
}

std::optional<MachineSample> Minute::add(machine::Figures const& figures, Instant at)
{
    std::optional<MachineSample> past;
    if (begin_ && *begin_ != minute_of(at)) past = sample();
    if (!begin_ || past) {
        begin_ = minute_of(at);
        cpu_ = memory_ = received_ = sent_ = {};
    }
    cpu_.add(figures.cpu);
    if (figures.memory) memory_.add(figures.memory->used());
    if (figures.network) {
        received_.add(figures.network->in);
        sent_.add(figures.network->out);
    }
    newest_ = figures;
    return past;
}

MachineSample Minute::sample() const
{
    MachineSample sample;
    sample.machine = machine_;
    sample.at = *begin_;
    sample.cpu = cpu_.average();
    sample.memory = memory_.average();
    sample.received = received_.average();
    sample.sent = sent_.average();
    if (!newest_.volumes.empty()) sample.storage = newest_.volumes[0].used();
    if (newest_.volumes.size() > 1) sample.backup_storage = newest_.volumes[1].used();
    if (newest_.load) {
        sample.load_1 = newest_.load->one;
        sample.load_5 = newest_.load->five;
        sample.load_15 = newest_.load->fifteen;
    }
    sample.processes = static_cast<std::int64_t>(newest_.processes);
    return sample;
}

} // namespace ocp::supervision
