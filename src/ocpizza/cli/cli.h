#pragma once

namespace ocp::cli {

/// Reads the command line and runs the command. Exit codes: 0 done, 1 refused or failed, 2 wrong call.
int run(int argc, char** argv);

} // namespace ocp::cli
