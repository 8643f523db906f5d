#include "supervision/template/machine_tiles.h"

#include "supervision/template/graph.h"
#include "supervision/template/watch_words.h"

#include <algorithm>
#include <fmt/format.h>
#include <functional>

namespace ocp::supervision {

namespace {

using Figure = Course HistoryPoint::*;
using Words = std::function<std::string(double)>;

struct Series {
    std::vector<std::optional<double>> averages; ///< one for each step of the period
    std::optional<double> average, highest; ///< of the whole period
};

Series series_of(std::vector<HistoryPoint> const& history, Figure figure, Supervision const& seen)
{
    std::chrono::milliseconds const step = seen.step;
    Series series;
    series.averages.resize(static_cast<std::size_t>((seen.to - seen.from) / step));
    double sum = 0;
    std::size_t count = 0;
    for (auto const& point : history) {
        auto const place = static_cast<std::size_t>((point.at - seen.from) / step);
        auto const& course = point.*figure;
        if (place >= series.averages.size() || !course.average) continue;
        series.averages[place] = course.average;
        series.highest = std::max(series.highest.value_or(0), course.highest.value_or(*course.average));
        sum += *course.average;
        ++count;
    }
    if (count > 0) series.average = sum / static_cast<double>(count);
    return series;
}

/// What is shown of one figure.
struct Tile {
    std::string label;
    std::string figure; ///< now, in large letters
    std::string note;
    Level level = Level::Fine;
    std::optional<double> limit; ///< from there on somebody must act; 0 to 1
};

/// Makes tiles of one machine.
class Tiles {
public:
    Tiles(html::View& machine, std::vector<HistoryPoint> const& history, Supervision const& seen)
        : machine_{machine}
        , history_{history}
        , seen_{seen}
    {
    }

    void add_share(Tile const& tile, Figure figure)
    {
        auto const series = series_of(history_, figure, seen_);
        auto part = begin(tile);
        part.set("TOP", percent(1));
        auto graph = begin_graph(part, tile, series, percent);
        add_curve(graph, "CURVE", series, 1);
        if (tile.limit) graph.add("LIMIT").set("HEIGHT", decimal_point(graph_height * (1 - *tile.limit)));
        add_row(tile.label, series, percent);
    }

    void add_traffic(Tile const& tile, std::optional<machine::Rate> const& now)
    {
        auto const in = series_of(history_, &HistoryPoint::received, seen_);
        auto const out = series_of(history_, &HistoryPoint::sent, seen_);
        auto const highest = [](Series const& series) {
            double most = 0;
            for (auto const& figure : series.averages)
                most = std::max(most, figure.value_or(0));
            return most;
        };
        auto const top = round_top(std::max(highest(in), highest(out)));
        auto part = begin(tile);
        part.set("TOP", rate(top));
        if (now) part.add("TRAFFIC").set("IN", rate(now->in)).set("OUT", rate(now->out));
        auto graph = begin_graph(part, tile, in, rate);
        add_curve(graph, "CURVE", in, top);
        add_curve(graph, "SECOND", out, top);
        add_row("Réseau, reçu", in, rate);
        add_row("Réseau, envoyé", out, rate);
    }

private:
    static std::string decimal_point(double figure) { return fmt::format("{:.1f}", figure); }

    html::View begin(Tile const& tile)
    {
        auto part = machine_.add("TILE");
        part.set("LABEL", tile.label).set("FIGURE", tile.figure).set("NOTE", tile.note);
        part.show_if(tile.level == Level::Act, "ACT");
        part.show_if(tile.level == Level::Attention, "ATTENTION");
        return part;
    }
    html::View begin_graph(html::View& part, Tile const& tile, Series const& series, Words const& words)
    {
        auto graph = part.add("GRAPH");
        graph.set("FROM", moment(seen_.from, seen_.to)).set("TO", "maintenant");
        graph.set("CAPTION",
            series.average ? fmt::format("{}\u00a0: {} en moyenne, {} au plus", tile.label,
                words(*series.average), words(*series.highest))
                           : fmt::format("{}\u00a0: pas encore de mesure", tile.label));
        graph.show_if(!series.average, "EMPTY");
        return graph;
    }
    static void add_curve(html::View& graph, std::string_view name, Series const& series, double top)
    {
        if (!series.average) return;
        auto const curve = curve_of(series.averages, top);
        graph.add(name).set("LINE", curve.line).set("AREA", curve.area);
    }
    void add_row(std::string_view label, Series const& series, Words const& words)
    {
        if (!series.average) return;
        auto table = machine_.add("ROW");
        table.set("LABEL", label).set("AVERAGE", words(*series.average));
        table.set("HIGHEST", words(*series.highest));
    }

    html::View& machine_;
    std::vector<HistoryPoint> const& history_;
    Supervision const& seen_;
};

constexpr auto unknown = "–";

Tile processor_tile(machine::Figures const& now)
{
    Tile tile{"Processeur", now.cpu ? percent(*now.cpu) : unknown,
        now.cores == 0 ? "" : fmt::format("{} cœur{}", now.cores, now.cores > 1 ? "s" : ""), Level::Fine,
        processor_act};
    if (now.load)
        tile.note += fmt::format("{}charge {} · {} · {}", tile.note.empty() ? "" : ", ",
            decimal(now.load->one, 2), decimal(now.load->five, 2), decimal(now.load->fifteen, 2));
    return tile;
}

Tile memory_tile(machine::Figures const& now)
{
    if (!now.memory) return {"Mémoire", unknown, "", Level::Fine, memory_act};
    auto const used = now.memory->used();
    return {"Mémoire", percent(used),
        fmt::format("{} libres sur {}", bytes(static_cast<double>(now.memory->available)),
            bytes(static_cast<double>(now.memory->total))),
        memory_level(used), memory_act};
}

Tile storage_tile(std::string label, machine::Volume const& volume)
{
    return {std::move(label), percent(volume.used()),
        fmt::format("{} libres sur {}", bytes(static_cast<double>(volume.free)),
            bytes(static_cast<double>(volume.size))),
        storage_level(volume.used()), storage_act};
}

Tile network_tile(machine::Figures const& now)
{
    return {"Réseau", now.network ? rate(now.network->in + now.network->out) : unknown, "", Level::Fine, {}};
}

} // namespace

void add_tiles(html::View& machine, machine::Figures const& now, std::vector<HistoryPoint> const& history,
    Supervision const& seen)
{
    Tiles tiles{machine, history, seen};
    tiles.add_share(processor_tile(now), &HistoryPoint::cpu);
    tiles.add_share(memory_tile(now), &HistoryPoint::memory);
    if (!now.volumes.empty()) tiles.add_share(storage_tile("Disque", now.volumes[0]), &HistoryPoint::storage);
    if (now.volumes.size() > 1)
        tiles.add_share(
            storage_tile("Disque des sauvegardes", now.volumes[1]), &HistoryPoint::backup_storage);
    tiles.add_traffic(network_tile(now), now.network);
}

} // namespace ocp::supervision
