#include "browser.h"
#include "load.h"
#include "scenarios.h"

#include <chrono>
#include <istream>
#include <memory>
#include <random>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace ocp::bench {

namespace {

constexpr auto most_tries = 100;
constexpr auto a_moment = std::chrono::milliseconds{20};

class Customer {
public:
    Customer(std::string const& address, std::string const& line)
        : Customer{address, std::istringstream{line}}
    {
    }

    /// What a person reads off the checkout page once; the same cart costs the same each time.
    void read_checkout(std::string const& pay_on = "reception")
    {
        if (!fill_cart()) throw std::runtime_error{"the cart cannot be filled"};
        auto const page = browser_.get("/commander");
        if (page.status != 200) throw std::runtime_error{"there is no checkout page"};
        form_ = {{"pay_on", pay_on}, {"mode", "delivery"}, {"address", input_value(page.body, "address")},
            {"cart", input_value(page.body, "cart")},
            {"total_delivery", input_value(page.body, "total_delivery")}, {"firstname", "Élise"},
            {"lastname", "Bonnet"}, {"phone", "06 39 98 41 17"}};
    }

    bool fill_cart()
    {
        for (auto const& item : items_) {
            auto const added = browser_.post(add_, {{"item", item}, {"quantity", "1"}});
            if (added.status != 303 || added.header("location").find("ajoute=1") == std::string::npos)
                return false;
        }
        return true;
    }

    /// The path of the tracking page, or "" when the order was refused.
    std::string order()
    {
        auto path = send_order();
        return path.starts_with("/suivi/") ? path : std::string{};
    }

    /// Orders, pays on the bank's page and comes back: whether the order is paid then. Who cannot be led to
    /// the bank at once, or of whom it has not been asked yet, tries again.
    bool order_and_pay(Browser& bank)
    {
        auto place = send_order();
        for (auto tries = 0; tries < most_tries && place.starts_with("/suivi/"); ++tries) {
            std::this_thread::sleep_for(a_moment);
            place = browser_.post(place.substr(0, place.find('?')) + "/paiement", {}).header("location");
        }
        auto const page = path_in(place);
        if (!page.starts_with("/pay/")) return false;
        bank.take_token(bank.get(page).body);
        auto const paid = bank.post(page, {{"card", "4242 4242 4242 4242"}});
        auto const back = path_in(paid.header("location"));
        for (auto tries = 0; tries < most_tries && !back.empty(); ++tries) {
            auto const tracking = browser_.get(back).header("location");
            if (tracking.starts_with("/suivi/") && tracking.find('?') == std::string::npos) return true;
            std::this_thread::sleep_for(a_moment);
        }
        return false;
    }

private:
    Customer(std::string const& address, std::istringstream words)
        : browser_{address, next_of(words)}
    {
        auto const shop = next_of(words);
        add_ = "/pizzerias/" + shop + "/panier";
        items_ = {next_of(words), next_of(words)};
        browser_.take_token(browser_.get("/pizzerias/" + shop).body);
    }

    /// Where an order sends the customer, or "".
    std::string send_order()
    {
        auto form = form_;
        form.emplace_back("key", fresh_key());
        auto const placed = browser_.post("/commander", form);
        return placed.status == 303 ? placed.header("location") : std::string{};
    }

    static std::string path_in(std::string const& url)
    {
        auto const host = url.find("://");
        auto const path = host == std::string::npos ? host : url.find('/', host + 3);
        return path == std::string::npos ? std::string{} : url.substr(path);
    }

    static std::string next_of(std::istringstream& words)
    {
        std::string word;
        if (!(words >> word)) throw std::runtime_error{"not a customer: " + words.str()};
        return word;
    }

    std::string fresh_key()
    {
        return std::to_string(random_()) + "-" + std::to_string(random_()) + "-bench-key";
    }

    Browser browser_;
    std::string add_;
    std::vector<std::string> items_;
    Form form_;
    std::mt19937_64 random_{std::random_device{}()};
};

} // namespace

void run_checkout(std::string const& address, std::istream& customers, double seconds)
{
    std::vector<std::unique_ptr<Customer>> people;
    std::vector<Deed> deeds;
    for (std::string line; std::getline(customers, line);) {
        people.push_back(std::make_unique<Customer>(address, line));
        people.back()->read_checkout();
        if (people.back()->order().empty()) throw std::runtime_error{"the order is refused: " + line};
        deeds.emplace_back([person = people.back().get()]() -> std::optional<bool> {
            return person->fill_cart() && !person->order().empty();
        });
    }
    repeat(deeds, seconds);
}

void run_checkout_online(
    std::string const& address, std::istream& customers, std::string const& bank, double seconds)
{
    std::vector<std::unique_ptr<Customer>> people;
    std::vector<std::unique_ptr<Browser>> banks;
    std::vector<Deed> deeds;
    for (std::string line; std::getline(customers, line);) {
        people.push_back(std::make_unique<Customer>(address, line));
        people.back()->read_checkout("online");
        banks.push_back(std::make_unique<Browser>(bank));
        if (!people.back()->order_and_pay(*banks.back()))
            throw std::runtime_error{"the order is not paid: " + line};
        deeds.emplace_back([person = people.back().get(), at = banks.back().get()]() -> std::optional<bool> {
            return person->fill_cart() && person->order_and_pay(*at);
        });
    }
    repeat(deeds, seconds);
}

std::string place_one_order(std::string const& address, std::istream& customers)
{
    std::string line;
    std::getline(customers, line);
    Customer customer{address, line};
    customer.read_checkout();
    auto path = customer.order();
    if (path.empty()) throw std::runtime_error{"the order is refused"};
    return path;
}

} // namespace ocp::bench
