#pragma once

#include "platform/backup/file.h"

#include <map>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace ocp::backup {

/// Another program at work: found in PATH, called with a vector of arguments, never by a shell. What it says
/// on standard error is kept. One that still runs when the object goes is ended.
class ChildProcess {
public:
    enum class Pipe {
        FromIt, ///< `read` gives what it prints
        ToIt ///< `give` feeds it
    };
    using Variables = std::map<std::string, std::string>;

    /// `variables` are added to this process's own. Throws std::runtime_error when the program is not there.
    ChildProcess(std::vector<std::string> const& call, Variables const& variables, Pipe);
    ~ChildProcess();
    ChildProcess(ChildProcess const&) = delete;
    ChildProcess& operator=(ChildProcess const&) = delete;

    /// Waits for the next bytes, valid until the next call; "" once it has closed its output.
    std::string_view read();
    /// False when it does not listen any more.
    bool give(std::string_view bytes);
    /// Waits for its end. Throws std::runtime_error with what it said when it did not end well.
    void expect_success();

private:
    std::string name_;
    File pipe_;
    File said_;
    pid_t id_ = -1;
    std::string buffer_;
};

} // namespace ocp::backup
