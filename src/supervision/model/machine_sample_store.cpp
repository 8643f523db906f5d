#include "supervision/model/machine_sample_store.h"

#include <cmath>

namespace ocp::supervision {

namespace {

using Whole = std::optional<std::int64_t>;
using Broken = std::optional<double>;

constexpr double thousandths = 1000, hundredths = 100;

Whole stored(Broken figure, double scale = 1)
{
    if (!figure) return std::nullopt;
    return std::llround(*figure * scale);
}

Broken loaded(Whole figure, double scale = 1)
{
    if (!figure) return std::nullopt;
    return static_cast<double>(*figure) / scale;
}

Course course(Broken average, Whole highest, double scale = 1)
{
    if (average) *average /= scale;
    return {average, loaded(highest, scale)};
}

} // namespace

bool add_sample(db::Transaction& tx, MachineSample const& sample)
{
    static constexpr std::string_view sql = R"sql(
        INSERT INTO machine_samples (machine, at, cpu_permille, memory_permille, storage_permille,
            backup_storage_permille, received_per_second, sent_per_second, load_1_hundredths,
            load_5_hundredths, load_15_hundredths, processes)
        VALUES (:machine, :at, :cpu, :memory, :storage, :backup_storage, :received, :sent, :load_1, :load_5,
            :load_15, :processes)
        ON CONFLICT (machine, at) DO NOTHING
    )sql";
    return tx.write(sql,
               {{"machine", sample.machine}, {"at", sample.at}, {"cpu", stored(sample.cpu, thousandths)},
                   {"memory", stored(sample.memory, thousandths)},
                   {"storage", stored(sample.storage, thousandths)},
                   {"backup_storage", stored(sample.backup_storage, thousandths)},
                   {"received", stored(sample.received)}, {"sent", stored(sample.sent)},
                   {"load_1", stored(sample.load_1, hundredths)},
                   {"load_5", stored(sample.load_5, hundredths)},
                   {"load_15", stored(sample.load_15, hundredths)}, {"processes", sample.processes}})
        == 1;
}

std::int64_t prune_samples(db::Transaction& tx, Instant before)
{
    static constexpr std::string_view sql = R"sql(
        DELETE FROM machine_samples
        WHERE at < :before AND at < (SELECT MIN(at) FROM machine_samples) + :hour
    )sql";
    std::chrono::milliseconds const hour = std::chrono::hours{1};
    return tx.write(sql, {{"before", before}, {"hour", hour.count()}});
}

std::map<std::string, std::vector<MachineSample>> samples_between(
    db::Reader const& reader, Instant from, Instant to)
{
    static constexpr std::string_view sql = R"sql(
        SELECT machine, at, cpu_permille, memory_permille, storage_permille, backup_storage_permille,
            received_per_second, sent_per_second, load_1_hundredths, load_5_hundredths, load_15_hundredths,
            processes
        FROM machine_samples WHERE at >= :from AND at < :to ORDER BY machine, at
    )sql";
    std::map<std::string, std::vector<MachineSample>> samples;
    for (auto const& [machine, at, cpu, memory, storage, backup_storage, received, sent, load_1, load_5,
             load_15, processes] : reader.rows<std::string, Instant, Whole, Whole, Whole, Whole, Whole, Whole,
                                   Whole, Whole, Whole, std::int64_t>(sql, {{"from", from}, {"to", to}}))
        samples[machine].push_back({machine, at, loaded(cpu, thousandths), loaded(memory, thousandths),
            loaded(storage, thousandths), loaded(backup_storage, thousandths), loaded(received), loaded(sent),
            loaded(load_1, hundredths), loaded(load_5, hundredths), loaded(load_15, hundredths), processes});
    return samples;
}

std::map<std::string, std::vector<HistoryPoint>> history_between(
    db::Reader const& reader, Instant from, Instant to, std::chrono::minutes step)
{
    static constexpr std::string_view sql = R"sql(
        SELECT machine, (at - :from) / :step,
            CAST(AVG(cpu_permille) AS DOUBLE PRECISION), MAX(cpu_permille),
            CAST(AVG(memory_permille) AS DOUBLE PRECISION), MAX(memory_permille),
            CAST(AVG(storage_permille) AS DOUBLE PRECISION), MAX(storage_permille),
            CAST(AVG(backup_storage_permille) AS DOUBLE PRECISION), MAX(backup_storage_permille),
            CAST(AVG(received_per_second) AS DOUBLE PRECISION), MAX(received_per_second),
            CAST(AVG(sent_per_second) AS DOUBLE PRECISION), MAX(sent_per_second)
        FROM machine_samples WHERE at >= :from AND at < :to
        GROUP BY 1, 2 ORDER BY 1, 2
    )sql";
    std::chrono::milliseconds const step_ms = step;
    std::map<std::string, std::vector<HistoryPoint>> history;
    for (auto const& [machine, number, cpu, cpu_most, memory, memory_most, storage, storage_most,
             backup_storage, backup_storage_most, received, received_most, sent, sent_most] :
        reader.rows<std::string, std::int64_t, Broken, Whole, Broken, Whole, Broken, Whole, Broken, Whole,
            Broken, Whole, Broken, Whole>(sql, {{"from", from}, {"to", to}, {"step", step_ms.count()}}))
        history[machine].push_back({from + number * step_ms, course(cpu, cpu_most, thousandths),
            course(memory, memory_most, thousandths), course(storage, storage_most, thousandths),
            course(backup_storage, backup_storage_most, thousandths), course(received, received_most),
            course(sent, sent_most)});
    return history;
}

} // namespace ocp::supervision
