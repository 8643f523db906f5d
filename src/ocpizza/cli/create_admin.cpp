#include "account/business/create_group_account.h"
#include "base/refusal_text.h"
#include "ocpizza/cli/commands.h"
#include "ocpizza/cli/database_for_commands.h"
#include "ocpizza/system_clock.h"

#include <iostream>
#include <termios.h>
#include <unistd.h>

namespace ocp::cli {

namespace {

/// A line from the terminal without showing it, or from standard input as it is.
std::string hidden_line(char const* prompt)
{
    std::string line;
    termios shown{};
    auto const terminal = isatty(STDIN_FILENO) != 0 && tcgetattr(STDIN_FILENO, &shown) == 0;
    if (terminal) {
        auto hidden = shown;
        hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
        std::cerr << prompt;
    }
    std::getline(std::cin, line);
    if (terminal) {
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
        std::cerr << '\n';
    }
    return line;
}

} // namespace

int create_admin(Settings const& settings, std::string const& email, std::string const& firstname,
    std::string const& lastname, account::Role role)
{
    auto const password = hidden_line("Password: ");
    auto const confirmation = hidden_line("Again: ");
    db::Database database{options_for_commands(settings)};
    auto const made = account::create_group_account(
        database, {firstname, lastname, email, password, confirmation}, role, SystemClock{}.now());
    if (!made) {
        std::cerr << "ocpizza: " << sentence_of(made.error()).in(Language::French) << '\n';
        return refused;
    }
    std::cout << (role == account::Role::Operator ? "Operator " : "Administrator ") << email << " created.\n";
    return done;
}

} // namespace ocp::cli
