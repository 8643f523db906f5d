#include "account/business/password_rules.h"

#include "base/text.h"

#include <algorithm>
#include <array>

namespace ocp::account {

namespace {

/// The frequent passwords of published leaks that would pass the other rules, letters only (their digits and
/// signs are cut before comparing), and the words an attacker would try here first.
constexpr std::array<std::string_view, 38> common_words{"password", "motdepasse", "azerty", "azertyuiop",
    "qwerty", "qwertyuiop", "qwertz", "soleil", "loulou", "doudou", "bonjour", "chouchou", "marseille",
    "jetaime", "iloveyou", "admin", "administrateur", "welcome", "bienvenue", "letmein", "monkey", "dragon",
    "football", "princess", "sunshine", "master", "shadow", "michael", "nicolas", "camille", "pizza",
    "ocpizza", "pizzeria", "margherita", "bellecour", "croixrousse", "lyon", "secret"};

bool digit(char c)
{
    return c >= '0' && c <= '9';
}
bool letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (static_cast<unsigned char>(c) & 0x80U);
}

bool too_common(std::string_view password)
{
    auto bare = text::lower_ascii(password);
    std::erase_if(bare, [](char c) { return !letter(c); });
    if (bare.empty()) return true;
    auto const symbols_and_digits = password.size() - bare.size();
    // A common word dressed with a few signs falls in a second ("Azerty123!").
    return symbols_and_digits <= 4
        && std::find(common_words.begin(), common_words.end(), bare) != common_words.end();
}

} // namespace

Result<void> check_password(std::string_view password, std::string_view confirmation)
{
    auto const characters = text::length(password);
    if (characters < 8) return No{Refusal::PasswordTooShort};
    if (characters > 128) return No{Refusal::PasswordTooLong};
    if (std::none_of(password.begin(), password.end(), digit)) return No{Refusal::PasswordWithoutDigit};
    if (std::all_of(password.begin(), password.end(), [](char c) { return digit(c) || letter(c); }))
        return No{Refusal::PasswordWithoutSymbol};
    if (too_common(password)) return No{Refusal::PasswordTooCommon};
    if (password != confirmation) return No{Refusal::PasswordsDiffer};
    return {};
}

bool plausible_email(std::string_view email)
{
    if (email.size() < 6 || email.size() > 254) return false;
    auto const at = email.find('@');
    if (at == 0 || at == std::string_view::npos || email.find('@', at + 1) != std::string_view::npos)
        return false;
    auto const domain = email.substr(at + 1);
    auto const dot = domain.rfind('.');
    if (dot == std::string_view::npos || dot == 0 || dot + 2 >= domain.size()) return false;
    if (domain.front() == '-' || domain.find("..") != std::string_view::npos) return false;
    return std::all_of(email.begin(), email.end(), [](char c) {
        return static_cast<unsigned char>(c) > 0x20 && c != 0x7f && c != '<' && c != '>' && c != '"'
            && c != ',' && c != ';' && c != '\\' && c != '(' && c != ')';
    });
}

Result<std::string> phone_from(std::string_view typed)
{
    std::string digits;
    bool plus = false;
    for (char const c : text::trimmed(typed)) {
        if (digit(c))
            digits += c;
        else if (c == '+' && digits.empty() && !plus)
            plus = true;
        else if (c != ' ' && c != '.' && c != '-' && c != '(' && c != ')' && c != '/')
            return No{Refusal::PhoneInvalid};
    }
    if (!plus && digits.starts_with("00")) {
        digits.erase(0, 2);
        plus = true;
    }
    if (plus && digits.starts_with("330")) digits.erase(2, 1);
    if (!plus) {
        if (digits.size() != 10 || digits[0] != '0' || digits[1] == '0') return No{Refusal::PhoneInvalid};
        return "+33" + digits.substr(1);
    }
    auto const french = digits.starts_with("33");
    if (digits.size() < 8 || digits.size() > 15 || digits[0] == '0'
        || (french && (digits.size() != 11 || digits[2] == '0')))
        return No{Refusal::PhoneInvalid};
    return "+" + digits;
}

} // namespace ocp::account
