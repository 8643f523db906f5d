#include "supervision/business/read_supervision.h"

#include "supervision/model/machine_sample_store.h"
#include "supervision/model/server_state_store.h"
#include "supervision/model/upkeep_run_store.h"

namespace ocp::supervision {

Span span_of(Period period)
{
    using namespace std::chrono_literals;
    switch (period) {
    case Period::Hour:
        return {1h, 1min};
    case Period::Day:
        return {24h, 15min};
    case Period::Week:
        return {7 * 24h, 2h};
    }
    return {1h, 1min};
}

Supervision read_supervision(db::Reader const& reader, Period period, Instant now)
{
    auto const span = span_of(period);
    std::chrono::milliseconds const step = span.step;
    Supervision seen;
    seen.step = span.step;
    seen.to = Instant::ms((now.ms() / step.count() + 1) * step.count());
    seen.from = seen.to - span.length;
    seen.servers = all_states(reader);
    seen.history = history_between(reader, seen.from, seen.to, span.step);
    seen.upkeep = last_upkeep_run(reader);
    seen.concerns = concerns(
        seen.servers, samples_between(reader, now - std::chrono::hours{1}, seen.to), seen.upkeep, now);
    return seen;
}

} // namespace ocp::supervision
