#include "ocpizza/cli/seed_customers.h"

#include "base/text.h"
#include "ocpizza/cli/seed_files.h"
#include "ocpizza/cli/seed_rows.h"
#include "ocpizza/cli/seed_speed.h"
#include "pizzeria/business/delivery_rules.h"

#include <algorithm>
#include <fmt/format.h>
#include <optional>

namespace ocp::seeds {

namespace {

struct Street {
    std::string name, postcode, city;
    pizzeria::Position position;
    std::int64_t up_to;
};

std::vector<Street> all_streets(nlohmann::ordered_json const& people)
{
    std::vector<Street> streets;
    for (auto const& one : people.at("streets"))
        streets.push_back({one.at("street").get<std::string>(), one.at("postcode").get<std::string>(),
            one.at("city").get<std::string>(),
            {one.at("latitude").get<double>(), one.at("longitude").get<double>()},
            one.at("up_to").get<std::int64_t>()});
    return streets;
}

std::vector<Street> nearest_streets(std::vector<Street> streets, SeededShop const& shop)
{
    auto const distance
        = [&](Street const& street) { return pizzeria::distance_m(street.position, shop.position); };
    std::sort(streets.begin(), streets.end(),
        [&](Street const& a, Street const& b) { return distance(a) < distance(b); });
    streets.resize(std::min<std::size_t>(streets.size(), 9));
    return streets;
}

std::string email_of(std::string const& firstname, std::string const& lastname, std::int64_t number)
{
    auto name = text::folded(firstname) + "." + text::folded(lastname);
    std::replace(name.begin(), name.end(), ' ', '-');
    return fmt::format("{}.{}@client.example", name, number);
}

std::size_t nearest_shop(std::vector<SeededShop> const& shops, pizzeria::Position position)
{
    std::size_t nearest = 0;
    for (std::size_t i = 1; i < shops.size(); ++i)
        if (pizzeria::distance_m(shops[i].position, position)
            < pizzeria::distance_m(shops[nearest].position, position))
            nearest = i;
    return nearest;
}

struct Tables {
    Rows users{"users",
        {"id", "firstname", "lastname", "email", "password", "phone", "phone_last4", "created_at",
            "updated_at"}};
    Rows addresses{
        "addresses", {"id", "line", "city", "postcode", "latitude", "longitude", "created_at", "updated_at"}};
    Rows homes{"users_has_addresses", {"user_id", "address_id", "is_default", "created_at", "updated_at"}};
};

/// Finds people names, numbers and doors, one after another.
class Census {
public:
    Census(db::Reader const& reader, Dice& dice, std::string const& password_hash, Instant now)
        : people_(json("people.json")) // braces would make a list of it
        , firstnames_{people_.at("firstnames").get<std::vector<std::string>>()}
        , lastnames_{people_.at("lastnames").get<std::vector<std::string>>()}
        , streets_{all_streets(people_)}
        , dice_{dice}
        , hash_{password_hash}
        , now_{now}
        , user_{first_free_id(reader, "users")}
        , address_{first_free_id(reader, "addresses")}
    {
    }

    std::vector<Street> around(SeededShop const& shop) const { return nearest_streets(streets_, shop); }

    Customer count_one(std::vector<Street> const& streets)
    {
        auto const& firstname = firstnames_[dice_.below(firstnames_.size())];
        auto const& lastname = lastnames_[dice_.below(lastnames_.size())];
        auto const& street = streets[dice_.below(streets.size())];
        auto const number = ++counted_;

        Customer customer{UserId{user_++}, firstname + " " + lastname,
            dice_.of_hundred(85) ? fmt::format("+336399{:05}", 80'000 + number % 10'000) : "",
            AddressId{address_++}, fmt::format("{} {}", dice_.between(1, street.up_to), street.name),
            street.postcode, street.city,
            {street.position.latitude + dice_.bell() * 0.0008,
                street.position.longitude + dice_.bell() * 0.0011}};
        auto const& [id, name, phone, address, line, postcode, city, position] = customer;
        auto const known = phone.empty() ? std::nullopt : std::optional{phone};
        tables_.users.add(id, firstname, lastname, email_of(firstname, lastname, number), hash_, known,
            known ? std::optional{phone.substr(phone.size() - 4)} : std::nullopt, now_, now_);
        tables_.addresses.add(
            address, line, city, postcode, position.latitude, position.longitude, now_, now_);
        tables_.homes.add(id, address, 1, now_, now_);
        return customer;
    }

    void load(db::Transaction& tx)
    {
        for (auto* rows : {&tables_.users, &tables_.addresses, &tables_.homes})
            rows->load(tx);
    }

private:
    nlohmann::ordered_json people_;
    std::vector<std::string> firstnames_, lastnames_;
    std::vector<Street> streets_;
    Dice& dice_;
    std::string const& hash_;
    Instant now_;
    std::int64_t user_, address_, counted_ = 0;
    Tables tables_;
};

} // namespace

std::vector<std::vector<Customer>> seed_customers(db::Transaction& tx, Dice& dice,
    std::vector<SeededShop> const& shops, std::vector<Customer> const& cast, std::int64_t count,
    std::string const& password_hash, Instant now)
{
    double all_weights = 0;
    for (auto const& shop : shops)
        all_weights += shop.sales_weight;

    std::vector<std::vector<Customer>> customers(shops.size());
    Census census{tx, dice, password_hash, now};
    for (std::size_t i = 0; i < shops.size(); ++i) {
        auto const streets = census.around(shops[i]);
        auto const share = static_cast<double>(count) * shops[i].sales_weight / all_weights;
        for (auto left = std::max<std::int64_t>(5, static_cast<std::int64_t>(share)); left > 0; --left)
            customers[i].push_back(census.count_one(streets));
    }
    census.load(tx);

    // Neither the best nor the rarest customers: they stand in the first third.
    for (auto const& one : cast) {
        auto& of_shop = customers[nearest_shop(shops, one.position)];
        of_shop.insert(of_shop.begin() + static_cast<std::ptrdiff_t>(of_shop.size() / 3), one);
    }
    return customers;
}

} // namespace ocp::seeds
