#include "tests/support/power_cut.h"

namespace ocp::test {

namespace {

PowerCut* current = nullptr;

}

PowerCut::PowerCut()
{
    current = this;
}

PowerCut::~PowerCut()
{
    current = nullptr;
}

db::Observer const* PowerCut::observer()
{
    static constexpr db::Observer it{before_statement, after_statement};
    return &it;
}

void PowerCut::arm(int point)
{
    armed_ = true;
    has_committed_ = false;
    point_ = point;
    passed_ = 0;
}

void PowerCut::pass()
{
    if (!armed_) return;
    has_committed_ = false;
    if (++passed_ != point_) return;
    armed_ = false;
    throw Killed{};
}

// Only here: what ran is told of in a destructor, from which nothing can be thrown.
bool PowerCut::before_statement()
{
    if (current && current->armed_ && current->has_committed_) current->pass();
    return current != nullptr;
}

void PowerCut::after_statement(std::string_view sql, std::chrono::system_clock::time_point, bool failed)
{
    if (current && current->armed_ && sql == "COMMIT" && !failed) current->has_committed_ = true;
}

} // namespace ocp::test
