#pragma once

#include "platform/db/database.h"

namespace ocp::test {

/// The program ends here, as if its power were cut: nothing of ours may catch it.
struct Killed { };

/// Counts the points at which the program may end while it is armed, and ends it at the one that was chosen:
/// after each COMMIT of a database that it watches (what is not committed is as if it had never begun), and
/// wherever else `pass` is called. For one thread, and one at a time.
class PowerCut {
public:
    PowerCut();
    ~PowerCut();
    PowerCut(PowerCut const&) = delete;
    PowerCut& operator=(PowerCut const&) = delete;

    /// For the options of the database to watch.
    static db::Observer const* observer();

    /// From now on points count; the program ends at the n-th of them, 0: at none.
    void arm(int point);
    void disarm() { armed_ = false; }
    void pass();
    int passed() const { return passed_; }

private:
    static bool before_statement();
    static void after_statement(
        std::string_view sql, std::chrono::system_clock::time_point begun, bool failed);

    bool armed_ = false, has_committed_ = false;
    int point_ = 0, passed_ = 0;
};

} // namespace ocp::test
