#include "platform/db/kept_statement.h"

#include <charconv>
#include <soci/soci.h>
#include <stdexcept>

namespace ocp::db {
namespace {

/// What SOCI reads from or writes to; must not move while the statement lives.
struct Cell {
    long long integer = 0;
    double floating = 0;
    std::string text;
    soci::indicator indicator = soci::i_ok;
};

Value const& value_of(Params const& params, std::string const& name, std::size_t hint)
{
    if (hint < params.size() && params[hint].name == name) return params[hint].value;
    for (auto const& param : params)
        if (param.name == name) return param.value;
    throw std::logic_error{"no value was given for the parameter :" + name};
}

ValueKind kind_of(Value const& value)
{
    static_assert(std::same_as<std::variant_alternative_t<1, Value>,
                      std::int64_t> && std::same_as<std::variant_alternative_t<3, Value>, std::string>);
    return static_cast<ValueKind>(value.index());
}

/// PostgreSQL's text form of a whole number, a boolean or a sum.
std::int64_t whole_number(std::string const& text)
{
    if (text == "t") return 1;
    if (text == "f") return 0;
    std::int64_t number = 0;
    auto const [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (fault != std::errc{} || end != text.data() + text.size())
        throw std::logic_error{"a column read as a whole number holds something else"};
    return number;
}

} // namespace

struct KeptStatement::State {
    State(soci::session& session, Dialect const& of)
        : dialect{of}
        , statement{session}
    {
    }
    Dialect const& dialect;
    std::vector<std::string> names;
    std::vector<ValueKind> given_kinds, column_kinds;
    std::vector<Cell> given, columns;
    std::vector<Value> row;
    bool has_failed = false;
    soci::statement statement;
};

KeptStatement::KeptStatement(soci::session& session, Dialect const& dialect, std::string_view sql,
    Params const& params, std::span<ValueKind const> columns)
    : state_{std::make_unique<State>(session, dialect)}
{
    auto& s = *state_;
    s.names = parameter_names(sql);
    for (std::size_t i = 0; i < s.names.size(); ++i)
        s.given_kinds.push_back(kind_of(value_of(params, s.names[i], i)));
    s.column_kinds.assign(columns.begin(), columns.end());
    s.given.resize(s.names.size());
    s.columns.resize(columns.size());
    s.row.resize(columns.size());

    bool const as_text = dialect.engine() == Engine::Postgres;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        auto& cell = s.columns[i];
        if (columns[i] == ValueKind::Floating)
            s.statement.exchange(soci::into(cell.floating, cell.indicator));
        else if (columns[i] == ValueKind::Integer && !as_text)
            s.statement.exchange(soci::into(cell.integer, cell.indicator));
        else
            s.statement.exchange(soci::into(cell.text, cell.indicator));
    }
    for (std::size_t i = 0; i < s.given.size(); ++i) {
        auto& cell = s.given[i];
        if (s.given_kinds[i] == ValueKind::Integer)
            s.statement.exchange(soci::use(cell.integer, cell.indicator));
        else if (s.given_kinds[i] == ValueKind::Floating)
            s.statement.exchange(soci::use(cell.floating, cell.indicator));
        else
            s.statement.exchange(soci::use(cell.text, cell.indicator));
    }
    s.statement.alloc();
    dialect.name_parameters(s.statement, s.names);
    s.statement.prepare(sql_for(dialect.engine(), sql, s.given_kinds).text);
    s.statement.define_and_bind();
}

KeptStatement::~KeptStatement() = default;

bool KeptStatement::fits(Params const& params, std::span<ValueKind const> columns) const
{
    auto const& s = *state_;
    if (s.has_failed) return false;
    if (!std::equal(columns.begin(), columns.end(), s.column_kinds.begin(), s.column_kinds.end()))
        return false;
    for (std::size_t i = 0; i < s.names.size(); ++i) {
        auto const kind = kind_of(value_of(params, s.names[i], i));
        if (kind != ValueKind::Null && kind != s.given_kinds[i]) return false;
    }
    return true;
}

void KeptStatement::give(Params const& params)
{
    auto& s = *state_;
    for (std::size_t i = 0; i < s.given.size(); ++i) {
        auto const& value = value_of(params, s.names[i], i);
        auto& cell = s.given[i];
        cell.indicator = std::holds_alternative<std::monostate>(value) ? soci::i_null : soci::i_ok;
        if (auto const* integer = std::get_if<std::int64_t>(&value)) cell.integer = *integer;
        if (auto const* floating = std::get_if<double>(&value)) cell.floating = *floating;
        if (auto const* text = std::get_if<std::string>(&value)) {
            // PostgreSQL has no NUL in a text, and libpq would silently stop there.
            if (text->find('\0') != std::string::npos) throw Error{"a text with a NUL byte cannot be stored"};
            cell.text = *text;
        }
    }
}

void KeptStatement::take_row()
{
    auto& s = *state_;
    bool const as_text = s.dialect.engine() == Engine::Postgres;
    for (std::size_t i = 0; i < s.columns.size(); ++i) {
        auto& cell = s.columns[i];
        if (cell.indicator == soci::i_null)
            s.row[i] = std::monostate{};
        else if (s.column_kinds[i] == ValueKind::Floating)
            s.row[i] = cell.floating;
        else if (s.column_kinds[i] != ValueKind::Integer)
            s.row[i] = std::move(cell.text);
        else
            s.row[i] = as_text ? whole_number(cell.text) : std::int64_t{cell.integer};
    }
}

std::int64_t KeptStatement::run(Params const& params, std::function<void(std::span<Value>)> const& on_row)
{
    auto& s = *state_;
    give(params);
    // A statement left unread would hold its locks and refuse the COMMIT on SQLite.
    struct Finish {
        State& state;
        ~Finish() { state.dialect.finish(state.statement); }
    } const finish{s};

    s.has_failed = true;
    bool more = s.statement.execute(true);
    s.has_failed = false;
    if (s.dialect.columns(s.statement) != s.columns.size())
        throw std::logic_error{"the statement answers " + std::to_string(s.dialect.columns(s.statement))
            + " columns and is read as " + std::to_string(s.columns.size())};
    for (; more && !s.columns.empty(); more = s.statement.fetch()) {
        take_row();
        on_row(s.row);
    }
    return s.statement.get_affected_rows();
}

} // namespace ocp::db
