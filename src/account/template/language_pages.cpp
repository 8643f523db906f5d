#include "account/template/language_pages.h"

#include "account/business/choose_language.h"

namespace ocp::account {

namespace {

constexpr long a_year = 365L * 24 * 3600;

} // namespace

html::Answer LanguagePages::choose(Call const& call)
{
    auto back = http::see_other(http::safe_redirect(call.form.one("page").value_or("")));
    auto const language = language_called(call.form.one("langue").value_or(""));
    if (!language) return back;
    if (call.who.user) choose_language(database_, call.who.user->id, *language, call.now);
    return std::move(back).with("Set-Cookie",
        http::set_cookie({std::string{language_cookie}, std::string{code_of(*language)}, a_year, secure_}));
}

} // namespace ocp::account
