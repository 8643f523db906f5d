#include "platform/html/view.h"

#include "base/money_text.h"

// ctemplate headers use strlen without including it.
#include <cstring>
#include <ctemplate/template_dictionary.h>

namespace ocp::html {

namespace {

ctemplate::TemplateString piece(std::string_view text)
{
    return ctemplate::TemplateString{text.data(), text.size()};
}

} // namespace

View::View(std::string name, Language language)
    : name_{std::move(name)}
    , language_{language}
    , own_{std::make_unique<ctemplate::TemplateDictionary>(name_)}
    , dictionary_{own_.get()}
{
}

View::View(std::string name, Language language, ctemplate::TemplateDictionary* part)
    : name_{std::move(name)}
    , language_{language}
    , dictionary_{part}
{
}

View::~View() = default;
View::View(View&&) noexcept = default;
View& View::operator=(View&&) noexcept = default;

View& View::set(std::string_view variable, std::string_view value)
{
    dictionary_->SetValue(piece(variable), piece(value));
    return *this;
}

View& View::set(std::string_view variable, std::int64_t value)
{
    return set(variable, std::to_string(value));
}

View& View::set(std::string_view variable, Text const& value)
{
    return set(variable, value.in(language_));
}

View& View::set(std::string_view variable, Money value)
{
    return set(variable, euros(value, language_));
}

View View::add(std::string_view section)
{
    return View{name_, language_, dictionary_->AddSectionDictionary(piece(section))};
}

View& View::show(std::string_view section)
{
    dictionary_->ShowSection(piece(section));
    return *this;
}

View& View::show_if(bool condition, std::string_view section)
{
    return condition ? show(section) : *this;
}

View View::include(std::string_view name, std::string template_name)
{
    auto* const part = dictionary_->AddIncludeDictionary(piece(name));
    View view{std::move(template_name), language_, part};
    part->SetFilename(view.file());
    return view;
}

std::string View::file() const
{
    return language_ == Language::French ? name_ : std::string{code_of(language_)} + "/" + name_;
}

} // namespace ocp::html
